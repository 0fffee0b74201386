"""Makes a corpus of somebody's own articles: a folder of Markdown or plain texts, with front matter or without.

    python benchmarks/real.py FOLDER CORPUS [N]        CORPUS/corpus.json, which `sites.py` writes out

What a person would annotate is found by simple rules: people by two capitalised words that stand together often, terms
by two plain words that do, quotations between quotation marks, figures by a number with the word behind it. Whether all
of it makes sense does not matter here: the words are real, and each generator gets the same of them.
"""

from __future__ import annotations

import collections
import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_NAME = re.compile(r"\b(?!The |And |But |Our |This |That |For )[A-Z][a-z]{2,} [A-Z][a-z]{2,}\b")
_PAIR = re.compile(r"\b[a-z]{5,} [a-z]{5,}\b")
_GATHERING = re.compile(r"\b(?:[A-Z][a-z]+ ){1,3}(?:Summit|Conference|Forum|Council|Day|Act)\b")
_QUOTED = re.compile(r"“([^“”\n*_\[\]<>|\\`\"]{25,250})”")
_FIGURE = re.compile(r"\b\d[\d,.]* (?:million|billion|percent|people|families|workers|Americans|states|years)\b")
_PLAIN = re.compile(r"(?<=\n)[A-Z][^\n*_\[\]<>|\\`#@“”\".!?:()]{40,200}[a-z]\.(?=\s)")


def corpus(folder: Path, most: int | None = None) -> dict[str, Any]:
    """The corpus of the texts of a folder, or of so many of them."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))[:most]
    articles = [_article(number, path) for number, path in enumerate(paths)]
    bodies = [one["body"] for one in articles]
    gatherings = _frequent(_GATHERING, bodies, max(3, len(articles) // 100))
    names = _frequent(_NAME, bodies, max(12, len(articles) // 20))
    actors = [_actor(name, bodies) for name in names if not any(name in one for one in gatherings)]
    terms = [_term(name, bodies) for name in _frequent(_PAIR, bodies, max(10, len(articles) // 50))]
    events = [_event(name, bodies, actors) for name in gatherings or ["Opening Day"]]
    measures = {"id": "counted", "name": "What is counted", "counts": "what is counted"}
    for article in articles:
        _annotate(article, actors, terms, events)
    articles.sort(key=lambda one: (one["date"], one["slug"]), reverse=True)
    uses = collections.Counter(term for one in articles for term in one["terms"])
    return {
        "actors": actors, "terms": terms, "events": events, "measures": [measures], "capitals": [],
        "articles": articles, "top_term": uses.most_common(1)[0][0],
    }  # fmt: skip


def _article(number: int, path: Path) -> dict[str, Any]:
    text = path.read_text("utf-8", "replace").replace("\r\n", "\n")
    found = _FRONT_MATTER.match(text)
    head = yaml.safe_load(found[1]) if found else {}
    body = (text[found.end() :] if found else text).strip() + "\n"
    title = " ".join(str(head.get("title") or path.stem).split())
    date = str(head.get("date") or head.get("published_time") or "2020-01-01")[:10]
    return {
        "slug": f"{number:05d}-{_slug(title)[:48].strip('-')}", "title": title,
        "date": dt.date.fromisoformat(date).isoformat(), "source": "Gazette", "body": body,
        "url": f"https://example.org/a/{number}", "summary": title,
        "actors": [], "terms": [], "event": "", "quotes": [], "figures": [], "dates": [], "mentions": [],
    }  # fmt: skip


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _frequent(pattern: re.Pattern[str], bodies: Iterable[str], count: int) -> list[str]:
    """What is found in the most texts, no two with the same slug."""
    found = collections.Counter(words for body in bodies for words in set(pattern.findall(body)))
    return list({_slug(words): words for words, _ in found.most_common(count)}.values())


def _sentences(name: str, bodies: Iterable[str]) -> Iterator[str]:
    """Sentences that name something."""
    return (one for body in bodies if name in body for one in _PLAIN.findall(body) if name in one)


def _some(name: str, bodies: list[str], count: int) -> list[str]:
    found = [sentence for sentence, _ in zip(_sentences(name, bodies), range(count), strict=False)]
    return found or [f"The articles name {name}."]


def _actor(name: str, bodies: list[str]) -> dict[str, Any]:
    return {
        "id": _slug(name), "name": name, "aliases": [], "land": "Elsewhere", "role": f"Is called {name}",
        "bio": _some(name, bodies, 3),
    }  # fmt: skip


def _term(name: str, bodies: list[str]) -> dict[str, Any]:
    sentences = _some(name, bodies, 7)
    return {
        "id": _slug(name),
        "name": name,
        "aliases": [],
        "definition": sentences[0],
        "body": sentences[1:] or sentences,
    }


def _event(name: str, bodies: list[str], actors: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": _slug(name), "name": name, "date": "", "city": "Washington",
        "participants": [one["id"] for one in actors[:5]], "body": _some(name, bodies, 6),
    }  # fmt: skip


def _annotate(
    article: dict[str, Any], actors: list[dict[str, Any]], terms: list[dict[str, Any]], events: list[dict[str, Any]]
) -> None:
    body = article["body"]
    article["actors"], article["terms"] = _named(actors, body), _named(terms, body)
    article["event"] = next((one["id"] for one in events if one["name"] in body), events[0]["id"])
    said = (article["actors"] or [actors[0]["id"]])[0]
    article["quotes"] = [
        {"words": words, "actor": said, "said": "\0"} for words in _once(_QUOTED.findall(body), body)
    ][:6]  # fmt: skip
    taken = " ".join(one["words"] for one in article["quotes"])
    figures = [words for words in _once(_FIGURE.findall(body), body) if words not in taken]
    article["figures"] = [{"words": words, "measure": "counted"} for words in figures[:6]]


def _named(things: list[dict[str, Any]], body: str) -> list[str]:
    """The things that a text names, none by a part of another's name."""
    ids = {one["name"]: one["id"] for one in things}
    found = re.findall(rf"\b(?:{'|'.join(sorted(ids, key=len, reverse=True))})\b", body)
    return [ids[name] for name in dict.fromkeys(found)]


def _once(found: Iterable[str], body: str) -> list[str]:
    """Words that stand in a text once, whatever their marks, spaces and lines, each once."""
    letters = _letters(body)
    return [words for key, words in {_letters(words): words for words in found}.items() if letters.count(key) == 1]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def main() -> None:
    """Writes the corpus of a folder."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    made = corpus(folder, int(sys.argv[3]) if len(sys.argv) > 3 else None)
    target.mkdir(parents=True, exist_ok=True)
    (target / "corpus.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    statements = sum(len(one["quotes"]) + len(one["figures"]) for one in made["articles"])
    print(f"{len(made['articles'])} articles, {statements} statements, {len(made['actors'])} actors")


if __name__ == "__main__":
    main()
