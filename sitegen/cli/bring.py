"""`sitegen import`: articles from elsewhere, with what is known about them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ..importing import MOST_BYTES, Form, Intake, Left, Original, gather, is_encoding, plan
from ..placing import Occupied, place
from ..problems import Place, printable
from ..project import Project, content_files
from ..records import id_slip
from ..reporting import counted
from ..undisturbed import undisturbed
from .ground import CONTENT, ENVIRONMENT, EXIT_CODES, Choice, Here, json_option, stop

_STATUSES = ("taken", "known", "refused", "passed over")


def _encoding(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value and not is_encoding(value):
        raise click.BadParameter(f"“{printable(value)}” is no encoding that is known; try cp1252, latin-9 or utf-16")
    return value


def _id(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and (slip := id_slip(value, Place(""))):
        raise click.BadParameter(f"{slip.message}{'; ' + slip.hint if slip.hint else ''}")
    return value


class _File(click.Path):
    """A file or folder that is there. Nothing is ever fetched."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or the end of the command."""
        if "://" in str(value) and not Path(value).exists():
            self.fail(
                f"“{printable(str(value))}” is an address, and nothing is fetched; save the page from the browser, "
                "and import the file",
                param,
                ctx,
            )
        return super().convert(value, param, ctx)


@click.command("import", epilog=EXIT_CODES)
@click.argument("paths", metavar="FILE… | -", nargs=-1, required=True,
                type=_File(exists=True, allow_dash=True, path_type=Path))  # fmt: skip
@click.option("--encoding", metavar="NAME", callback=_encoding,
              help="The encoding of files that are not UTF-8, such as cp1252.")  # fmt: skip
@click.option("--id", "wanted", metavar="ID", callback=_id, help="The id for the one article that is brought in.")
@click.option("--as", "form", type=Choice(["txt", "md", "html"]), help="What standard input is.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@json_option
@click.pass_obj
def import_command(
    here: Here, paths: tuple[Path, ...], encoding: str | None, wanted: str | None, form: str | None, dry_run: bool,
    as_object: bool,
) -> None:  # fmt: skip
    """Bring in articles: .txt, .md with the front matter of any usual program, saved .html pages, folders of these,
    and - for standard input.

    The text stays as it came, in content/articles/; of a page it is the article's text. What is known about it goes to
    content/annotations/, with how it is known; what is unclear is said. Nothing is ever overwritten, and an article
    that is here already is recognised."""
    project = here.project
    if wanted and (len(paths) > 1 or paths[0].is_dir()):
        raise click.UsageError("--id is for one file at a time; leave it out, and ids come from the names of the files")
    intakes = plan(_originals(paths, form, project), content_files(project), encoding, wanted)
    if not dry_run:
        intakes = [_written(project, intake) for intake in intakes]
    if as_object:
        click.echo(json.dumps(_object(intakes, dry_run), ensure_ascii=False, indent=1))
    else:
        for line in _told(intakes, dry_run):
            click.echo(line)
    if any(intake.status == "refused" for intake in intakes):
        sys.exit(CONTENT)


def _originals(paths: tuple[Path, ...], form: str | None, project: Project) -> Iterator[Original | Left]:
    for path in paths:
        if str(path) == "-":
            yield _standard_input(form)
        else:
            yield from gather([path], project.content)


def _standard_input(form: str | None) -> Original | Left:
    forms: dict[str | None, Form] = {"txt": "text", "md": "markdown", "html": "page"}
    if sys.stdin is None or sys.stdin.closed:
        return Left("standard input", "it is closed")
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as failure:
        return Left("standard input", f"cannot be read: {failure.strerror or failure}")
    if len(data) > MOST_BYTES:
        return Left("standard input", f"larger than {MOST_BYTES:,} bytes, the most that one article may have")
    return Original("standard input", "", forms.get(form), data)


def _written(project: Project, intake: Intake) -> Intake:
    """The intake after its files were written, the article before what is said about it."""
    with undisturbed():
        for path, data in intake.files.items():
            try:
                place(project.root, path, data)
            except Occupied:
                return Intake(intake.source, "refused", f"{path} has come into being meanwhile; run the command again")
            except OSError as failure:
                said = f"{path} cannot be written: {failure.strerror or failure}. What was said before is done."
                stop(said, ENVIRONMENT)
    return intake


def _object(intakes: list[Intake], dry_run: bool) -> dict[str, Any]:
    return {
        "ok": not any(intake.status == "refused" for intake in intakes),
        "dry_run": dry_run,
        "originals": [
            {
                "source": intake.source,
                "status": intake.status,
                "reason": intake.reason,
                "what": intake.what,
                "id": intake.id,
                "files": list(intake.files),
                "facts": {fact.field: {"value": fact.value, "how": fact.how} for fact in intake.facts},
                "unclear": list(intake.unclear),
            }
            for intake in intakes
        ],
    }


def _told(intakes: list[Intake], dry_run: bool) -> Iterator[str]:
    for intake in intakes:
        if intake.status == "taken":
            yield f"{intake.source}: {intake.what} → {', '.join(intake.files)}"
            yield from (
                f"    {fact.field}: {printable(fact.value)}" + (f"  ({printable(fact.how)})" if fact.how else "")
                for fact in intake.facts
                if fact.field not in ("sha256", "date_from", "text_from_line")
            )
            yield from (f"    ? {printable(remark)}" for remark in intake.unclear)
        else:
            yield f"{intake.source}: {intake.status}: {printable(intake.reason)}"
    counts = [(sum(intake.status == status for intake in intakes), status) for status in _STATUSES]
    said = {"known": "here already"}
    told = ", ".join(f"{number:,} {said.get(status, status)}" for number, status in counts if number)
    yield f"{counted(len(intakes), 'file')}: {told or 'nothing to bring in'}{'; nothing was written' * dry_run}."
