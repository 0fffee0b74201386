"""What is read of a briefing while one page is made: noted by itself, and looked up again when the page is wanted anew.

Nobody keeps a list of what a page depends on. A page is composed from a briefing that notes every question it is asked
and a digest of the answer; where all questions have the same answers later, the page would be the same again. What
cannot be noted question by question is noted as a whole, which is never too little. What is asked of a few words of an
article is asked again only where the article is another; who reads its text in any other way rests on all of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .digests import Digests, Untraceable
from .page import Briefing
from .questions import Question, answer
from .watching import watched


class Trace:
    """What is asked of one briefing while pages are made of it, one after the other. A question has the same answer
    for every page, so that the digest of each is made once."""

    def __init__(self, briefing: Briefing, digests: Digests) -> None:
        self._digests, self._articles = digests, _Articles(briefing, digests)
        self._numbers: dict[Question, int] = {}
        self._lines: list[str] = []
        self._told: list[bytes] = []
        # By their numbers: a page asks most of its questions many times.
        self.asked: dict[int, None] = {}
        # What it asks of a few words, by articles.
        self._of_words: dict[str, dict[int, None]] = {}
        self._watched = watched(briefing, self)

    def watched(self) -> Briefing:
        """The briefing for one more page, which notes what it is asked from now on."""
        self.asked.clear()
        self._of_words.clear()
        return self._watched

    def note(self, question: Question, answer: object) -> int:
        """Notes a question that the page asks, and gives back its number."""
        number = self._number(question, answer)
        self.asked[number] = None
        return number

    def note_words(self, article: str, question: Question, answer: object) -> None:
        """Notes what the page asks of a few words of an article."""
        self._of_words.setdefault(article, {})[self._number(question, answer)] = None

    def _number(self, question: Question, answer: object) -> int:
        number = self._numbers.get(question)
        if number is None:
            self._told.append(self._digests.of(answer))
            self._lines.append(json.dumps(question))
            number = self._numbers[question] = len(self._numbers)
        return number

    @property
    def told(self) -> Told:
        """What the page asked, and what it was told."""
        return Told(
            self._questions(self.asked),
            self._digest(self.asked),
            {name: (self._articles.digest(name), self._digest(asked)) for name, asked in self._of_words.items()},
            {name: self._questions(asked) for name, asked in self._of_words.items()},
        )

    def _questions(self, numbers: Iterable[int]) -> str:
        """Questions, each on a line of its own."""
        return "\n".join(self._lines[number] for number in numbers)

    def _digest(self, numbers: Iterable[int]) -> str:
        return _joined(self._told[number] for number in numbers)


@dataclass(frozen=True, slots=True)
class Told:
    """What one page asked, and the digest of all answers. `articles` has the digest of each article of which it showed
    a few words, and that of the answers to what it asked of them, which is in `of_words`."""

    questions: str
    answers: str
    articles: Mapping[str, Sequence[str]]
    of_words: Mapping[str, str]


class _Articles:
    """The digests of articles, each with what may be shown of it: where one is the same, so are all its words."""

    def __init__(self, briefing: Briefing, digests: Digests) -> None:
        self._briefing, self._digests = briefing, digests
        self._kept: dict[str, str] = {}

    def digest(self, name: str) -> str:
        """The digest of one article; of one that is not there, nothing."""
        if name not in self._kept:
            rights, document = self._briefing.findings.rights, self._briefing.library.documents.get(name)
            licence = rights.licences.get(name)
            both = map(self._digests.of, ((document,), (licence,), rights.private))
            self._kept[name] = _joined(both) if document else ""
        return self._kept[name]


class Answers:
    """The answers that one briefing gives to questions asked of an earlier one. Pages ask much that others ask too, so
    each answer is kept for all of them."""

    def __init__(self, briefing: Briefing, digests: Digests) -> None:
        self._briefing, self._digests = briefing, digests
        self._articles = _Articles(briefing, digests)
        self._kept: dict[str, bytes | None] = {}

    def same(
        self, questions: str, answers: str, articles: Mapping[str, Sequence[str]], of_words: Callable[[str], str]
    ) -> bool:
        """Whether all questions have the answers of before. `of_words` gives those about the words of one article, and
        is asked only where that is another."""
        if self._digest(questions) != answers:
            return False
        others = (name for name, (digest, _) in articles.items() if self._articles.digest(name) != digest)
        return all(self._digest(of_words(name)) == articles[name][1] for name in others)

    def _digest(self, questions: str) -> str | None:
        """The digest of all answers; None where a question has no sense any more."""
        found = list(map(self._of, questions.split("\n") if questions else ()))
        return None if None in found else _joined(found)

    def _of(self, question: str) -> bytes | None:
        if question not in self._kept:
            try:
                self._kept[question] = self._digests.of(answer(self._briefing, json.loads(question)))
            except (LookupError, AttributeError, TypeError, ValueError, Untraceable):
                self._kept[question] = None
        return self._kept[question]


def _joined(digests: Any) -> str:
    whole = hashlib.blake2b(digest_size=16)
    for one in digests:
        whole.update(b"%d:" % len(one))
        whole.update(one)
    return whole.hexdigest()
