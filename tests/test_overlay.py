"""Highlights and links lie over a text without changing a letter of it or crossing an element."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.overlay import Highlight, NameLink, Overlay, rows
from sitegen.passages import Stretch
from sitegen.prose import Citation, Item, Link, LinkEnd, Markup, Run, read_article

VOID = {"br", "hr"}


class Reader(HTMLParser):
    """Reads HTML strictly: every element is closed by its own end tag. Collects the text, the ids with the offset of
    the text they stand at, and for each highlight its pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.ids: list[tuple[str, int]] = []
        self.marked: dict[str, list[tuple[int, str]]] = {}
        self.links: list[tuple[str, str]] = []
        self.spots: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            assert not any(name == "a" for name, _ in self.open), "a link inside a link"
            self.links.append((found["href"] or "", ""))
        if "id" in found:
            self.ids.append((found["id"] or "", len(self.text)))
            if "spot" in (found.get("class") or "").split():
                self.spots.append(found["id"] or "")
        if tag not in VOID:
            self.open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for tag, attrs in self.open:
            if tag == "mark":
                for number in (attrs["data-of"] or "").split():
                    self.marked.setdefault(self.spots[-1 - int(number)], []).append((len(self.text), data))
            if tag == "a":
                self.links[-1] = (self.links[-1][0], self.links[-1][1] + data)
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def laid(flow: list[Item], highlights: list[Highlight], links: list[NameLink]) -> str:
    return Overlay(highlights, links).html(flow)


def link(start: int, end: int, name: str = "ada") -> NameLink:
    return NameLink(Stretch(start, end), f"../actors/{name}.html", "actor")


def highlight(start: int, end: int, target: str, kind: str = "quote direct") -> Highlight:
    return Highlight(Stretch(start, end), target, kind)


# ── exactly


def test_a_highlight_and_a_link_cross_each_other() -> None:
    flow: list[Item] = [Markup("<p>"), Run("said Ada Moreno now", 0), Markup("</p>\n")]
    assert laid(flow, [highlight(0, 8, "q")], [link(5, 15)]) == (
        '<p><mark class="spot quote direct" id="q" data-of="0">said </mark>'
        '<a class="name actor" href="../actors/ada.html">'
        '<mark class="quote direct" data-of="0">Ada</mark> Moreno</a> now</p>\n'
    )


def test_highlights_over_each_other_share_their_words() -> None:
    flow: list[Item] = [Run("abcdef", 0)]
    assert laid(flow, [highlight(2, 4, "b", "date"), highlight(0, 6, "a")], []) == (
        '<mark class="spot quote direct" id="a" data-of="0">ab</mark>'
        '<mark class="spot quote direct date" id="b" data-of="0 1">cd</mark>'
        '<mark class="quote direct" data-of="1">ef</mark>'
    )


def test_an_element_of_the_text_is_never_crossed() -> None:
    flow: list[Item] = [
        Markup("<p>"),
        Run("a", 0),
        Markup("<em>"),
        Run("b", 1),
        Markup("</em>"),
        Run("c", 2),
        Markup("</p>\n"),
    ]
    assert laid(flow, [highlight(0, 3, "q")], [link(0, 2)]) == (
        '<p><a class="name actor" href="../actors/ada.html">'
        '<mark class="spot quote direct" id="q" data-of="0">a</mark></a>'
        '<em><a class="name actor" href="../actors/ada.html">'
        '<mark class="quote direct" data-of="0">b</mark></a></em>'
        '<mark class="quote direct" data-of="0">c</mark></p>\n'
    )


def test_the_words_of_the_text_are_escaped() -> None:
    assert laid([Run('<b>&"', 0)], [highlight(0, 2, "q")], []) == (
        '<mark class="spot quote direct" id="q" data-of="0">&lt;b</mark>&gt;&amp;&quot;'
    )


def test_a_link_of_the_text_is_kept_only_where_it_leads_off_the_site_and_holds_no_other() -> None:
    def written(target: str) -> str:
        flow: list[Item] = [Link(target), Run("Ada", 0), LinkEnd(), Run(" Ada", 3)]
        return laid(flow, [], [link(0, 3), link(4, 7)])

    name = '<a class="name actor" href="../actors/ada.html">Ada</a>'
    assert written("https://example.org/?a=1&b") == (
        f'<a class="out" rel="noopener noreferrer" href="https://example.org/?a=1&amp;b">Ada</a> {name}'
    )
    for target in ("javascript:alert(1)", "actor:ada", "../secret.html", ""):
        assert written(target) == f"{name} {name}"


def test_a_permanent_link_is_set_once_over_all_rows() -> None:
    overlay = Overlay([highlight(0, 2, "q"), highlight(3, 5, "q")], [])
    first, second = overlay.html([Run("ab ", 0)]), overlay.html([Run("cd", 3)])
    assert first.count('id="q"') == 1
    assert second == '<mark class="quote direct" data-of="0">cd</mark>'


def test_what_looks_like_a_citation_in_a_flow_is_shown_as_written() -> None:
    assert laid([Citation("a", "<b>")], [], []) == "[@a &quot;&lt;b&gt;&quot;]"


def test_of_two_links_that_overlap_one_is_kept() -> None:
    found = read(laid([Run("the Iran deal here", 0)], [], [link(4, 13, "deal"), link(4, 8, "iran")]))
    assert found.links == [("../actors/iran.html", "Iran")]


def test_rows_are_the_outermost_blocks() -> None:
    _, flow = read_article(
        "# A *b*\n\n- c\n- d\n\n  e\n\nf  \ng\n\n---\n\n| h | i |\n|---|---|\n| j | k |\n\n> l\n\n    m\n"
    )
    cut = list(rows(flow))
    assert [item for row in cut for item in row] == list(flow)
    first = [row[0] for row in cut]
    assert [item.html for item in first if isinstance(item, Markup)] == [
        "<h2>", "<ul>", "<p>", "<hr>\n", "<table>", "<blockquote>", "<pre><code>",
    ]  # fmt: skip


# ── whatever lies over whatever


@st.composite
def flows(draw: st.DrawFn) -> tuple[str, list[Item]]:
    """A text in runs, with elements round some of them and links of its own."""
    out: list[Item] = []
    plain, depth, linked = "", [], False
    for _ in range(draw(st.integers(1, 8))):
        step = draw(st.sampled_from(["run", "run", "run", "open", "close", "link", "gap", "br"]))
        if step == "run":
            words = draw(st.text(st.sampled_from('ab <&"é\n'), min_size=1, max_size=6))
            out.append(Run(words, len(plain)))
            plain += words
        elif step == "open":
            depth.append(draw(st.sampled_from(["em", "strong", "code"])))
            out.append(Markup(f"<{depth[-1]}>"))
        elif step == "close" and depth and not linked:
            out.append(Markup(f"</{depth.pop()}>"))
        elif step == "link" and not depth:
            out.append(LinkEnd() if linked else Link(draw(st.sampled_from(["https://x.example/", "actor:ada"]))))
            linked = not linked
        elif step == "gap":
            # What stands between two blocks is in the text and in no run.
            plain += "\n\n"
        elif step == "br":
            out.append(Markup("<br>"))
    while depth:
        out.append(Markup(f"</{depth.pop()}>"))
    if linked:
        out.append(LinkEnd())
    return plain, out


def stretches(length: int) -> st.SearchStrategy[Stretch]:
    ends = st.tuples(st.integers(0, length), st.integers(0, length)).filter(lambda pair: pair[0] != pair[1])
    return ends.map(lambda pair: Stretch(min(pair), max(pair)))


@settings(max_examples=400, deadline=None)
@given(flows(), st.data())
def test_nothing_is_lost_crossed_or_set_twice(flow: tuple[str, list[Item]], data: st.DataObject) -> None:
    plain, items = flow
    over = stretches(max(1, len(plain)))
    highlights = [
        Highlight(stretch, data.draw(st.sampled_from("abcd")), data.draw(st.sampled_from(["quote", "date"])))
        for stretch in data.draw(st.lists(over, max_size=6))
    ]
    links = [link(stretch.start, stretch.end) for stretch in data.draw(st.lists(over, max_size=6))]
    found = read(laid(items, highlights, links))
    runs = [item for item in items if isinstance(item, Run)]
    assert found.text == "".join(run.text for run in runs)
    shown = [offset for run in runs for offset in range(run.start, run.start + len(run.text))]
    at = {offset: place for place, offset in enumerate(shown)}
    for target in {one.target for one in highlights}:
        covered = sorted(
            {o for h in highlights if h.target == target for o in range(h.stretch.start, h.stretch.end)} & set(at)
        )
        assert "".join(words for _, words in found.marked.get(target, [])) == "".join(plain[o] for o in covered)
        assert [place for name, place in found.ids if name == target] == [at[o] for o in covered[:1]]
    names = [words for href, words in found.links if href.startswith("../actors/")]
    assert all(words for words in names)
    kept = [one.stretch for one in links]
    assert all(any(words in plain[s.start : s.end] for s in kept) for words in names)
