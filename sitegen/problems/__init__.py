"""What went wrong in a file that a person wrote: where, in which words, and what to do about it.

`problem` holds the two words that every room speaks, `catalogue` every code with its meaning, `spelling` the nearest
known name to a slip of the pen, and `drawing` the problem as a person reads it in a terminal.
"""

from .catalogue import CATALOGUE, Code, from_catalogue
from .drawing import drawn, pointed_at, printable
from .problem import Place, Problem, Severity, in_order
from .spelling import did_you_mean, nearest

__all__ = [
    "CATALOGUE",
    "Code",
    "Place",
    "Problem",
    "Severity",
    "did_you_mean",
    "drawn",
    "from_catalogue",
    "in_order",
    "nearest",
    "pointed_at",
    "printable",
]
