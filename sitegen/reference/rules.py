"""The rules that hold for all kinds: how a site is laid out, YAML, names, prose, ids and rights."""

from __future__ import annotations

from ..kinds import KINDS
from ..project import SITE_FILE
from ..records import id_from_words
from ..source import limits
from .markup import table

LAYOUT_ROWS = (
    (SITE_FILE, "the settings of the site; the folder that holds it is the site's"),
    ("content/articles/ARTICLE.txt", "the text of an article as it came; blank lines divide paragraphs"),
    ("content/articles/ARTICLE.md", "the text of an article in Markdown, which may open with front matter"),
    ("content/annotations/ARTICLE.yaml", "what is known about the article, and its statements"),
    ("content/pages/PAGE.md", "a page of your own in Markdown, which may cite, and may open with front matter"),
    ("content/annotations/ARTICLE/ANY.yaml", "more of the same, so that people or subjects can have a file each"),
)


def layout() -> str:
    """Where everything lies."""
    shelves = (
        (f"content/{kind.shelf}.yaml or content/{kind.shelf}/ANY.yaml", f"{kind.name}: {kind.summary}")
        for kind in KINDS
        if kind.family == "thing"
    )
    ours = (
        ("templates/", "templates of your own; each wins over ours of the same name, which stays at `default/NAME`"),
        ("assets/", "files of your own, such as a style sheet or an icon; each wins over ours of the same name"),
        ("output/", "the finished site; never edited by hand"),
    )
    rows = ((f"`{path}`".replace(" or ", "` or `"), what) for path, what in (*LAYOUT_ROWS, *shelves, *ours))
    return f"""\
{table(("Path", "What it holds"), rows)}
Things are written as keys and values: the key is the id, the value holds the fields. The statements about an article
are a list under `statements:`; the first key of each names its kind, and that key's value is the exact words.

The name of an article's file is its id. A plain-text article is not Markdown: `*` and `#` in it are `*` and `#`. A
stamp such as `date 2018-09-06` at its very beginning is read as its date and is not part of its text.

A file that nothing would read is an error, so that nothing is lost without a word. Hidden files and editors' backups
(`name~`, `#name#`) are left alone. A symbolic link is an error: none is followed.
"""


def yaml() -> str:
    """Which YAML is read."""
    return f"""\
Every value is the text that is written until a field says otherwise: `NO` is a word, `12:30` and `2018-09-06` are
themselves. `~`, `null` and nothing at all are no value. Not read, and told as problems: a key that is set twice, tabs,
anchors and aliases, tags, directives, a second document, marks of an unfinished merge. A value that begins with
`*`, `&`, `!`, `%`, `@`, `[` or a back quote, or that holds `: ` or ` #`, needs quotation marks; words that run over
several lines can follow `>-`.

A file is UTF-8, with or without a byte order mark, with any line ends; it has at most {limits.MOST_TEXT:,} characters
and {limits.MOST_VALUES:,} values, {limits.MOST_DEPTH} levels deep.
"""


def names() -> str:
    """How names in the articles lead to things."""
    return """\
`name` and every entry of `names` are *strong*: wherever they stand in an article as whole words, they mean this thing,
and the first in each paragraph is linked to it. Case counts, but for the first letter, which may be a capital. Of names
that begin at one place the longest is taken. A name that two things claim is an error.

An entry of `weak` means the thing only sometimes. Each place where it stands is resolved by hand: a `mention` with
`as:` says what it means there, a `mention` with `nothing:` why it means none of them. Until then it is a warning.

`unlinked: true` keeps `name` itself from being looked for, for things whose name is only our label. Inside words that
somebody is quoted with, names are counted but not linked.
"""


def prose() -> str:
    """How our own words cite and link."""
    return """\
Fields of the form “text in Markdown, with citations” hold our own words. They are CommonMark with tables; HTML in them
is shown, not obeyed, and an image becomes its description, so that no page asks another site for anything.

| Written | What it does |
| --- | --- |
| `[@article "exact words"]` | cites these words of the article, which pass the verbatim gate like any others |
| `[@article “exact words”]` | the same, where the words hold a `"`; in straight quotation marks write it `\\"` |
| `[@article/statement-id]` | cites a statement, by its `id:` or the id in its permanent link |
| `[its words](actor:ada-moreno)` | links to a thing, as `kind:id`; an article is `article:its-file-name` |
| `[its words](https://example.org/)` | links off the site, by `https`, `http` or `mailto` |

On the page each citation is a number that leads to the passage, in the order in which a reader meets them. A citation
belongs to the sentence it stands in or right behind. In summaries, profiles, definitions and the like a sentence that
cites nothing is a warning; in remarks (`note`, `because`, `method` and the like) it is not. A heading is no sentence.
"""


def ids() -> str:
    """How ids and permanent links are made."""
    made = id_from_words("We will listen before we decide")
    return f"""\
An id has up to 80 letters a–z and digits, with single hyphens between them. A thing's id is the key it is written
under, an article's the name of its file. Ids need to be unique among things of one kind; where a field takes any kind
and two share an id, write `kind:id`.

A statement may have an `id:`. Without one it is made of its kind and its words: `quote-{made}`.
Long words, and words that cannot be spelt so, are shortened and marked by a digest. `prefix` and `suffix` are part of
it where they are written. Nothing depends on the order in a file, so that re-ordering moves no link. Words that only
our prose cites have an id that begins with `passage-`, and keep it as a second one when a statement is made of them.

The permanent link of a statement is its article's page and its id: `articles/ARTICLE.html#ID`. All links between pages
name files relative to each other, so that the site works from a disk, at a root and below any path.
"""


def rights() -> str:
    """What a public build shows of a source."""
    return """\
| `rights:` | What a public build shows of the article's text |
| --- | --- |
| `full` | all of it |
| `excerpt`, or nothing stated | the words that statements and citations rest on, and headings; omissions are marked |
| `link` | none of it: statements about it are not shown, and no id spells its words |

Licensing words are those of a statement, of its further fields of exact words (`attribution`, `when`), and of a
citation in our prose. A caption that is marked as one (`part` with `role: caption`) licenses nothing. The rest of the
sentence round a passage is not shown either, nor is it anywhere else in what a public build makes.

With `rights_limit` in the settings, an excerpted article of which more than that share of words would be shown is an
error that names the statements that cost most. The page of rights gives the share of every source.

`sitegen build --private` shows everything and marks every page; `sitegen serve` does so as well. `sitegen publish`
always makes a public build of its own.

`sha256` records the digest of the text that was annotated. When the file changes, the statements that still stand move
with it, those that lost their words are errors that name what leans on them, and a warning says how many stand.
"""
