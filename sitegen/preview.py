"""The site while it is being written: built again at every save and shown in the browser, problems and all."""

from __future__ import annotations

import contextlib
import os
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

from .preview_pages import Answer, Showing, alike
from .preview_problems import block, block_of_words, panel
from .problems import Place, Problem


class Edition(Protocol):
    """As much of an edition as a preview needs."""

    @property
    def files(self) -> Mapping[str, bytes]: ...

    @property
    def problems(self) -> Sequence[Problem]: ...


Ahead = Callable[[Mapping[str, bytes]], None]


class Rebuild(Protocol):
    """Makes the site again, whole. `changed` are the paths that something happened to (none named: anything may have),
    `looked_at` the addresses of the pages that browsers show. A build that can make those sooner than all others hands
    them to `ahead`, once it is sure that nothing is wrong with what they are made from; it need not. It may raise
    GivenUp where it is not `still_wanted`."""

    def __call__(
        self, changed: frozenset[Path], looked_at: Sequence[str], ahead: Ahead, still_wanted: Callable[[], bool]
    ) -> Edition: ...


class GivenUp(Exception):
    """A build was not finished, because a later save has made it needless."""


class Speaker(Protocol):
    """Puts problems into words; made anew for each build, since it may remember the files that it quotes."""

    def explain(self, problems: Sequence[Problem]) -> str: ...

    def line(self, place: Place) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Tidings:
    """Something that a preview tells: what happened, in `words` for a person, and the `facts` of it for a program."""

    event: Literal["serving", "built", "problems", "failed"]
    words: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """How a preview speaks to people: `speaker` makes one who puts problems into words, `announce` tells whoever began
    it, and `annotate` answers a question about words that were selected on a page, in JSON. `afterwards` is
    done when a save has been shown, and may take its time."""

    speaker: Callable[[], Speaker]
    announce: Callable[[Tidings], None]
    annotate: Callable[[Mapping[str, str]], bytes] | None = None
    afterwards: Callable[[], None] = lambda: None


class Unservable(Exception):
    """The preview cannot run here. `reason` says what stands in the way, `mend` what to do about it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason, self.mend = reason, mend


class Preview:
    """What is shown now, and how it becomes what is shown next. The one thing here that changes with time."""

    def __init__(self, rebuild: Rebuild, base_path: str, desk: Desk) -> None:
        self._rebuild, self._desk = rebuild, desk
        # Pages of an earlier preview must not pass for pages of this one, hence the name of the run.
        self._run, self._count = os.urandom(3).hex(), 0
        bare = base_path.strip("/")
        self._showing = Showing(f"/{bare}/" if bare else "/", look=self._next(), style=self._next())

    def _next(self) -> str:
        self._count += 1
        return f"{self._run}{self._count}"

    @property
    def base(self) -> str:
        """The path of the front page."""
        return self._showing.base

    @property
    def showing(self) -> Showing:
        """What is shown at this moment."""
        return self._showing

    def answer(self, target: str) -> Answer:
        """The reply to a request for one path."""
        return self._showing.answer(target)

    def ask(self, question: Mapping[str, str]) -> Answer:
        """The reply to a question about words that were selected on the page at the path `page`."""
        page = self._showing.address(question.get("page", ""))
        if self._desk.annotate is None or not page:
            return Answer(404, "text/plain; charset=utf-8", b"404 There is no such page\n")
        found = self._desk.annotate({**question, "page": page})
        return Answer(200, "application/json; charset=utf-8", found)

    def refresh(
        self,
        changed: frozenset[Path] = frozenset(),
        looked_at: Sequence[str] = (),
        told: Callable[[], None] = lambda: None,
        superseded: Callable[[], bool] = lambda: False,
    ) -> None:
        """Build, and show the outcome; `told` is called when some pages can be shown before all can. From then on the
        rest may be given up where the save is `superseded` by a later one. Never fails."""
        before, began = self._showing, time.perf_counter()

        def ahead(pages: Mapping[str, bytes]) -> None:
            # Where problems are shown, what is new is shown when they are known to be gone.
            if self._showing.files is not None and not self._showing.problems:
                self._showing = self._next_showing({**self._showing.files, **pages}, self._showing.problems)
                told()

        def still_wanted() -> bool:
            return self._showing is before or not superseded()

        try:
            after = self._built(before, self._rebuild(changed, looked_at, ahead, still_wanted))
        except GivenUp:
            return
        except Exception as fault:
            # Whatever it is, the preview outlives it: the next save may mend it.
            said = traceback.format_exc()
            self._desk.announce(Tidings("failed", said))
            after = self._failed(before, f"sitegen itself failed: {type(fault).__name__}", [block_of_words(said)])
        self._showing = after
        if not after.problems and before.files is not None:
            took = round(1000 * (time.perf_counter() - began))
            self._desk.announce(Tidings("built", f"Built again in {took} ms.", {"milliseconds": took}))

    def settle(self) -> None:
        """What can wait until browsers know."""
        self._desk.afterwards()

    def _built(self, before: Showing, edition: Edition) -> Showing:
        speaker = self._desk.speaker()
        if edition.problems:
            words, facts = speaker.explain(edition.problems), {"problems": edition.problems}
            self._desk.announce(Tidings("problems", words, facts))
        errors = sum(problem.severity == "error" for problem in edition.problems)
        if errors:
            headline = f"{errors} {'problem' if errors == 1 else 'problems'} to mend"
            return self._failed(before, headline, [block(one, speaker.line(one.place)) for one in edition.problems])
        return self._next_showing(dict(edition.files), "")

    @staticmethod
    def _failed(before: Showing, headline: str, blocks: Sequence[str]) -> Showing:
        rest = "" if before.files is None else ". These are the last good pages."
        return replace(before, problems=panel(headline + rest, blocks))

    def _next_showing(self, files: Mapping[str, bytes], problems: str) -> Showing:
        now = self._showing
        look = now.look if alike(now.files, files, style=False) else self._next()
        style = now.style if alike(now.files, files, style=True) else self._next()
        return replace(now, files=files, problems=problems, look=look, style=style)


def serve(
    rebuild: Rebuild,
    watch: Sequence[Path],
    desk: Desk,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    base_path: str = "/",
    open_browser: bool = False,
) -> None:
    """Show the site at `http://host:port` + `base_path` until Ctrl-C, built again whenever anything in `watch` changes.

    `watch` are folders (with all that is in them) and single files; they may be missing at first. The build must not
    write into them. When the port is taken, the next free one is. Raises Unservable."""
    # Slow to import, and of use to nobody else.
    from . import preview_server

    preview = Preview(rebuild, base_path, desk)

    def ready(address: str) -> str | None:
        at = address + preview.base
        desk.announce(Tidings("serving", f"Preview at {at} (Ctrl-C ends it)", {"address": at}))
        return at if open_browser else None

    try:
        with contextlib.suppress(KeyboardInterrupt):
            preview_server.run(preview, watch, host, port, ready)
    except OSError as error:
        raise Unservable(
            f"No preview on {host}, port {port}: {error.strerror or error}.",
            "Name another with `--host` or `--port`; for a limit on watched files, see your system's settings.",
        ) from error
