"""The site while it is being written: built again at every save and shown in the browser, problems and all."""

from __future__ import annotations

import contextlib
import os
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from .preview_pages import Answer, Showing, news
from .problems import Problem


class Edition(Protocol):
    """As much of an edition as a preview needs."""

    @property
    def files(self) -> Mapping[str, bytes]: ...

    @property
    def problems(self) -> Sequence[Problem]: ...


class Unservable(Exception):
    """The preview cannot run here. `reason` says what stands in the way, `mend` what to do about it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason, self.mend = reason, mend


class Preview:
    """What is shown now, and how it becomes what is shown next. The one thing here that changes with time."""

    def __init__(
        self,
        rebuild: Callable[[], Edition],
        base_path: str,
        explain: Callable[[Sequence[Problem]], str],
        announce: Callable[[str], None],
    ) -> None:
        self._rebuild, self._explain, self._announce = rebuild, explain, announce
        # Pages of an earlier preview must not pass for pages of this one, hence the name of the run.
        self._run, self._builds = os.urandom(4).hex(), 0
        bare = base_path.strip("/")
        self._showing = Showing(self._next_number(), f"/{bare}/" if bare else "/")

    def _next_number(self) -> str:
        self._builds += 1
        return f"n{self._run}-{self._builds}"

    @property
    def number(self) -> str:
        """The name of the moment that is shown."""
        return self._showing.number

    @property
    def base(self) -> str:
        """The path of the front page."""
        return self._showing.base

    def answer(self, target: str) -> Answer:
        """The reply to a request for one path."""
        return self._showing.answer(target)

    def refresh(self) -> tuple[str, ...]:
        """Build, show the outcome, and say what browsers must fetch anew (see `news`). Never fails."""
        before, began = self._showing, time.perf_counter()
        after = self._built(before)
        changes = news(before, after)
        if changes:
            self._showing = after
        took = round(1000 * (time.perf_counter() - began))
        if not after.problems and before.files is not None:
            self._announce(
                f"Built again in {took} ms; {'the browser is told' if changes else 'nothing looks different'}."
            )
        return changes

    def _built(self, before: Showing) -> Showing:
        try:
            edition = self._rebuild()
        except Exception as fault:
            # Whatever it is, the preview outlives it: the next save may mend it.
            self._announce(traceback.format_exc())
            return self._failed(before, "sitegen itself failed", f"{type(fault).__name__}: {fault}")
        errors = sum(problem.severity == "error" for problem in edition.problems)
        text = self._explain(edition.problems) if edition.problems else ""
        if text:
            self._announce(text)
        if errors:
            return self._failed(before, f"{errors} {'problem' if errors == 1 else 'problems'} to mend", text)
        return Showing(self._next_number(), before.base, edition.files)

    def _failed(self, before: Showing, headline: str, text: str) -> Showing:
        rest = "." if before.files is None else ". These are the last good pages."
        return Showing(self._next_number(), before.base, before.files, headline + rest, text)


def serve(
    rebuild: Callable[[], Edition],
    watch: Sequence[Path],
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    base_path: str = "/",
    explain: Callable[[Sequence[Problem]], str],
    announce: Callable[[str], None],
    open_browser: bool = False,
) -> None:
    """Show the site at `http://host:port` + `base_path` until Ctrl-C, built again whenever anything in `watch` changes.

    `watch` are folders (with all that is in them) and single files; they may be missing at first. The build must not
    write into them. `explain` puts problems into words, `announce` tells the person at the terminal. When the port is
    taken, the next free one is. Raises Unservable."""
    # Slow to import, and of use to nobody else.
    from . import preview_server

    preview = Preview(rebuild, base_path, explain, announce)

    def ready(address: str) -> str | None:
        announce(f"Preview at {address}{preview.base} (Ctrl-C ends it)")
        return address + preview.base if open_browser else None

    try:
        with contextlib.suppress(KeyboardInterrupt):
            preview_server.run(preview, watch, host, port, ready)
    except OSError as error:
        raise Unservable(
            f"No preview on {host}, port {port}: {error.strerror or error}.",
            "Name another with `--host` or `--port`; for a limit on watched files, see your system's settings.",
        ) from error
