"""Every code of a problem: how grave it is, what it means, how it is mended."""

from __future__ import annotations

from ..problems import CATALOGUE
from .markup import code, table

# These tell of something that may be meant so. All others are errors.
WARNINGS = frozenset({
    "as-of-behind",
    "definition-too-long",
    "event-date-unsupported",
    "figure-cut-short",
    "low-contrast",
    "mixed-letters",
    "no-translation",
    "shared-copy-not-found",
    "source-changed",
    "template-unused",
    "uncited-sentence",
    "weak-name-unresolved",
    "yaml-comment",
})  # fmt: skip


def codes() -> str:
    """The whole catalogue in its own order."""
    rows = (
        (code(name), "warning" if name in WARNINGS else "error", entry.meaning, entry.mend)
        for name, entry in CATALOGUE.items()
    )
    return table(("Code", "Is", "Meaning", "How it is mended"), rows)
