"""`sitegen serve`: the site while it is being written."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from .. import preview
from ..annotating import answer
from ..folders import default_theme
from ..library import Earlier
from ..memo import Resident, own_memo
from ..page import Briefing
from ..pipeline import AtHand, Edition, GivenUp, Options, build, own_base_url
from ..planting import Unplantable, replant
from ..project import Project, Remembered
from ..reporting import Reporter, problem_as_object
from ..schema import FOLDER, schemas
from ..theme_pieces import Pieces
from .ground import ENVIRONMENT, EXIT_CODES, Here, stop


@click.command("serve", epilog=EXIT_CODES)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535),
              help="The port; the next free one where it is taken.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
@click.option("--json", "as_object", is_flag=True, help="Print an object a line for each thing that happens.")
@click.pass_obj
def serve_command(here: Here, port: int, host: str, open_browser: bool, as_object: bool) -> None:
    """Preview the site at 127.0.0.1 and show each change as it is saved. Drafts are shown. Nothing is written but the
    schemas by which editors complete ids, in a site that has them."""
    project = here.project
    base_path = unquote(urlsplit(own_base_url(project)).path) or "/"
    ours = default_theme()
    watch = [project.content, project.templates, project.assets, project.translations]
    own = (ours / "templates", ours / "assets", ours / "translations")
    watch += [folder for folder in own if folder not in watch]
    latest = _Latest(project, base_path)
    with _voice(as_object) as tell:
        desk = preview.Desk(
            speaker=lambda: Reporter(project.root),
            announce=tell,
            annotate=latest.annotate,
            afterwards=latest.settle,
        )
        try:
            preview.serve(
                latest.rebuilt, watch, desk, host=host, port=port, base_path=base_path, open_browser=open_browser
            )
        except preview.Unservable as failure:
            stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)


# Seconds: how long the end of a preview waits for a terminal that is held.
_LAST_WORDS = 2


@contextlib.contextmanager
def _voice(as_objects: bool) -> Iterator[Callable[[preview.Tidings], None]]:
    """What is put into it is told in order while the work goes on, at the terminal in words or to a program as one
    object a line: a terminal held by Ctrl-S, or a pipe that nobody reads, keeps no page back."""
    tidings: queue.SimpleQueue[preview.Tidings] = queue.SimpleQueue()
    ended = threading.Event()
    # Without a buffer, whose lock Python would wait for at its end.
    listener = io.FileIO((sys.stdout if as_objects else sys.stderr).fileno(), "w", closefd=False)
    said = _in_an_object if as_objects else _in_words

    def tell() -> None:
        while not ended.is_set() or not tidings.empty():
            with contextlib.suppress(queue.Empty, OSError):
                _written(listener, f"{said(tidings.get(timeout=0.2))}\n".encode(errors="replace"))

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield tidings.put
    finally:
        ended.set()
        teller.join(_LAST_WORDS)


def _written(listener: io.FileIO, words: bytes) -> None:
    """Writes all of it: a pipe may take less at a time."""
    while words:
        words = words[listener.write(words) or 0 :]


def _in_words(tidings: preview.Tidings) -> str:
    return tidings.words


def _in_an_object(tidings: preview.Tidings) -> str:
    """The facts of it; of what sitegen itself failed in, the words."""
    facts = {**tidings.facts} or {"error": tidings.words}
    problems = facts.pop("problems", None)
    listed = {"problems": [problem_as_object(problem) for problem in problems]} if isinstance(problems, tuple) else {}
    return json.dumps({"event": tidings.event, **facts, **listed}, ensure_ascii=False)


class _Latest:
    """The latest build, with what it leaves to the next: selected words are looked for in its briefing, and its ids are
    those that editors complete."""

    def __init__(self, project: Project, base_path: str) -> None:
        self._project, self._base_path = project, base_path
        self._memo, self._earlier, self._files = Resident(own_memo()), Earlier(), Remembered()
        self._pieces = Pieces()
        self._briefing: Briefing | None = None
        self._offered: dict[str, frozenset[str]] | None = None

    def rebuilt(
        self,
        changed: frozenset[Path],
        looked_at: Sequence[str],
        ahead: preview.Ahead,
        still_wanted: Callable[[], bool],
    ) -> Edition:
        """The site built again, whole."""

        def shown(files: Mapping[str, bytes], briefing: Briefing) -> None:
            # Whoever selects words on a page that was just shown asks about this briefing.
            self._briefing = briefing
            ahead(files)

        options = Options(base_url=self._base_path, drafts=True, private=True)
        self._files.heard = changed or None
        if not changed or any(not path.is_relative_to(self._project.content) for path in changed):
            self._pieces.forget()
        at_hand = AtHand(self._earlier, self._files, looked_at, shown, still_wanted, self._pieces)
        try:
            edition = build(self._project, options, memo=self._memo, at_hand=at_hand)
        except GivenUp:
            raise preview.GivenUp from None
        self._briefing = edition.briefing or self._briefing
        return edition

    def annotate(self, question: Mapping[str, str]) -> bytes:
        """The answer to a page of the preview that asks for an entry (see `annotating.answer`)."""
        return answer(self._briefing.library, self._briefing.findings, question) if self._briefing else b"{}"

    def settle(self) -> None:
        """What can wait until a save has been shown. Python looks through its memory for things that go in circles
        here, and not while somebody waits for a page: that took a sixth of the wait for every third save. Nor need it
        look through what stays."""
        self._renew_schemas(self._project.root)
        gc.collect()
        if gc.isenabled():
            gc.disable()
            gc.freeze()

    def _renew_schemas(self, root: Path) -> None:
        """Let editors complete the ids that are there now, in a site that has schemas."""
        if self._briefing is None or not (root / FOLDER).is_dir():
            return
        library = self._briefing.library
        ids = {kind: frozenset(things) for kind, things in {**library.things, "": library.documents}.items()}
        if ids == self._offered:
            return
        self._offered = ids
        try:
            replant(root, schemas(library))
        except Unplantable as failure:
            click.echo(f"warning: the schemas stay as they were: {failure.reason}", err=True)
