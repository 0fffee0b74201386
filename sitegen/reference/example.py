"""The site that the examples of all kinds make together, so that the reference shows only what builds."""

from __future__ import annotations

import textwrap

from ..kinds import KINDS, STATEMENTS
from ..project import ContentFile, shelf_of

ARTICLE = "talks-begin"
LATER = "talks-stall"

TEXTS = {
    ARTICLE: """\
PORT CITY — The city and the dockers’ union began talks on Friday about the future of the Old Harbour, the first of two
rounds.

“We will listen before we decide,” said Ada Moreno, the mayor of Port City, who called the talks. Nobody else spoke at
the harbour talks, said those who were there.

The nearly 400 dockers want the quay to stay free. They occupied it in April. A free quay, a quay free of harbour
dues, is what they have had since 1921.

On Friday evening the talks ended without a word. Both sides agreed to meet again.
""",
    LATER: """\
PORT CITY — The city said on Monday that the second round never took place.
""",
}

# What the examples refer to and no example writes.
_BESIDE = {
    "actors": """\
port-city:
  name: City of Port City
  type: institution
  unlinked: true
  summary: The city that talks about its harbour. [@talks-begin "The city and the dockers’ union"]
dockers-union:
  name: the dockers’ union
  type: group
  summary: The union of those who work at the quay. [@talks-begin "the dockers’ union"]
""",
    "places": """\
port-city-town:
  name: Port City
  type: city
""",
    # The last event of the examples is asked what the example of an account answers.
    "events": """\
  questions:
    - id: outcome
      question: How did the talks end?
""",
}
_OF_THE_LATER = ("followup",)


def example_files() -> list[ContentFile]:
    """The whole example site: every file under its path, as the project would read it."""
    texts = {f"content/articles/{article}.txt": text for article, text in TEXTS.items()}
    for kind in KINDS:
        if kind.family == "thing":
            texts[f"content/{kind.shelf}.yaml"] = kind.example + _BESIDE.get(kind.shelf, "")
        elif kind.family == "site":
            texts["content/site.yaml"] = kind.example
        elif kind.family == "article":
            texts[f"content/annotations/{ARTICLE}.yaml"] = kind.example + _statements(of_the_later=False)
    texts[f"content/annotations/{LATER}.yaml"] = _statements(of_the_later=True)
    return [ContentFile(path, shelf_of(path) or "", text.encode()) for path, text in texts.items()]


def _statements(of_the_later: bool) -> str:
    """The examples of all kinds of statement as one list."""
    chosen = [kind.example for name, kind in STATEMENTS.items() if (name in _OF_THE_LATER) is of_the_later]
    return "statements:\n" + textwrap.indent("".join(chosen), "  ")
