"""From the folder of a project to a finished edition in the hand: the whole story on one page, and no effects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from .assets import asset_files
from .checks import broken_links, claimed_twice
from .exports import Card, Found, Given, card_of, exported, searchable
from .files import Files
from .findings import Findings, look_ahead, work_out
from .folders import with_slash
from .language import Memory
from .library import Document, Earlier, Holding, Library, load, unresolved
from .look import look_files
from .menu import menu_of
from .page import Briefing, Page
from .pages import PAGES
from .problems import Problem, in_order
from .project import Project, Remembered, content_files, site_file
from .shelves import packed, unpacked
from .theme import Forgetful, Theme, language_of
from .theme_pieces import Pieces
from .workers import beside, shared


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asks of one build. `today` is the day in UTC that embargoes are held to; not said, all hold.
    `search` makes pages that can be searched, which takes an index of what is `found` beside them; `cards` has the
    scripts of each font in which cards can be written, and makes pages that lead to a card, to be drawn beside them.
    Many pages are shared among as many `workers`, each a process; what is made is the same with any number."""

    base_url: str = ""
    drafts: bool = False
    private: bool = False
    today: dt.date | None = None
    search: bool = False
    cards: tuple[frozenset[str], ...] = ()
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """The finished site in the hand: every file by its address, and every problem in order. With an error among
    the problems it is not to be published; `files` then holds what could be made all the same. `held_back` says, by
    `kind:id`, why what was written is not in it; `briefing` is what its pages are made from, `found`
    what a search may find, `index` the files of one that was made beside the pages, `cards` the words of each card."""

    files: Files = field(repr=False)
    problems: tuple[Problem, ...]
    page_count: int = 0
    base_url: str = ""
    private: bool = False
    held_back: Mapping[str, str] = field(default_factory=dict, repr=False)
    briefing: Briefing | None = field(default=None, repr=False, compare=False)
    found: tuple[Found, ...] = field(default=(), repr=False)
    index: Mapping[str, bytes] | None = field(default=None, repr=False)
    cards: tuple[Card, ...] = field(default=(), repr=False)

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        return sum(problem.severity == "warning" for problem in self.problems)


Progress = Callable[[str, int, int], None]
# How what is found, in a site of some language, becomes the files of a search.
Index = Callable[[tuple[Found, ...], str], Mapping[str, bytes]]
_EXPORTS, _INDEX = "exports", "index"
# The stage at which everything is read and worked out.
LISTING: Final = "Listing pages"
# To begin with workers pays from about so many articles on; each is given some of them at once.
_MANY_ARTICLES = 100
_AT_ONCE = 16


def _unheard(stage: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a preview has beside the memory of all builds: what was read at the last save, and the files it was read
    from; the addresses of the pages that somebody looks at, whom to hand these, with what they are made from, as soon
    as they are made, and whether the rest is wanted still; the statements on those pages as they stood last."""

    earlier: Earlier
    files: Remembered = field(default_factory=Remembered)
    looked_at: Sequence[str] = ()
    ahead: Callable[[Mapping[str, bytes], Briefing], None] = lambda files, briefing: None
    still_wanted: Callable[[], bool] = lambda: True
    pieces: Pieces = field(default_factory=Pieces)


class GivenUp(Exception):
    """Nobody wants the edition any more: something was saved while its pages were made."""


def build(
    project: Project,
    options: Options,
    progress: Progress = _unheard,
    memo: Memory | None = None,
    at_hand: AtHand | None = None,
    indexed: Index | None = None,
) -> Edition:
    """Reads everything, works everything out, makes every page. Writes nothing. `progress` is told the stage,
    how many of its steps are done, and of how many (0: not known); `memo`, what is `at_hand`, and to know how the
    search is `indexed`, may speed it up and change nothing. Raises GivenUp where what is at hand says so."""
    progress("Reading", 0, 0)
    at_hand = at_hand or AtHand(Earlier())
    memo = Forgetful() if memo is None else memo
    known = survey(project, options, at_hand, progress, memo)
    problems = list(known.problems)
    base_url = with_slash(options.base_url or known.library.site.address)
    briefing = Briefing(known.library, known.findings, base_url, options.drafts)
    language, slips = language_of(project, briefing, memo)
    briefing = replace(briefing, language=language)
    problems += slips
    if any(problem.severity == "error" for problem in problems):
        # Pages made from broken records would only repeat what is known already.
        at_hand.earlier.keep()
        return Edition(Files(), tuple(in_order(problems)), base_url=base_url, briefing=briefing)
    # Where many articles are new, all processors are busy with their pages.
    beside_pages = options.workers if known.unknown < _MANY_ARTICLES <= len(known.library.documents) else 1
    return _made(project, briefing, options, problems, progress, memo, at_hand, (beside_pages, indexed))


def _made(
    project: Project, briefing: Briefing, options: Options, problems: list[Problem], progress: Progress, memo: Memory,
    at_hand: AtHand, more: tuple[int, Index | None],
) -> Edition:  # fmt: skip
    given = Given(briefing, (), options.search, options.cards if briefing.library.site.cards else ())
    first = _first(project, given, memo, at_hand)
    progress(LISTING, 0, 0)
    pages = list(_listed(briefing))
    # Not sooner: what was put off until somebody asked has been worked out now.
    at_hand.earlier.keep()
    given = replace(given, pages=tuple(pages))
    found = searchable(given) if options.search else ()
    rest = [page for page in pages if page.address not in first]

    def told(done: int, kind: str) -> None:
        progress(f"Making pages: {kind}", done, len(rest))
        if not at_hand.still_wanted():
            raise GivenUp

    workers, indexed = more
    with beside(workers, partial(_for_machines, given, found, indexed)) as outcome:
        files, slips = Theme(project, given, memo).render(rest, told, workers=options.workers)
        progress("Making other files", 0, 0)
        exports, index = _unpacked(outcome() or _for_machines(given, found, None))
    problems += slips
    assets, slips = asset_files(project)
    problems += slips
    exports |= _domain_note(briefing)
    look, slips = look_files(briefing.library.site, assets)
    problems += [*slips, *menu_of(briefing.library)[1]]
    assets |= look
    problems += claimed_twice(pages, [*assets, *exports])
    files = Files(assets, exports, files, first)
    progress("Following links", 0, 0)
    if not any(problem.severity == "error" for problem in problems):
        problems += broken_links(files, pages)
    cards = tuple(card for page in pages if (card := card_of(given, page))) if given.cards else ()
    return Edition(files, tuple(in_order(problems)), len(pages), briefing.base_url, briefing.private,
                   briefing.library.held_back, briefing, found, index, cards)  # fmt: skip


def _listed(briefing: Briefing) -> Iterator[Page]:
    """Every page of the site, none of them made."""
    return (page.in_language(briefing.language) for listed in PAGES for page in listed(briefing))


def _first(project: Project, given: Given, memo: Memory, at_hand: AtHand) -> Mapping[str, bytes]:
    """The pages that somebody looks at, made without a thought to the next build, since they change with every save,
    and before all others are listed; none where a template fails, which is told when all are made."""
    wanted, looked_at = set(at_hand.looked_at), []
    for page in _listed(given.briefing) if wanted else ():
        if page.address in wanted:
            wanted.remove(page.address)
            looked_at.append(page)
        if not wanted:
            break
    if not looked_at:
        return {}
    theme = Theme(project, replace(given, pages=tuple(looked_at)), memo, at_hand.pieces)
    files, slips = theme.render(looked_at, keep=False)
    if slips:
        return {}
    at_hand.ahead(files, given.briefing)
    return files


def _for_machines(given: Given, found: tuple[Found, ...], indexed: Index | None) -> bytes:
    """What can be made beside the pages: the files for machines, and the search where it is told how."""
    made = {_EXPORTS: packed(exported(given))}
    if indexed and given.search:
        made[_INDEX] = packed(indexed(found, given.briefing.language.tag))
    return packed(made)


def _unpacked(made: bytes) -> tuple[dict[str, bytes], Mapping[str, bytes] | None]:
    """The files for machines, and those of the search if it was made."""
    parts = unpacked(made)
    return unpacked(parts[_EXPORTS]), unpacked(parts[_INDEX]) if _INDEX in parts else None


def _domain_note(briefing: Briefing) -> dict[str, bytes]:
    """The file by which GitHub Pages knows the site's own domain, where the site is built for that domain."""
    domain = (briefing.library.site.domain or "").lower()
    return {"CNAME": f"{domain}\n".encode()} if domain and urlsplit(briefing.base_url).hostname == domain else {}


@dataclass(frozen=True, slots=True)
class Survey:
    """What was read and worked out, without any page; of so many articles the words were `unknown`."""

    library: Library
    findings: Findings
    problems: tuple[Problem, ...]
    unknown: int


def survey(
    project: Project,
    options: Options,
    at_hand: AtHand | None = None,
    progress: Progress = _unheard,
    memo: Memory | None = None,
) -> Survey:
    """Everything that follows from the content, for commands that need no pages."""
    at_hand = at_hand or AtHand(Earlier())
    found, problems = content_files(project, at_hand.files)
    earlier = at_hand.earlier
    if memo is not None:
        earlier.remember(memo, f"{project.root}", len(found))
    library, slips = load(found, Holding(options.drafts, options.today), earlier)
    problems += [*slips, *unresolved(library)]
    progress("Working out findings", 0, 0)
    unknown = [document for document in library.documents.values() if not document.text.known.kept()]
    _look_ahead(unknown, options.workers)
    findings, slips = work_out(library, options.private)
    return Survey(library, findings, tuple(in_order([*problems, *slips])), len(unknown))


def _look_ahead(unknown: Sequence[Document], workers: int) -> None:
    """Shares among workers what follows from the words of each article alone, where that is not known yet."""
    if workers < 2 or len(unknown) < _MANY_ARTICLES:
        return

    def work(task: int) -> Iterator[tuple[int, bytes]]:
        for number in range(task, min(task + _AT_ONCE, len(unknown))):
            look_ahead(unknown[number])
            yield number, packed(unknown[number].text.known.kept())

    tasks = range(0, len(unknown), _AT_ONCE)
    for number, data in shared(len(tasks), workers, lambda task: work(tasks[task])):
        unknown[number].text.known.learn(unpacked(data))


def own_base_url(project: Project) -> str:
    """The base URL that the site's own settings give, without reading anything else; empty for none."""
    library, _ = load(site_file(project))
    return with_slash(library.site.address)


__all__ = ["AtHand", "Edition", "GivenUp", "Options", "Page", "build"]
