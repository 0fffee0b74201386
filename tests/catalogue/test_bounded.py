"""What is outside the limits is refused in next to no time, and nothing that is read goes on for ever."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent.parent / "scripts/bounds.py"


@pytest.mark.soak
def test_no_case_takes_the_processor_for_long(
    tmp_path: Path, counted: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system itself ends a build that takes more of the processor than it may have. Three lie within the limits,
    and are built whole."""
    spec = importlib.util.spec_from_file_location("bounds", SCRIPT)
    assert spec
    assert spec.loader
    bounds = importlib.util.module_from_spec(spec)
    # Its dataclasses look for their own module there.
    monkeypatch.setitem(sys.modules, "bounds", bounds)
    spec.loader.exec_module(bounds)
    bounds.measured(bounds.Case("nothing", {}), tmp_path)
    for case in bounds.cases():
        found = bounds.measured(case, tmp_path, 60 if case.number in ("Q02", "Q11", "Q16") else 2)
        assert found.megabytes < 300, case.number
        counted()
