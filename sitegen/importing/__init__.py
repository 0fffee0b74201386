"""Articles are brought in: what is in a file that came from elsewhere, and what is known about it.

`originals` finds and reads the files that are meant, `decoding` makes text of their bytes, `fronts` reads the front
matter of other programs, `webpages` the article of a saved page. `facts` are what is found out, each with how it is
known: by `claims` from front matter, `outlets` from names and addresses, `languages` from the text; `leads` are what
the first lines of a text only suggest. `readings` brings these together for one original, `entries` writes its
annotation file, and `planning` says for all of them which files they make, or why they make none. Nothing here writes.

The text stays as it came. Front matter that is not ours stays in the file and is not read: the annotation file says on
which line the text begins."""

from .decoding import is_encoding
from .facts import Fact
from .originals import MOST_BYTES, Form, Left, Original, gather
from .planning import Intake, plan

__all__ = ["MOST_BYTES", "Fact", "Form", "Intake", "Left", "Original", "gather", "is_encoding", "plan"]
