"""sitegen turns news articles and hand-written annotations into a static briefing site.

This is the map of the house. A room is a module or a package and owns one thing. Imports lead strictly upward on this
page: whoever reads it from the top meets nothing that was not explained before. Each outside library and each effect
comes in by one door, and a test holds the house to all of this.

    ── words
    problems/         what went wrong in a file that a person wrote: where, in which words, what to do about it
    language/         what sitegen itself says, in the language of its readers: words, dates, numbers        door: babel
    shelves.py        many small things remembered from one build to the next, some dozens on one shelf
    ── reading
    source/           bytes become text, and YAML a tree in which every key and value has its place   door: yaml
    passages/         a text folded for comparison, with a way back: finds words, or what comes nearest
    numbers/          numbers as people print them: words become a value or bounds, the qualifier is kept
    dates/            an expression, a base and a direction become a span with its reasoning          door: dateparser
    prose/            Markdown as a flow of markup, plain words, links and citations                  door: markdown_it
    records/          the words kinds are declared in, and the way from a tree to a frozen record     door: msgspec
    kinds/            WHAT CAN BE WRITTEN, one module a kind; their list is the order of display      door: msgspec
    folders.py        the folders of one site, and the way to find it from wherever one stands
    project.py        every file of one site's content with the shelf it belongs to
    library/          all records by id, each reference resolved, and who refers to whom
    ── thinking
    findings/         WHAT FOLLOWS, pure functions of the library: where words lie, what dates mean, who is named
    ── showing
    files.py          the files of a site in the hand, those unpacked later that stand as they were made before
    page.py           a page, and the address of every record: the one home of each permanent link
    originals.py      the way to the very words on the outlet's own page
    overlay.py        highlights and links laid over running text without crossing its elements
    composing/        what stands on one page: numbered citations, linked names, passages in their sentence
    pictures/         pictures as shapes and words on sheets of a fixed size, with room for every label
    pages/            WHAT CAN BE READ, one module a kind of page: its view and which pages there are
    menu.py           the menu of a site: every page that has a place in it, or those its author names
    exports/          WHAT MACHINES READ, one module a format: feeds, calendars, tables, annotations
    look.py           the look that a site's settings ask for: a style sheet of its own values
    site_view.py      what every template may say of the site as a whole
    citing.py         how a page of the site is cited by others
    interface.py      what templates speak with: messages, numbers and letters as HTML                door: markupsafe
    digests.py        digests of values, the same for those that would look the same on every page
    questions.py      what is asked of a briefing, as plain values, and the way to ask it again
    watching.py       a briefing that tells what it is asked
    traces.py         what is read of a briefing while a page is made, noted by itself and asked again later
    kept_pages.py     pages that an earlier build made, and whether they would be made the same again
    undisturbed.py    steps that are not to be cut off: whatever would stop the program waits for them
    workers.py        work shared among copies of this process                                 door: multiprocessing
    theme_code.py     how templates become code: what is called and printed, by the shortest way         door: jinja2
    theme_steps.py    how far a template may go: steps and calls, counted page by page                 door: jinja2
    theme_ready.py    templates of ours made code when the program was packed                         door: jinja2
    theme_failures.py how a template that fails is told                                               door: jinja2
    theme_pieces.py   statements that stand beside their words as they stood at the last save
    theme_unused.py   what an author's templates hold that no page comes by                           door: jinja2
    theme.py          templates and assets, the author's over ours: views become HTML                 door: jinja2
    site_paths.py     what may name a file of a finished site
    svg.py            what in a drawing could run in a browser or ask another site
    assets.py         style sheets, scripts and pictures of the site, the author's over ours
    checks.py         what only the whole can show: addresses claimed twice, links that lead nowhere
    pipeline.py       the whole story on one page: a project becomes an edition, still in the hand
    ── doing
    indexing/         what can be searched for becomes an index of words  door: pagefind_bin, cbor2
    cards/            the words of a page become the picture that stands beside its link          door: PIL
    memo.py           what is remembered from one build to the next and may be forgotten at any time
    unchanged.py      whether anything that the last build read or wrote is another now, told before all else
    manifest.py       what a finished site consists of, listed inside the site itself
    staging.py        the steps under a write: laid out beside, made to last, put in place            door: ctypes
    destination.py    where a site may be written, and where never
    output.py         writes an edition into its folder, whole or not at all
    preview_problems.py the panel of problems that lies over the pages of a preview
    preview_pages.py  what the browser is shown in a preview: the last good pages, and problems over them
    preview_watching.py hears of every save                                        door: watchfiles
    preview_address.py where a preview listens, and by which names it is reached            door: socket
    preview_server.py the preview's wire to the browser                            door: livereload, tornado
    preview.py        the site while it is being written: built again at every save
    repository.py     the author's repository and a remote of it                                      door: git
    credentials.py    what looks like a key, a token or a password, and must not be seen by everybody
    hosting.py        what GitHub Pages asks of a site: its address, its limits, the files by which it is told
    publish.py        the finished site goes onto a branch of a remote
    putting_back.py   the site that was published before goes back onto its branch
    scaffold.py       entries ready to paste: YAML for words of an article that nobody has annotated yet
    annotating/       words selected in the preview become an entry to paste, tried before it is offered
    blanks.py         a new file for one record: every key explained, with the kind's own example to go by
    schema.py         JSON Schemas of every YAML file, by which editors complete and check what is typed
    importing/        articles from elsewhere: their text as it came, and what is known about them    door: trafilatura
    placing.py        puts one new file into a site, whole or not at all, and never over another
    founding.py       a new briefing: the files of the starter, and the schemas that belong to them
    planting.py       puts several new files into a folder, all of them or none
    ── speaking
    reporting.py      problems and progress in words, for a terminal, a pipe and programs
    cli/              the commands, their options and exit codes                                      door: click
    reference/        what can be written, read and run, told from the code itself: docs/reference.md
    __main__.py       `python -m sitegen` is the command

The way of a quote: written in `content/annotations/`, it is read by `source`, made a record by `records` and
`kinds/quote`, put beside its article by `library`, found in the article's words by `findings/anchors` (or it is a
problem), given its one address by `page`, shown by `pages/article` at home and by other pages with a link to there,
made HTML by `theme` and written by `output`.
"""

__version__ = "0.1.0"
