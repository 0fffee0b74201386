"""The bytes of a file become text, and YAML text a tree in which every key and value knows where it was written.

`decoding` makes text of bytes, in which `hidden` looks for what nobody sees; `openings` tells front matter and stamps
from what follows them; `reading`, the one door to the YAML library, makes a `Node` of YAML text. On the way `limits`
says how much is read, `screening` judges the text before the parser sees it, `growing` hangs values together,
`refusals` words what YAML has and an annotation may not use, and `syntax_slips` explains from a `slip` what the parser
could not read.
"""

from .decoding import decode
from .limits import MOST_PROBLEMS
from .node import Node, written_alike
from .openings import front_matter, stamp
from .reading import read_tree

__all__ = ["MOST_PROBLEMS", "Node", "decode", "front_matter", "read_tree", "stamp", "written_alike"]
