"""`sitegen serve`: the site while it is being written."""

from __future__ import annotations

import contextlib
import gc
import io
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
from ..reporting import Reporter
from ..schema import FOLDER, schemas
from .ground import ENVIRONMENT, EXIT_CODES, Here, stop


@click.command("serve", epilog=EXIT_CODES)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535),
              help="The port; the next free one where it is taken.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
@click.pass_obj
def serve_command(here: Here, port: int, host: str, open_browser: bool) -> None:
    """Preview the site at 127.0.0.1 and show each change as it is saved. Drafts are shown. Nothing is written but the
    schemas by which editors complete ids, in a site that has them."""
    project = here.project
    memo, earlier = Resident(own_memo()), Earlier()
    base_path = unquote(urlsplit(own_base_url(project)).path) or "/"
    ours = default_theme()
    watch = [project.content, project.templates, project.assets, project.translations]
    own = (ours / "templates", ours / "assets", ours / "translations")
    watch += [folder for folder in own if folder not in watch]
    latest = _Latest()

    def rebuild(
        changed: frozenset[Path], looked_at: Sequence[str], ahead: preview.Ahead, still_wanted: Callable[[], bool]
    ) -> Edition:
        at_hand = AtHand(earlier, looked_at, ahead, still_wanted)
        options = Options(base_url=base_path, drafts=True, private=True)
        try:
            edition = build(project, options, memo=memo, at_hand=at_hand)
        except GivenUp:
            raise preview.GivenUp from None
        if latest.briefing is None:
            _leave_alone_what_stays()
        latest.briefing = edition.briefing or latest.briefing
        return edition

    with _voice() as voice:
        desk = preview.Desk(
            speaker=lambda: Reporter(project.root),
            announce=voice.put,
            annotate=latest.annotate,
            afterwards=lambda: latest.renew_schemas(project.root),
        )
        try:
            preview.serve(rebuild, watch, desk, host=host, port=port, base_path=base_path, open_browser=open_browser)
        except preview.Unservable as failure:
            stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)


def _leave_alone_what_stays() -> None:
    """Python need not look through all that a first build leaves in memory for things that go in circles, again and
    again while later builds are waited for."""
    gc.collect()
    gc.freeze()


# Seconds: how long the end of a preview waits for a terminal that is held.
_LAST_WORDS = 2


@contextlib.contextmanager
def _voice() -> Iterator[queue.SimpleQueue[str]]:
    """What is put into it is told at the terminal, in order, while the work goes on: a terminal held by Ctrl-S,
    or a pipe that nobody reads, keeps no page back."""
    words: queue.SimpleQueue[str] = queue.SimpleQueue()
    ended = threading.Event()
    # Without a buffer, whose lock Python would wait for at its end.
    terminal = io.FileIO(sys.stderr.fileno(), "w", closefd=False)

    def tell() -> None:
        while not ended.is_set() or not words.empty():
            with contextlib.suppress(queue.Empty, OSError):
                terminal.write(f"{words.get(timeout=0.2)}\n".encode(errors="replace"))

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield words
    finally:
        ended.set()
        teller.join(_LAST_WORDS)


class _Latest:
    """The briefing of the latest build, in which selected words are looked for and whose ids editors complete."""

    briefing: Briefing | None = None
    _offered: dict[str, frozenset[str]] | None = None

    def annotate(self, question: Mapping[str, str]) -> bytes:
        """The answer to a page of the preview that asks for an entry (see `annotating.answer`)."""
        return answer(self.briefing.library, self.briefing.findings, question) if self.briefing else b"{}"

    def renew_schemas(self, root: Path) -> None:
        """Let editors complete the ids that are there now, in a site that has schemas."""
        if self.briefing is None or not (root / FOLDER).is_dir():
            return
        library = self.briefing.library
        ids = {kind: frozenset(things) for kind, things in {**library.things, "": library.documents}.items()}
        if ids == self._offered:
            return
        self._offered = ids
        try:
            replant(root, schemas(library))
        except Unplantable as failure:
            click.echo(f"warning: the schemas stay as they were: {failure.reason}", err=True)
