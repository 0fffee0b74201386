"""`sitegen new`: a new briefing, or a new file in one."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import NoReturn

import click
from click.shell_completion import CompletionItem

from ..blanks import Blank, blank_article, blank_thing
from ..founding import founding_files, obstacle
from ..kinds import KINDS, STATEMENTS, THINGS
from ..library import Holding, Library, load
from ..planting import Taken, Unplantable, plant, replant
from ..problems import Place, did_you_mean
from ..project import Project, content_files, find_project
from ..records import Kind, id_slip, slug
from ..schema import FOLDER, schemas
from .ground import ENVIRONMENT, EXIT_CODES, USAGE, Here, json_option, stop

_KINDS = {kind.name: kind for kind in KINDS}
_SHELVES = {kind.shelf for kind in KINDS if kind.family != "site"}


def _offered(begun: str) -> list[CompletionItem]:
    """What the shell completes: kinds, and folders."""
    kinds = [CompletionItem(name) for name in (*THINGS, "article") if name.startswith(begun)]
    return [*kinds, CompletionItem(begun, type="dir")]


@click.command("new", epilog=EXIT_CODES)
@click.argument("what", metavar="DIR | KIND", shell_complete=lambda _context, _argument, begun: _offered(begun))
@click.argument("record", metavar="[ID | NAME]", nargs=-1)
@json_option
@click.pass_obj
def new_command(here: Here, what: str, record: tuple[str, ...], as_object: bool) -> None:
    """Make a small briefing in a new folder DIR, or, inside a site, a commented file for a new actor, event, term,
    place or other KIND with the id ID, or with a NAME of which its id is made. Nothing is ever overwritten.

    The briefing builds at once and shows each kind of record. A file for a record explains every key and takes its
    examples from the kind's own. An article needs its text first: `sitegen import` brings it in, with a file for its
    annotations."""
    if record:
        _record(here.project, what, " ".join(record), as_object)
    else:
        _briefing(here, what, as_object)


def _briefing(here: Here, name: str, as_object: bool) -> None:
    if name in _KINDS.keys() | _SHELVES and find_project(here.start):
        kind = next(kind.name for kind in KINDS if name in (kind.name, kind.shelf))
        raise click.UsageError(
            f"for a new {kind}, give its id too: sitegen new {kind} ID. For a folder of that name, write ./{name}"
        )
    if not name.strip():
        raise click.UsageError("the folder has no name")
    folder = here.start / name
    if against := _looked_at(folder):
        stop(against, USAGE)
    files = founding_files()
    _planted(folder, files)
    if as_object:
        click.echo(json.dumps({"ok": True, "folder": str(folder), "files": sorted(files)}, ensure_ascii=False))
        return
    click.echo(f"A new briefing stands in {folder}: two invented articles, and an example of everything.")
    step = "" if folder.resolve() == Path.cwd().resolve() else f"  cd {_quoted(name)}\n"
    click.echo(f"Next:\n{step}  sitegen serve --open\nThen read its README.md.")


def _looked_at(folder: Path) -> str:
    try:
        return obstacle(folder)
    except OSError as failure:
        stop(f"{folder}: {failure.strerror or failure}", ENVIRONMENT)


def _quoted(name: str) -> str:
    return f'"{name}"' if set(name) & set(" '()&;$") else name


def _record(project: Project, kind_name: str, record: str, as_object: bool) -> None:
    kind = _KINDS.get(kind_name)
    if kind is None:
        names = [*THINGS, "article"]
        hint = did_you_mean(kind_name, [*names, *STATEMENTS]) or f"the kinds are: {', '.join(names)}"
        raise click.UsageError(f"there is no kind “{kind_name}”; {hint}")
    if kind.family in ("site", "statement"):
        _not_a_file(kind)
    name, record = _as_name_and_id(kind, record)
    if slip := id_slip(record, Place("")):
        raise click.UsageError(f"{slip.message}{'; ' + slip.hint if slip.hint else ''}")
    try:
        library = load(content_files(project)[0], Holding(drafts=True))[0]
    except OSError as failure:
        stop(f"{failure.filename}: {failure.strerror}", ENVIRONMENT)
    path, blank = _article(project, kind, record) if kind.family == "article" else _thing(library, kind, record, name)
    _planted(project.root, {path: blank.text.encode()})
    _refreshed(project)
    if as_object:
        click.echo(json.dumps({"ok": True, "files": [path], "fill_in": list(blank.open)}, ensure_ascii=False))
        return
    click.echo(f"Wrote {path}")
    if blank.open:
        click.echo(f"Fill in before the next build: {', '.join(blank.open)}")


def _not_a_file(kind: Kind) -> NoReturn:
    if kind.family == "site":
        raise click.UsageError("a site has one file of settings, content/site.yaml, and it is there")
    raise click.UsageError(
        f"a {kind.name} is no file of its own: it is an entry of `statements:` in content/annotations/ARTICLE.yaml, "
        f"such as\n\n{textwrap.indent(kind.example, '  ')}"
    )


# What names are made of; other signs are rather those of a path or of a slip.
_A_NAME = re.compile(r"[^\W_](?:[^\W_]|[ .,'’&()-])*")


def _as_name_and_id(kind: Kind, given: str) -> tuple[str, str]:
    """The name, where one was given rather than an id, and the id; of an article its id alone tells its text."""
    made = slug(given)
    if kind.family == "article" or made == given or not _A_NAME.fullmatch(given) or id_slip(made, Place("")):
        return "", given
    return given, made


def _thing(library: Library, kind: Kind, thing_id: str, name: str) -> tuple[str, Blank]:
    if there := library.all(kind.name).get(thing_id):
        stop(f"the {kind.name} “{thing_id}” is written at {there.place()} already; nothing was changed.", USAGE)
    if f"{kind.name}:{thing_id}" in library.broken:
        stop(f"there is {kind.name} “{thing_id}” already, with a problem in it: `sitegen check` says where.", USAGE)
    return f"content/{kind.shelf}/{thing_id}.yaml", blank_thing(kind, thing_id, name)


def _article(project: Project, kind: Kind, article: str) -> tuple[str, Blank]:
    texts = [f"content/articles/{article}{ending}" for ending in (".txt", ".md")]
    if not any((project.root / text).is_file() for text in texts):
        stop(
            f"the article “{article}” has no text yet, and without one there is nothing to annotate. Bring it in with "
            f"`sitegen import FILE`, or save it, as it came, as {texts[0]} and run this again.",
            USAGE,
        )
    return f"content/{kind.shelf}/{article}.yaml", blank_article(kind)


def _planted(root: Path, files: dict[str, bytes]) -> None:
    try:
        plant(root, files)
    except Taken as refusal:
        stop(f"{refusal.reason} {refusal.mend}", USAGE)
    except Unplantable as failure:
        stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)


def _refreshed(project: Project) -> None:
    """Editors complete the new id at once, in a site that has schemas."""
    if (project.root / FOLDER).is_dir():
        try:
            replant(project.root, schemas(load(content_files(project)[0], Holding(drafts=True))[0]))
        except Unplantable as failure:
            click.echo(f"warning: the schemas stay as they were: {failure.reason}", err=True)
