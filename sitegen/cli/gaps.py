"""`sitegen gaps`: what nobody has annotated yet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import PurePath

import click
from click.shell_completion import CompletionItem

from .. import scaffold
from ..pipeline import Options, Survey, survey
from ..problems import did_you_mean
from ..project import find_project
from ..reporting import counted, gaps_as_json, gaps_in_words, names_to_write
from .ground import CONTENT, EXIT_CODES, Here, json_option


def _articles(context: click.Context, _argument: click.Parameter, begun: str) -> list[CompletionItem]:
    """What the shell completes: the articles of the site."""
    project = find_project(Here.of(context).start)
    names = {path.stem for path in (project.content / "articles").glob("*.*")} if project else set()
    return [CompletionItem(name) for name in sorted(names) if name.startswith(begun)]


@click.command("gaps", epilog=EXIT_CODES)
@click.argument("article", required=False, shell_complete=_articles)
@click.option(
    "--yaml", "as_yaml", is_flag=True, help="Print entries ready to paste, what is guessed marked as a guess."
)
@json_option
@click.pass_obj
def gaps_command(here: Here, article: str | None, as_yaml: bool, as_object: bool) -> None:
    """List what nobody has annotated yet: quotations, names, numbers, dated words; actors without a description."""
    known = survey(here.project, Options(drafts=True, private=True))
    documents, gaps = known.library.documents, known.findings.gaps
    if article is not None and article not in documents:
        article = PurePath(article).stem
    if article is not None and article not in documents:
        raise click.BadParameter(_unknown(article, known), param_hint="ARTICLE")
    still = {name: gaps.open_in(name) for name in documents if article in (None, name)}
    records = [gap for gap in gaps.in_records if not gap.because] if article is None else []
    if as_object:
        click.echo(gaps_as_json(known.library, [*(gap for left in still.values() for gap in left), *records]))
    elif as_yaml:
        for name, left in still.items():
            entries = scaffold.entries(known.library, known.findings, documents[name], left)
            click.echo("\n".join(_to_paste(name, entries, list(names_to_write(documents[name], left)))))
    else:
        for line in gaps_in_words(known.library, still, records):
            click.echo(line)
    errors = sum(problem.severity == "error" for problem in known.problems)
    if errors:
        click.echo(f"{counted(errors, 'error')} in the content may hide gaps; `sitegen check` shows them.", err=True)
        sys.exit(CONTENT)


def _unknown(article: str, known: Survey) -> str:
    """Why an article cannot be asked about: it cannot be read, or there is none, and which was likely meant."""
    own = [one for one in known.problems if one.severity == "error" and _is_about(article, one.place.path)]
    if own:
        return f"the article “{article}” cannot be read: {own[0].place}: {own[0].message}"
    like = [name for name in known.library.documents if name.startswith(article)]
    hint = did_you_mean(article, known.library.documents) or (f"did you mean “{like[0]}”?" if like else "")
    return f"there is no article “{article}”{'; ' + hint if hint else ''}"


def _is_about(article: str, path: str) -> bool:
    return article in (PurePath(path).stem, PurePath(path).parent.name)


def _to_paste(article: str, entries: str, names: list[str]) -> Iterator[str]:
    """Entries as a file of their own, which an article may have any number of."""
    if entries:
        yield f"# content/annotations/{article}/more.yaml, or below the `statements:` of another file"
        yield entries.removesuffix("\n")
    else:
        yield f"# {article}: {'nothing to paste, but names are left' if names else 'nothing left'}"
    yield from names
    if entries:
        yield ""
