"""Words that were selected on a page of the preview become an entry to paste, tried before it is offered.

`selecting` leads from what a browser says was selected to a stretch of the article's text, or says why it cannot;
`blanks` holds the keys of an entry that can be filled in, with what can be chosen; `guesses`, what is likely; `entry`
writes the YAML and says where it belongs; `trial` asks what `check` would say of it; `offer` brings them together,
and `asking` is how a page of the preview asks for one.
"""

from .asking import answer
from .offer import Offer, offered
from .selecting import Selection, Unusable

__all__ = ["Offer", "Selection", "Unusable", "answer", "offered"]
