"""Every code that a problem can have, with what it means and how it is usually mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the catalogue: what the problem means and how it is usually mended."""

    meaning: str
    mend: str


def from_catalogue(code: str) -> Code:
    """The entry of one code. A code that nobody documented is a fault of ours, hence the KeyError."""
    return CATALOGUE[code]


CATALOGUE: Final[dict[str, Code]] = {
    # ── reading files
    "file-unreadable": Code(
        "A file or folder cannot be read, or something that must be there is missing.",
        "Check that it exists and that you may read it.",
    ),
    "file-not-utf8": Code(
        "The file holds bytes that are not UTF-8 text.",
        "Save the file as UTF-8. The message names the first byte that is not.",
    ),
    "file-control-character": Code(
        "The file holds a control character that no page can show.", "Delete the character at the place named."
    ),
    "text-direction": Code(
        "A mark of direction makes a reader see the letters in another order, or is not ended on its line.",
        "Delete it. Right-to-left text needs none: direction comes from the letters, and each quotation stands apart.",
    ),
    "text-hidden": Code(
        "A text holds letters that nobody sees, or more marks on one letter than any language has.", "Delete them."
    ),
    "mixed-letters": Code(
        "A word in a name, or in the host of an address, mixes Latin, Cyrillic or Greek letters, which look alike.",
        "Type the word anew with the keyboard of one language. A warning, for there are names that are meant so.",
    ),
    "file-empty": Code("The file is empty, or holds only comments.", "Fill it in, or delete it."),
    "file-link": Code(
        "A symbolic link or special file stands where a file is expected; links are never followed.",
        "Put a copy of the file there instead.",
    ),
    "file-name": Code(
        "The name of a file in `assets/` cannot be part of an address: it holds characters that cannot be seen or "
        "written, or is too long.",
        "Rename the file.",
    ),
    "file-too-large": Code(
        "The file is larger than an article, an annotation file or an asset should be.", "Split it, or make it smaller."
    ),
    "too-many-files": Code(
        "More files lie below `content/` than any briefing has, so none of them was read.",
        "Divide it into several sites.",
    ),
    "asset-active": Code(
        "A file in `assets/` could run in a reader's browser or ask another site, as an SVG with script in it does.",
        "Save the picture as a plain drawing; a page of your own goes into `content/pages/`.",
    ),
    "file-unexpected": Code(
        "A file lies where the build would never read it, so that what it says would be lost without a word.",
        "Move it to the folder of its kind, or out of `content/`.",
    ),
    # ── YAML
    "yaml-syntax": Code("The YAML cannot be read.", "The hint names the usual cause for what was found."),
    "yaml-tab": Code("A tab stands where YAML wants spaces.", "Replace the tab by spaces."),
    "yaml-indent": Code(
        "A line is indented differently from its neighbours.", "Give the keys of one entry the same indent."
    ),
    "yaml-colon": Code(
        "A value holds `: ` and is not quoted, so YAML takes it for another key.",
        "Put the value in quotation marks, or start it with `>-` on a line of its own.",
    ),
    "yaml-duplicate-key": Code("One key is set twice in the same entry.", "Keep one of the two."),
    "yaml-anchor": Code(
        "Anchors, aliases and merge keys (`&`, `*`, `<<`) are not allowed.",
        "Write the value out, or put a value that starts with `*` or `&` in quotation marks.",
    ),
    "yaml-tag": Code("YAML tags (`!…`) are not allowed.", "Remove the tag, or quote a value that starts with `!`."),
    "yaml-directive": Code("YAML directives (`%…`) are not allowed.", "Remove the line."),
    "yaml-key": Code("A key is not plain text.", "Write the key as a single word or id."),
    "yaml-depth": Code("The file is nested deeper than any annotation needs.", "Flatten it."),
    "yaml-nodes": Code("The file holds more values than an annotation file should.", "Split it into several files."),
    "yaml-documents": Code("The file holds several documents, divided by `---`.", "Keep one document in one file."),
    "yaml-conflict": Code("The file holds the marks of an unfinished merge.", "Finish the merge first."),
    "yaml-comment": Code(
        "A word that begins with `#` ends its value: YAML reads it and the rest of the line as a comment.",
        "Put the value in quotation marks, or write `# ` with a space if a comment is meant.",
    ),
    # ── what can be written
    "unknown-key": Code("This kind has no such key.", "See the reference of kinds; the hint names a near key."),
    "unknown-kind": Code(
        "An entry of `statements:` does not start with the name of a kind of statement.",
        'Begin it with one, as in `- quote: "…"`. The reference of kinds lists them.',
    ),
    "missing-key": Code("A key that this kind needs is missing.", "Add it."),
    "wrong-type": Code("A value has the wrong form.", "Write what the message asks for."),
    "wrong-value": Code("A value is not one of those allowed here.", "Use one of the values listed."),
    "bad-id": Code("An id is not made of `a-z`, `0-9` and single hyphens.", "Rename it."),
    "duplicate-id": Code("One id is used twice.", "Rename one of the two, or merge them."),
    "unknown-reference": Code("Nothing has the id that is asked for.", "Correct the id, or write the missing record."),
    "ambiguous-reference": Code(
        "Things of several kinds have this id.", "Write the kind before it, as in `actor:hts`."
    ),
    "circular-reference": Code(
        "Following a reference from one thing to the next leads back to the first.",
        "Take the step out that does not hold: a place lies within a larger one, an actor acts for another.",
    ),
    "name-claimed-twice": Code(
        "Two things claim the same name, so that a link from it could lead to either.",
        "Give the name to one, or list it under `weak` in both and resolve each use by a `mention`.",
    ),
    "article-without-text": Code(
        "An annotation file has no article of the same name.", "Put the text into `content/articles/`."
    ),
    "set-twice": Code(
        "The front matter of the article and its annotation file set the same field.", "Keep it in one place."
    ),
    "conflicting-keys": Code("Two keys of one entry cannot both hold.", "Keep the one that is meant."),
    "words-counted-twice": Code(
        "Two variants of one wording list the same words, so that a use of them would count for either.",
        "Keep them under one of the two.",
    ),
    "definition-too-long": Code(
        "A definition has more words than a card holds.", "Say in `definition` what it is, and the rest elsewhere."
    ),
    # ── evidence
    "words-not-found": Code(
        "The words of a statement do not stand in its article. Only white space, the form of quotation marks and "
        "dashes may differ; a near miss is never applied.",
        "Copy the words from the article. The difference shown is against the nearest passage.",
    ),
    "words-found-twice": Code(
        "The words stand in several places of the article.",
        "Add `prefix` (words right before) or `suffix` (words right after).",
    ),
    "words-empty": Code("A statement names no words.", "Write the words it rests on."),
    "quotation-marks": Code(
        "A direct or partial quotation is not inside quotation marks in the article, or a reported one is.",
        "Correct `form`.",
    ),
    "same-statement-twice": Code("The same statement is made twice about the same words.", "Delete one."),
    "weak-name-unresolved": Code(
        "A weak name, such as a capital that may stand for a government, is used and no `mention` says for what.",
        "Add a `mention` with `as:`.",
    ),
    "uncited-sentence": Code(
        "A sentence of ours (a summary, a profile, a definition) cites nothing.",
        'Add a citation such as `[@article "words"]`, or take the sentence out.',
    ),
    "bad-citation": Code(
        "A citation cannot be read.", 'Write `[@article "exact words"]` or `[@article/statement-id]`.'
    ),
    # ── dates
    "impossible-date": Code("There is no such day, or the date cannot be read.", "Write YYYY-MM-DD, YYYY-MM or YYYY."),
    "date-not-understood": Code(
        "The words cannot be read as a date.",
        "Declare the date with `declared:` and `because:`, or say with `open:` why it stays open.",
    ),
    "date-contradicts-words": Code(
        "The declared date, or the direction, is not one that the words can mean.",
        "Correct the date or the direction, or the words they rest on.",
    ),
    "date-needs-direction": Code(
        "The words fit a day before and a day after the article.", "Add `direction: before`, `same day` or `after`."
    ),
    "date-needs-base": Code(
        "The words are relative and the article's date is not known, or not closely enough.",
        "Give `base:`, or date the article.",
    ),
    "date-without-reason": Code("A date is declared without saying why.", "Add `because:`."),
    "article-date-contradicted": Code(
        "The article's date does not fit the dated words of its own text.",
        "Say so with `date_doubt:`, or correct the date.",
    ),
    "as-of-behind": Code(
        "An article is of a later day than the one that the briefing says it reflects.",
        "Write the later day as `as_of:` in `content/site.yaml`.",
    ),
    "event-date-unsupported": Code(
        "No dated phrase that names this event fits the date given to it.",
        "Annotate the phrase with `event:`, or correct the date.",
    ),
    "source-changed": Code(
        "The text of an article is not the one its annotations were made from.",
        "Mend the statements that lost their words, then record the new digest.",
    ),
    # ── figures and voices
    "figure-not-read": Code(
        "The number of a figure cannot be read from its words, or they hold more than one.",
        "Name the one that is meant with `number:`, or give its bounds with `low:` and `high:`.",
    ),
    "figure-cut-short": Code(
        "The words of a figure begin or end in the midst of a number of the article, such as behind its “nearly”.",
        "Take the whole number into the words, with what qualifies it. A warning.",
    ),
    "shared-copy-not-found": Code(
        "An article is said to share copy with another, and no passage was found that both have.",
        "Take it out of `shares_copy_with`: articles are one voice only in words that both print.",
    ),
    # ── rights
    "rights-limit": Code(
        "A public build would show more of an article than the site's declared limit.",
        "Shorten the statements that cost most, raise `rights_limit`, or record a permission with `rights: full`.",
    ),
    # ── pages
    "broken-link": Code("A link leads to nothing on this site.", "Correct the target."),
    "bad-link": Code("A link has a scheme or a form that is not allowed.", "Use https, http, mailto or `kind:id`."),
    "address-claimed-twice": Code(
        "Two pages or files want the same address, at least on a computer that ignores case or Unicode form.",
        "Rename one of the two.",
    ),
    "bad-translation": Code(
        "A file in `translations/` cannot be read, or says something that could not be printed.",
        "Mend the message: each `%(…)s` in it must stand in the English too. Until then the page says it in English.",
    ),
    "no-translation": Code(
        "Nothing that sitegen says on a page is translated into the `language` of the site, so it is said in English.",
        "Translate `messages.pot`, as CONTRIBUTING tells, or correct `language`.",
    ),
    "low-contrast": Code(
        "Two colours of `look:` are so close that many readers cannot read one on the other.",
        "Take a darker or a lighter one; the message says how far apart they are, and how far is far enough.",
    ),
    "template-unused": Code(
        "A file or a block in `templates/` is used by no page.",
        "Give it the name of one of ours, as the message proposes, or delete it.",
    ),
    "template-error": Code("A template failed.", "Mend the template at the line named."),
    "bad-setting": Code("A setting of `content/site.yaml` cannot be used.", "See the reference of settings."),
}
