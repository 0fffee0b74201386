"""Loads everything under `content/` into one library, with every slip in any file found in one run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..kinds import THINGS
from ..kinds.own_page import OwnPage
from ..kinds.site import KIND as SITE
from ..kinds.site import Site
from ..problems import Place, Problem, did_you_mean
from ..project import ContentFile, annotated
from ..records import Thing, id_slip, read, settled, slug
from ..source import Node
from .earlier import Earlier
from .holding import Holding
from .own_pages import read_own_page
from .records import Document, Library

EVERYTHING_PUBLIC = Holding()


@dataclass(slots=True)
class _Desk:
    """What has been read so far."""

    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    site: Site | None = None
    things: dict[str, dict[str, Thing]] = field(default_factory=lambda: {kind: {} for kind in THINGS})
    pages: dict[str, OwnPage] = field(default_factory=dict)
    articles: dict[str, tuple[ContentFile, str]] = field(default_factory=dict)
    annotations: dict[str, list[Node]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    held_back: dict[str, str] = field(default_factory=dict)
    holding: Holding = field(default_factory=Holding)
    earlier: Earlier = field(default_factory=Earlier)


def load(
    files: list[ContentFile], holding: Holding = EVERYTHING_PUBLIC, earlier: Earlier | None = None
) -> tuple[Library, list[Problem]]:
    """The library of these files and every problem in them. What is held back is left out here, before
    anything can be derived from it. `earlier` has what was read before and need not be read again."""
    desk = _Desk(holding=holding, earlier=earlier or Earlier())
    for file in files:
        text, slips = desk.earlier.text(file)
        desk.problems += slips
        if text is None:
            _give_up(desk, file, file.data.decode("utf-8", errors="replace"))
        else:
            desk.sources[file.path] = text
            _shelve(desk, file, text)
    documents = _documents(desk)
    # Without a readable site file the rest is read all the same, so that one run shows every problem.
    site = desk.site or Site(title="", scope="")
    things, broken = desk.earlier.things(desk.things), frozenset(desk.broken)
    known, once = desk.earlier.known, desk.earlier.once
    library = Library(site, documents, things, desk.sources, broken, desk.held_back, desk.pages, known, once)
    return library, desk.problems


def _shelve(desk: _Desk, file: ContentFile, text: str) -> None:
    if file.shelf == "articles":
        _shelve_article(desk, file, text)
        return
    if file.shelf == "pages":
        _shelve_page(desk, file, text)
        return
    tree, slips = desk.earlier.tree(text, file.path)
    desk.problems += slips
    if tree is None or not isinstance(tree.parts, dict):
        if tree is not None:
            message, hint = "expected keys and values at the top of the file", ""
            if isinstance(tree.parts, list) and file.shelf == "annotations":
                hint = "write `statements:` above the list, on a line of its own"
            elif isinstance(tree.parts, list) and file.shelf in THINGS:
                hint = "begin each entry with its id and a colon, without a hyphen"
            desk.problems.append(Problem(tree.place, "wrong-type", message, hint))
        _give_up(desk, file, text)
    elif file.shelf == "site":
        desk.site = _read_site(desk, tree)
    elif file.shelf == "annotations":
        desk.annotations.setdefault(annotated(file.path), []).append(tree)
    else:
        _shelve_things(desk, file.shelf, tree)


_TOP_KEY = re.compile(r"""^(?![\s#-])["']?([^:"'\n]+?)["']?\s*:""", re.MULTILINE)


def _give_up(desk: _Desk, file: ContentFile, text: str) -> None:
    """Remembers what a file that cannot be read was to hold, so that nothing complains that it is missing."""
    if file.shelf == "articles":
        desk.broken.add(f"article:{file.stem}")
    elif file.shelf == "annotations":
        desk.broken.add(f"article:{annotated(file.path)}")
    else:
        desk.broken.update(f"{file.shelf}:{name}" for name in _TOP_KEY.findall(text))


def _shelve_article(desk: _Desk, file: ContentFile, text: str) -> None:
    if slip := id_slip(file.stem, Place(file.path)):
        desk.problems.append(slip)
        _give_up(desk, file, text)
    elif file.stem in desk.articles:
        message = f"{desk.articles[file.stem][0].path} has the same name, and the name is the id"
        desk.problems.append(Problem(Place(file.path), "duplicate-id", message, "rename one of the two"))
    else:
        desk.articles[file.stem] = (file, text)


def _shelve_page(desk: _Desk, file: ContentFile, text: str) -> None:
    page, slips = desk.earlier.of(file.path)("page", (text,), read_own_page, file, text)
    if page is not None and (why := desk.holding.why(page)):
        desk.held_back[f"page:{page.id}"] = why
        return
    desk.problems += slips
    if page is not None:
        desk.pages[page.id] = page


def _read_site(desk: _Desk, tree: Node) -> Site | None:
    site, slips = desk.earlier.of(tree.path)("site", (tree,), _read_settings, tree)
    desk.problems += slips
    if site is not None:
        desk.problems += SITE.check(site)
    return site


def _read_settings(tree: Node) -> tuple[Site | None, list[Problem]]:
    site, slips = read(Site, tree)
    return site and settled(site, id="site", origin=tree), slips


def _shelve_things(desk: _Desk, kind: str, tree: Node) -> None:
    assert isinstance(tree.parts, dict)
    for thing_id, node in tree.parts.items():
        slip = id_slip(thing_id, tree.key_at(thing_id))
        if slip:
            desk.problems.append(slip)
            # Whoever refers to it may have written the id that it should have.
            desk.broken |= {f"{kind}:{thing_id}", f"{kind}:{slug(thing_id)}"}
            continue
        if first := desk.things[kind].get(thing_id):
            message = f"the {kind} “{thing_id}” is written at {first.place()} already"
            desk.problems.append(Problem(tree.key_at(thing_id), "duplicate-id", message, "rename one, or merge them"))
            continue
        thing, slips = desk.earlier.entry(tree.path, kind, thing_id, node, _read_thing)
        if thing is None:
            desk.problems += slips
            desk.broken.add(f"{kind}:{thing_id}")
            continue
        if why := desk.holding.why(thing):
            desk.held_back[f"{kind}:{thing_id}"] = why
        else:
            desk.problems += slips
            desk.things[kind][thing_id] = thing
            desk.problems += THINGS[kind].check(thing)


def _read_thing(kind: str, thing_id: str, node: Node) -> tuple[Thing | None, list[Problem]]:
    thing, slips = read(THINGS[kind].record, node)
    assert thing is None or isinstance(thing, Thing)
    return thing and settled(thing, id=thing_id, origin=node), slips


def _documents(desk: _Desk) -> dict[str, Document]:
    for stem, trees in desk.annotations.items():
        if stem not in desk.articles and f"article:{stem}" not in desk.broken:
            message = f"there is no article `content/articles/{stem}.txt` or `.md`"
            place = Place(trees[0].path)
            desk.problems.append(Problem(place, "article-without-text", message, did_you_mean(stem, desk.articles)))
    documents = {}
    for stem, (file, raw) in desk.articles.items():
        slips: list[Problem] = []
        broken: set[str] = set()
        document = desk.earlier.document(file, raw, _main_first(desk.annotations.get(stem, [])), slips, broken)
        if document is not None and (why := desk.holding.why(document.article)):
            # What is wrong in a draft can wait until drafts are built.
            desk.held_back[f"article:{stem}"] = why
            continue
        desk.problems += slips
        desk.broken |= broken
        if document is not None and f"article:{stem}" not in desk.broken:
            documents[stem] = document
    return documents


def _main_first(trees: list[Node]) -> list[Node]:
    """The files about one article, the one that is named for it before those in its folder."""
    return sorted(trees, key=lambda tree: (tree.path.count("/"), tree.path))
