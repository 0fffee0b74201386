"""The menu of a site: every page that has a place in it, or those its author names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .language import message
from .library import Library
from .problems import Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu: its section, its words, the page it leads to, and the group it stands in. The first
    group of the menu lies open; every other one folds away under its name."""

    section: str
    words: str
    address: str
    group: str = message("About")


STORY = message("The story")
MENU: tuple[Entry, ...] = (
    Entry("front", message("Briefing"), "index.html", STORY),
    Entry("articles", message("Articles"), "articles.html", STORY),
    Entry("actors", message("Actors"), "actors.html", STORY),
    Entry("events", message("Events"), "events.html", STORY),
    Entry("timeline", message("Timeline"), "timeline.html", STORY),
    Entry("glossary", message("Glossary"), "glossary.html", STORY),
    Entry("places", message("Places"), "places.html", STORY),
    Entry("figures", message("Figures"), "figures.html", message("Compare")),
    Entry("differences", message("Where sources differ"), "differences.html", message("Compare")),
    Entry("stances", message("Stances"), "stances.html", message("Compare")),
    Entry("accounts", message("Accounts side by side"), "accounts.html", message("Compare")),
    Entry("commitments", message("Commitments"), "commitments.html", message("Compare")),
    Entry("wording", message("Wording"), "wordings.html", message("Compare")),
    Entry("meetings", message("Who met whom"), "meetings.html", message("Compare")),
    Entry("sources", message("Sources"), "sources.html"),
    Entry("rights", message("Rights"), "rights.html"),
    Entry("gaps", message("Gaps"), "gaps.html"),
    Entry("corrections", message("Corrections"), "corrections.html"),
    Entry("method", message("Method"), "method.html"),
)


def menu_of(library: Library) -> tuple[tuple[Entry, ...], list[Problem]]:
    """The menu that the site's settings ask for, and the pages in it that do not exist; left to itself it has our
    pages, and under the last heading those of the author that want a place in it."""
    site = library.site
    known = {entry.section: entry for entry in (*MENU, *_own(library))}
    if not site.menu:
        return tuple(entry for entry in known.values() if _wants(library, entry)), []
    chosen: list[Entry] = []
    problems: list[Problem] = []
    for number, line in enumerate(site.menu):
        entry = known.get(line.page)
        if entry is None:
            place, hint = site.place("menu", number, "page"), did_you_mean(line.page, known)
            problems.append(Problem(place, "unknown-reference", f"there is no page “{line.page}”", hint))
        else:
            chosen.append(replace(entry, words=line.words or entry.words, group=line.group or STORY))
    # What lies open comes first, and the groups follow in the order in which they are first named.
    groups = dict.fromkeys([STORY, *(entry.group for entry in chosen)])
    return tuple(entry for group in groups for entry in chosen if entry.group == group), problems


def _own(library: Library) -> Iterator[Entry]:
    for page in library.pages.values():
        yield Entry(page.id, page.words or page.title, f"{page.id}.html")


def _wants(library: Library, entry: Entry) -> bool:
    page = library.pages.get(entry.section)
    return page is None or page.menu
