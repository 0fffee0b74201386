"""Writes the corpus out as each generator wants it: one folder a generator, as its users would keep it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
Corpus = dict[str, Any]


def quoted(text: str) -> str:
    """A YAML scalar in double quotes: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# ── sitegen


def sitegen(corpus: Corpus, site: Path) -> None:
    """Articles, an annotation file each, and registers of what they name."""
    content = site / "content"
    settings = ["title: Briefing", "scope: What a benchmark covers.", "as_of: 2025-01-01"]
    # With an address there are a feed and a site map, as the peers make them; no peer draws cards.
    _write(content / "site.yaml", [*settings, "base_url: https://example.org/", "cards: false"])
    with (content / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"not_names: [{', '.join(quoted(word) for word in corpus['capitals'])}]\n")
    sources = sorted({one["source"] for one in corpus["articles"]})
    _write(content / "outlets.yaml", (line for one in sources for line in (f"{one.lower()}:", f"  name: {one}", "")))
    _write(content / "places.yaml", _places(corpus))
    citing = Citing(corpus)
    _write(content / "actors.yaml", (line for one in corpus["actors"] for line in _actor(one, citing)))
    _write(content / "terms.yaml", (line for one in corpus["terms"] for line in _term(one, citing)))
    _write(content / "events.yaml", (line for one in corpus["events"] for line in _event(one, citing)))
    _write(content / "measures.yaml", (line for one in corpus["measures"] for line in _measure(one)))
    for article in corpus["articles"]:
        path = content / "articles" / f"{article['slug']}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(article["body"], encoding="utf-8")
        _write(content / "annotations" / f"{article['slug']}.yaml", _annotations(article))


class Citing:
    """Puts a citation behind each sentence about a record: the words of a quotation in an article that names it."""

    def __init__(self, corpus: Corpus) -> None:
        self._naming: dict[str, list[Corpus]] = {}
        self._any = [one for one in corpus["articles"] if one["quotes"]]
        for article in self._any:
            for name in (*article["actors"], *article["terms"], article["event"]):
                self._naming.setdefault(name, []).append(article)

    def prose(self, record: str, sentences: list[str]) -> str:
        """The sentences, each with its citation, as a YAML scalar."""
        articles = self._naming.get(record, self._any)
        return quoted(" ".join(cited(one, articles[n % len(articles)]) for n, one in enumerate(sentences)))


def cited(sentence: str, article: Corpus) -> str:
    """A sentence with the first quotation of an article as its evidence."""
    return f'{sentence.removesuffix(".")}. [@{article["slug"]} "{article["quotes"][0]["words"]}"]'


def _places(corpus: Corpus) -> Iterable[str]:
    for city in sorted({one["city"] for one in corpus["events"]}):
        yield from (f"{city.lower()}:", f"  name: {city}", "  type: city", "")


def _actor(actor: dict[str, Any], citing: Citing) -> Iterable[str]:
    names = ", ".join(quoted(name) for name in actor["aliases"])
    yield from (f"{actor['id']}:", f"  name: {quoted(actor['name'])}", "  type: person", f"  names: [{names}]")
    yield from (f"  side: {actor['land']}", f"  summary: {citing.prose(actor['id'], [actor['role']])}")
    yield from (f"  profile: {citing.prose(actor['id'], actor['bio'])}", "")


def _term(term: dict[str, Any], citing: Citing) -> Iterable[str]:
    names = ", ".join(quoted(name) for name in term["aliases"])
    yield from (f"{term['id']}:", f"  name: {quoted(term['name'])}", f"  names: [{names}]")
    yield f"  definition: {citing.prose(term['id'], [term['definition']])}"
    yield from (f"  why_it_matters: {citing.prose(term['id'], term['body'])}", "")


def _event(event: dict[str, Any], citing: Citing) -> Iterable[str]:
    yield from (f"{event['id']}:", f"  name: {event['name']}", "  type: summit", "  status: held")
    yield from (f"  date: {event['date']}",) if event["date"] else ()
    yield from (f"  city: {event['city'].lower()}", "  participants:")
    yield from (f"    - actor: {actor}" for actor in event["participants"])
    yield from (f"  what_happened: {citing.prose(event['id'], event['body'])}", "")


def _measure(measure: dict[str, Any]) -> Iterable[str]:
    yield from (f"{measure['id']}:", f"  name: {quoted(measure['name'])}", f"  counts: {quoted(measure['name'])}")
    yield from ("  unit: people", "")


def _annotations(article: dict[str, Any]) -> Iterable[str]:
    yield from (f"headline: {quoted(article['title'])}", f"outlet: {article['source'].lower()}")
    yield from (f"date: {article['date']}", "date_from: page", f"url: {article['url']}", "rights: full")
    if article["quotes"]:
        yield f"summary: {quoted(cited(article['summary'], article))}"
    yield "statements:"
    for one in article["quotes"]:
        yield from (f"  - quote: {quoted(one['words'])}", "    form: direct", f"    speaker: {one['actor']}")
        if article["body"].count(one["said"]) == 1:
            yield f"    attribution: {quoted(one['said'])}"
    for one in article["figures"]:
        yield from (f"  - figure: {quoted(one['words'])}", f"    measure: {one['measure']}")
    for one in article["dates"]:
        yield from (f"  - date: {quoted(one['words'])}", f"    direction: {one['direction']}")
        yield f"    event: {one['event']}"
    for one in article["mentions"]:
        yield from (f"  - mention: {quoted(one['words'])}", f"    as: {one['actor']}", "    describes: true")


# ── the peers: the same articles, actors, terms and summits, with the annotations as they would keep them


def _front(article: dict[str, Any]) -> list[str]:
    return [
        f"title: {quoted(article['title'])}", f"date: {article['date']}", f"slug: {article['slug']}",
        f"source: {quoted(article['source'])}", f"url_source: {article['url']}",
        f"summary: {quoted(article['summary'])}",
    ]  # fmt: skip


def _peer_annotations(article: dict[str, Any]) -> Iterable[str]:
    blocks = article["body"].split("\n\n")

    def block_of(words: str) -> int:
        return next((number for number, block in enumerate(blocks, start=1) if words in block), 1)

    yield from _listed(
        "quotes",
        (
            [f"text: {quoted(one['words'])}", f"actor: {one['actor']}", f"para: {block_of(one['words'])}"]
            for one in article["quotes"]
        ),
    )
    yield from _listed("mentions", ([f"actor: {actor}", "role: mentioned"] for actor in article["actors"]))
    yield from (f"summits: [{article['event']}]", f"terms: [{', '.join(article['terms'])}]")
    yield from _listed("figures", (
        [f"label: {quoted(one['words'])}", f"value: {quoted(one['words'])}", "unit: people",
         f"para: {block_of(one['words'])}"] for one in article["figures"]
    ))  # fmt: skip


def _listed(key: str, entries: Iterable[list[str]]) -> Iterable[str]:
    """A YAML list of mappings, also of none."""
    lines = [f"  {'-' if not number else ' '} {line}" for entry in entries for number, line in enumerate(entry)]
    return [f"{key}:", *lines] if lines else [f"{key}: []"]


def _markdown(folder: Path, article: dict[str, Any], front: Iterable[str]) -> None:
    _write(folder / f"{article['slug']}.md", ["---", *front, "---", "", article["body"].rstrip("\n")])


def _theme(generator: str, site: Path, includes: str) -> None:
    shutil.copytree(HERE / "peers" / generator, site)
    shutil.copytree(HERE / "peers" / "common", site / includes, dirs_exist_ok=True)


def hugo(corpus: Corpus, site: Path) -> None:
    """Content with front matter; actors, terms and summits are taxonomies."""
    _theme("hugo", site, "layouts/_partials")
    content = site / "content"
    _write(content / "articles" / "_index.md", ["---", "title: Articles", "---"])
    for one in corpus["articles"]:
        actors = f"actors: [{', '.join(one['actors'])}]"
        _markdown(content / "articles", one, [*_front(one), actors, *_peer_annotations(one)])
    for one in corpus["actors"]:
        front = [f"title: {quoted(one['name'])}", f"aliases_: [{', '.join(map(quoted, one['aliases']))}]"]
        front += [f"role: {quoted(one['role'])}", f"country: {quoted(one['land'])}"]
        _write(content / "actors" / one["id"] / "_index.md", ["---", *front, "---", "", " ".join(one["bio"])])
    for one in corpus["terms"]:
        front = [f"title: {quoted(one['name'])}", f"aliases_: [{', '.join(map(quoted, one['aliases']))}]"]
        front.append(f"definition: {quoted(one['definition'])}")
        _write(content / "terms" / one["id"] / "_index.md", ["---", *front, "---", "", " ".join(one["body"])])
    for one in corpus["events"]:
        front = [f"title: {quoted(one['name'])}", f"day: {quoted(one['date'])}", f"place: {quoted(one['city'])}"]
        front.append(f"participants: [{', '.join(one['participants'])}]")
        _write(content / "summits" / one["id"] / "_index.md", ["---", *front, "---", "", " ".join(one["body"])])


def _registers(corpus: Corpus, folder: Path) -> None:
    """The registers and annotations as YAML, which plugins of ours read for generators that have no such thing."""
    fields = {
        "actors": {"role": "role", "country": "land", "bio": "bio"},
        "terms": {"definition": "definition", "body": "body"},
        "events": {"date": "date", "place": "city", "participants": "participants", "body": "body"},
    }
    names = {"actors": "actors", "terms": "glossary", "events": "summits"}
    for register, wanted in fields.items():
        lines: list[str] = []
        for one in corpus[register]:
            lines += [f"- id: {quoted(one['id'])}", f"  name: {quoted(one['name'])}"]
            lines += [f"  aliases: {json.dumps(one['aliases'])}"] if "aliases" in one else []
            for field, key in wanted.items():
                value = " ".join(one[key]) if key in ("bio", "body") else one[key]
                lines.append(f"  {field}: {json.dumps(value, ensure_ascii=False)}")
        _write(folder / f"{names[register]}.yaml", lines)
    for one in corpus["articles"]:
        _write(folder / "annotations" / f"{one['slug']}.yaml", _peer_annotations(one))


def eleventy(corpus: Corpus, site: Path) -> None:
    """Articles in Markdown, the rest as data."""
    _theme("eleventy", site, "_includes")
    for one in corpus["articles"]:
        _markdown(site / "src" / "articles", one, _front(one))
    _registers(corpus, site / "data")
    (site / "node_modules").symlink_to(HERE / "tools" / "node" / "node_modules")


def pelican(corpus: Corpus, site: Path) -> None:
    """Articles in Markdown with Pelican's own head, the rest as data."""
    _theme("pelican", site, "theme/templates")
    for one in corpus["articles"]:
        front = [f"Title: {one['title']}", f"Date: {one['date']}", f"Slug: {one['slug']}", f"Source: {one['source']}"]
        front += [f"Url_source: {one['url']}", f"Summary: {' '.join(one['summary'].split())}"]
        _markdown(site / "content" / "articles", one, front)
    _registers(corpus, site / "data")


WRITERS: dict[str, Callable[[Corpus, Path], None]] = {
    "sitegen": sitegen, "hugo": hugo, "eleventy": eleventy, "pelican": pelican,
}  # fmt: skip


def main() -> None:
    """sites.py GENERATOR CORPUS FOLDER"""
    generator, corpus, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if folder.exists():
        shutil.rmtree(folder)
    WRITERS[generator](json.loads(corpus.read_text(encoding="utf-8")), folder)


if __name__ == "__main__":
    main()
