"""What the figures of every measure say together: agree, differ, cannot be compared and why, or come from one voice.

`bounds` reads the number of a figure, `entries` has all that it is compared by, `nearness` finds for each
figure the farthest of those it can be compared with, `verdicts` says what follows, `reasons` why others cannot be
compared, and `sheets` brings all of a measure together.

Two figures of a measure are compared where unit, scope and population are the same and the time allows it. They differ
where no number can be meant by both, and agree where one can. A voice is who vouches for the figure: the speaker, else
the article, those that share copy being one."""

from .entries import Entry
from .reasons import Reason
from .sheets import Group, Ledger, Sheet, work_out_ledger
from .verdicts import Against, Standing, Verdict

__all__ = ["Against", "Entry", "Group", "Ledger", "Reason", "Sheet", "Standing", "Verdict", "work_out_ledger"]
