"""Markdown as somebody writes it becomes safe markup, plain words with their offsets, and citations."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.passages import Stretch, Text
from sitegen.prose import (
    Citation,
    Link,
    LinkEnd,
    Markup,
    Run,
    plain_flow,
    plain_html,
    read_article,
    read_prose,
    sentence_at,
    sentences,
    uncited_sentences,
)

ARTICLES = {
    path.stem: path.read_bytes().decode()
    for path in sorted((Path(__file__).parent.parent / "content" / "articles").glob("*.txt"))
}


def shown(markdown: str) -> str:
    """The flow as one line: markup as it is, citations and links in their own form."""
    out = []
    for item in read_prose(markdown).flow:
        match item:
            case Markup(html):
                out.append(html.rstrip("\n"))
            case Run(text, _):
                out.append(plain_html(text))
            case Citation():
                out.append(str(item))
            case Link(target):
                out.append(f"<{target}>")
            case LinkEnd():
                out.append("</>")
    return "".join(out)


# ── our own prose


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("One *two* **three** `four`.", "<p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>"),
        ("# Head\n\nText", "<h3>Head</h3><p>Text</p>"),
        ("###### Six", "<h6>Six</h6>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        ("```\n<b> & c\n```", "<pre><code>&lt;b&gt; &amp; c</code></pre>"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>"),
        (
            "| a | b |\n|---|--:|\n| c | d |",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
        ),
        ("![the *old* harbour](http://tracker.example/x.png)!", "<p>the <em>old</em> harbour!</p>"),
        ("<script>x</script> & <b y=z>", "<p>&lt;script&gt;x&lt;/script&gt; &amp; &lt;b y=z&gt;</p>"),
        ("[Ada](actor:ada) and <https://x.org/>", "<p><actor:ada>Ada</> and <https://x.org/>https://x.org/</></p>"),
        ("[x](javascript:alert(1))", "<p><javascript:alert(1)>x</></p>"),
        ("&quot;&lt;&#x22;", "<p>&quot;&lt;&quot;</p>"),
    ],
)  # fmt: skip
def test_markdown_becomes_markup_of_ours_alone(typed: str, html: str) -> None:
    assert shown(typed) == html


@pytest.mark.parametrize(
    ("typed", "citation"),
    [
        ('[@talks "the exact words"]', Citation("talks", "the exact words")),
        ("[@talks “the exact words”]", Citation("talks", "the exact words")),
        ('[@talks "of "two" kinds"]', Citation("talks", 'of "two" kinds')),
        (r'[@talks "of \"two\" kinds"]', Citation("talks", 'of "two" kinds')),
        ('[@talks\n"over two\nlines" ]', Citation("talks", "over two\nlines")),
        ('[@talks "a] b"]', Citation("talks", "a] b")),
        ("[@talks/quote-the-words]", Citation("talks", None, "quote-the-words")),
        ('[@talks "*as* `printed` <b> &amp;"]', Citation("talks", "*as* `printed` <b> &amp;")),
    ],
)
def test_a_citation_names_words_or_a_statement(typed: str, citation: Citation) -> None:
    written = read_prose(f"Said. {typed}")
    assert (written.citations, written.unreadable) == ((citation,), ())
    assert written.plain == "Said. \n\n"


@pytest.mark.parametrize(
    ("typed", "unreadable"),
    [
        ("a [@talks] b", ("[@talks]",)),
        ("a [@talks 'words'] b", ("[@talks 'words']",)),
        ('a [@talks "] b', ('[@talks "]',)),
        ("a [@ ] b", ("[@ ]",)),
        ("a [@never closed", ("[@never closed",)),
        ('a [@one "left open] b [@two "words"] c', ('[@one "left open]',)),
        ("a [@talks/Two Words] b", ("[@talks/Two Words]",)),
    ],
)
def test_a_citation_that_cannot_be_read_is_named_as_it_was_typed(typed: str, unreadable: tuple[str, ...]) -> None:
    assert read_prose(typed).unreadable == unreadable


def test_a_citation_left_open_spoils_one_citation_only() -> None:
    assert read_prose('a [@one "left open] b [@two "words"] c').citations == (Citation("two", "words"),)


def test_what_only_looks_like_a_citation_is_text() -> None:
    written = read_prose('a \\[@talks "x"] and `[@talks "y"]` and [talks] and @talks')
    assert (written.citations, written.unreadable) == ((), ())
    assert written.plain == 'a [@talks "x"] and [@talks "y"] and [talks] and @talks\n\n'


def test_a_citation_says_how_it_is_written() -> None:
    assert str(Citation("talks", "the words")) == '[@talks "the words"]'
    assert str(Citation("talks", None, "quote-x")) == "[@talks/quote-x]"


# ── offsets


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab.\n *_`[]()!#>-|"<&\\@1~: é\u00a0'), max_size=60))
def test_every_run_stands_where_it_says_and_blocks_hold_all_words(markdown: str) -> None:
    written = read_prose(markdown)
    at = 0
    for item in written.flow:
        if isinstance(item, Run):
            assert written.plain[item.start : item.start + len(item.text)] == item.text
            assert item.start >= at
            at = item.start + len(item.text)
    text, flow = read_article(markdown)
    assert "".join("".join(item.text.split()) for item in flow if isinstance(item, Run)) == "".join(text.plain.split())
    assert "".join("".join(text.printed(block).split()) for block in text.blocks) == "".join(text.plain.split())
    tags = "".join(item.html for item in flow if isinstance(item, Markup))
    assert "<script" not in tags
    assert tags.count("<") - 2 * tags.count("</") - tags.count("<br>") - tags.count("<hr>") == 0


def test_the_blocks_of_an_article_in_markdown_are_its_own() -> None:
    text, flow = read_article(
        "# Talks *begin*\n\nThe talks\nbegan.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    assert [text.printed(block) for block in text.blocks] == [
        "Talks begin", "The talks\nbegan.", "one", "two", "a", "b", "c", "d",
    ]  # fmt: skip
    assert flow[0] == Markup("<h2>")
    assert Run("begin", 6) in flow


def test_code_is_a_block_and_what_is_empty_is_none() -> None:
    text, _ = read_article("one\n\n```\ntwo\nthree\n```\n\n-\n- four\n\n#\n\n```\n```\n\nfive\n")
    assert [text.printed(block) for block in text.blocks] == ["one", "two\nthree", "four", "five"]


def test_the_text_of_an_article_cites_nothing() -> None:
    text, flow = read_article('He wrote [@ada] and [@talks "words"].')
    assert text.plain == 'He wrote [@ada] and [@talks "words"].\n\n'
    assert not any(isinstance(item, Citation) for item in flow)


def test_plain_text_is_not_markdown() -> None:
    text = Text.of("# 1. Not *a* heading\n<b>[x](y)</b>\n\n    no code")
    assert plain_flow(text) == (
        Markup("<p>"),
        Run("# 1. Not *a* heading\n<b>[x](y)</b>", 0),
        Markup("</p>\n"),
        Markup("<p>"),
        Run("no code", 40),
        Markup("</p>\n"),
    )


# ── sentences


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        ("The U.S. also warned. It was dire.", ["The U.S. also warned.", "It was dire."]),
        ("the U.N. Security Council met. So it is.", ["the U.N. Security Council met.", "So it is."]),
        ("Mr. Putin met Gen. A. at 5 p.m. Moscow time. No.", ["Mr. Putin met Gen. A. at 5 p.m. Moscow time.", "No."]),
        ("It is 3.5 million, i.e. Many. No.", ["It is 3.5 million, i.e. Many.", "No."]),
        ("“A loss.” He left. “Why?” he said. (Or not.)", ["“A loss.”", "He left.", "“Why?” he said.", "(Or not.)"]),
        ("time and patience. . We don’t want it.", ["time and patience. .", "We don’t want it."]),
        ("going on in Idlib. … God forbid.", ["going on in Idlib. …", "God forbid."]),
        ("Wait... He left.", ["Wait...", "He left."]),
        ("He said so. he went on.", ["He said so. he went on."]),
        ("On 5 Sept. Erdogan came. End.", ["On 5 Sept. Erdogan came.", "End."]),
        ("他来了。他走了！好。", ["他来了。", "他走了！", "好。"]),
        ("هل جاء؟ نعم.", ["هل جاء؟", "نعم."]),
        ("", []),
        ("  ", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, cut: list[str]) -> None:
    assert [sentence.strip() for sentence in sentences(text)] == cut


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('abA .!?…"”’) \n'), max_size=80))
def test_sentences_hold_the_whole_text(text: str) -> None:
    assert "".join("".join(sentence.split()) for sentence in sentences(text)) == "".join(text.split())


def sentence_of(article: str, words: str) -> str:
    text = Text.of(ARTICLES[article])
    start = text.plain.index(words)
    return text.printed(sentence_at(text, start, start + len(words)))


@pytest.mark.parametrize(
    ("article", "words", "sentence"),
    [
        ("tehran-split", "Haley", "The U.S. also […] U.N. Security Council that “the consequences will be dire.”"),
        ("tehran-split", "patience", "Any fight against terrorists requires methods based on time and patience. ."),
        ("tehran-split", "We don’t want", "We don’t want Idlib to turn into a bloodbath.”"),
        ("tehran-split", "Any attack on Idlib", "“Any attack on Idlib would result in a catastrophe."),
        ("tehran-split", "the poet Saadi", "Erdogan also sought to […] the name of a human you cannot retain.”"),
        ("sochi-deal", "TRT World", "“Turkey has long been […] a Turkish official told TRT World."),
        ("sochi-deal", "3.5 million", "Already hosting 3.5 million Syrians […] al Assad’s reconquest of Syria."),
        ("tehran-eve", "Mass displacement", "Mass displacement fears"),
        ("moscow-eve", "$2,000", "Smugglers are charging people up to $2,000 (about €1,800)."),
        ("moscow-eve", "ceasefire swiftly", '"(I hope) there will be […] established," he told reporters.'),
        ("tehran-talks", "God forbid", "God forbid, if these places […] massacre,” Erdogan said this week."),
    ],
)  # fmt: skip
def test_the_sentence_round_words_of_the_five_articles(article: str, words: str, sentence: str) -> None:
    first, _, last = sentence.partition(" […] ")
    found = sentence_of(article, words)
    assert (found[: len(first)], found[-len(last or first) :]) == (first, last or first)
    assert last or found == sentence


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(ARTICLES)), st.data())
def test_a_sentence_holds_its_words_and_stays_in_its_block(article: str, data: st.DataObject) -> None:
    text = Text.of(ARTICLES[article])
    block = text.blocks[data.draw(st.integers(0, len(text.blocks) - 1))]
    start = data.draw(st.integers(block.start, block.end - 1))
    end = data.draw(st.integers(start + 1, block.end))
    sentence = sentence_at(text, start, end)
    assert block.start <= sentence.start <= start
    assert end <= sentence.end <= block.end


def test_words_over_several_sentences_get_all_of_them() -> None:
    text = Text.of("One is. Two are. Three were. Four.")
    start, end = text.plain.index("are"), text.plain.index("were")
    assert text.printed(sentence_at(text, start, end)) == "Two are. Three were."
    assert sentence_at(Text.of(""), 0, 0) == Stretch(0, 0)


# ── what cites nothing


@pytest.mark.parametrize(
    ("prose", "bare"),
    [
        ('It began. [@a "x"] It ended.', ["It ended."]),
        ('It *began* **and** `went`  \non. [@a "x"]', []),
        ('It began [@a "x"]. It ended [@a "y"].', []),
        ('It began. [@a "x"] [@a "y"]', []),
        ('[@a "x"] It began.', []),
        ('- One.\n- Two. [@a "x"]', ["One."]),
        ('- Outer.\n  - inner [@a "x"]', ["Outer."]),
        ('# A heading\n\nText. [@a "x"]', []),
        ('| Who | What |\n|---|---|\n| Ada [@a "x"] | called |', ["called"]),
        ('One [@a "x"]\n\nTwo', ["Two"]),
        ("[@broken] One. Two. [@broken", []),
        ("*…* — !", []),
        ('**Bold.** Rest. [@a "x"]', ["Bold."]),
    ],
)
def test_a_sentence_that_cites_nothing_is_named(prose: str, bare: list[str]) -> None:
    assert uncited_sentences(read_prose(prose)) == bare
