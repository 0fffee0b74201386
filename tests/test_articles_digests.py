"""The five articles of this site stay byte for byte as they came."""

from __future__ import annotations

import hashlib
from pathlib import Path

ARTICLES = Path(__file__).parent.parent / "content" / "articles"
DIGESTS = {
    "moscow-eve.txt": "5def96c9abf842c80b31f5ef4d76e63e9c96780d7008914a6e433d05dfe61838",
    "sochi-deal.txt": "5f2e92b170209d9bd2a4ee699c24031c4ca6db398f0693bdc92827666e863875",
    "tehran-eve.txt": "e1ba28c636e9dfc7989bd6d81da0f090316cbfcdfee9a8646b2608986bf75e7c",
    "tehran-split.txt": "11a97e14fe06cf59ae22d18a7d71d30d7d6c3b355b08b3dcfee92b4c4a414e40",
    "tehran-talks.txt": "26471e1f561c782cb2b5c5bd7ba7f95b26ccca6a625f8f90f9cb5195ed008402",
}


def test_the_five_articles_are_byte_for_byte_as_they_came() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in ARTICLES.iterdir()}
    assert found == DIGESTS
