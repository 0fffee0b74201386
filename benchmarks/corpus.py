"""The corpus that every generator builds: seeded, made of the briefing's own articles, the same bytes every time.

    python benchmarks/corpus.py FOLDER N        FOLDER/corpus.json, which `sites.py` writes out for each generator

An article has about four kilobytes of sentences shaped like those of `content/articles/`: names and terms were turned
into slots that the corpus's own actors and terms fill, chosen by Zipf's law over all of them, and most other words are
exchanged, so that no two articles share a sentence unless one has copied it. Into its text are laid four
quotations, two figures, a dated phrase that names an event, and a description of somebody; each is annotated by its
exact words. One article in twenty takes over a paragraph from an earlier one, as wire copy does.
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
import json
import random
import re
import sys
from pathlib import Path
from typing import Any

_SEEDS = Path(__file__).resolve().parent.parent / "content" / "articles"
_NAMES = (
    "Recep Tayyip Erdogan|Vladimir Putin|Hassan Rouhani|Hassan Rowhani|Bashar al Assad|Bashar al-Assad|Bashar Assad"
    "|Staffan de Mistura|Nikki Haley|Hossein Jaberi Ansari|Donald Trump|Dmitry Peskov|Sergei Lavrov|Angela Merkel"
    "|Emmanuel Macron|Timur Akhmetov|Marianna Belenkaya|Mark Lowcock|Erdogan|Putin|Rouhani|Rowhani|al-Assad|al Assad"
    "|Assad|Jaberi Ansari|Peskov|Lavrov|Akhmetov|Achmetow|Belenkaya"
)
_TERMS = (
    "de-escalation zones?|demilitarised zone|observation posts|Hayat Tahrir al Sham|HTS|cease-?fire|buffer zone"
    "|al-Qaida|Al Qaeda|security zone|humanitarian catastrophe|bloodbath|air ?strikes"
)
_FIRST = [
    "Adem",
    "Bilal",
    "Cemal",
    "Darya",
    "Elif",
    "Farid",
    "Galina",
    "Hamid",
    "Irina",
    "Jamal",
    "Karim",
    "Leyla",
    "Mikhail",
    "Nadia",
    "Omar",
    "Pavel",
    "Qasim",
    "Rustam",
    "Salma",
    "Timur",
    "Umut",
    "Viktor",
    "Walid",
    "Xenia",
    "Yusuf",
    "Zeynep",
    "Anatoly",
    "Berat",
    "Cyrus",
    "Dilara",
    "Esma",
    "Fyodor",
    "Gulnar",
    "Haluk",
    "Ismail",
    "Jana",
    "Kemal",
    "Lyudmila",
    "Murat",
    "Nazim",
]
_HEAD = ("Kar Ber Sol Mar Tash Vor Gal Dem Ras Yil Ozd Har Zor Pet Lav Bash Sham Idr Aks Nur Tel Kov Fer Rah").split()  # noqa: SIM905
_HEART = ("a e i o u an en ul im ar").split()  # noqa: SIM905
_TAIL = ("kov oglu nejad ani ski tash dar ev in pour mani zade ova ari lik sen ian ayev").split()  # noqa: SIM905
_CITIES = ("Tehran Sochi Ankara Moscow Istanbul Astana Geneva Damascus Aleppo Latakia Hama Doha").split()  # noqa: SIM905
_LANDS = ("Turkey", "Russia", "Iran", "Syria", "Germany", "France", "Jordan", "Qatar", "Iraq", "Egypt")
_OFFICES = ("minister", "envoy", "spokesman", "ambassador", "commander", "adviser", "negotiator")
_KINDS = [
    "forward",
    "eastern",
    "northern",
    "rural",
    "joint",
    "armed",
    "neutral",
    "secured",
    "mixed",
    "mobile",
    "reserve",
    "corridor",
    "ground",
    "fortified",
    "lateral",
    "southern",
    "disputed",
    "contact",
    "interim",
    "guarded",
]
_WORDS = [
    "zone",
    "line",
    "corridor",
    "highway",
    "front",
    "accord",
    "crossing",
    "enclave",
    "garrison",
    "checkpoint",
    "protocol",
    "pocket",
    "salient",
    "perimeter",
    "axis",
    "belt",
    "committee",
    "sector",
    "depot",
    "track",
]
_COUNTED = ("displaced civilians", "armed fighters", "wounded soldiers", "observation towers", "aid convoys")
_MONTHS = ("January February March April May June July August September October November December").split()  # noqa: SIM905
_BEGIN = dt.date(2018, 1, 1)
_SHORT = 3
_ACTOR, _TERM = "\x01", "\x02"


class Seeds:
    """Sentences of real articles with slots for names and terms."""

    def __init__(self) -> None:
        text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(_SEEDS.glob("*.txt")))
        text = re.sub(r"(?m)^\s*date \d{4}-\d\d-\d\d ", "", text)
        blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text)]
        self.headings = [block for block in blocks if 8 < len(block) < 50 and block[-1] not in '.?!”"']
        sentences = [one for block in blocks for one in re.split(r"(?<=[.?!”\"])\s+(?=[A-Z“\"])", block)]
        slotted = [_slotted(one) for one in sentences if 40 < len(one) < 420]
        self.sentences = [one for one in slotted if not re.search(r"\d|[“”\"‘]", one)]
        words = sorted({word for one in slotted for word in re.findall(r"\b[a-z]+\b", one)})
        self.words = [word for word in words if len(word) > _SHORT]
        self.short = [word for word in words if 1 < len(word) <= _SHORT]
        self.capitals = sorted({word for one in slotted for word in re.findall(r"\b[A-Z]\w+", one)})
        self.naming = [one for one in self.sentences if _ACTOR in one]
        self.saying = [one for one in self.sentences if _TERM in one]
        whole = [one for one in self.sentences if one[-1] == "." and len(one) < 220 and one[0].isupper()]
        self.plain = [one[:-1] for one in whole if not re.search('[“”"‘’.?!]', one[:-1])]


def _slotted(sentence: str) -> str:
    sentence = re.sub(rf"(?<!\w)(?:{_NAMES})(?!\w)", _ACTOR, sentence)
    return re.sub(rf"(?<!\w)(?:{_TERMS})(?!\w)", _TERM, sentence, flags=re.IGNORECASE)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class Zipf:
    """Picks from a list in which the first of a shuffled order is wanted most."""

    def __init__(self, chance: random.Random, things: list[Any]) -> None:
        self._chance = chance
        self._things = chance.sample(things, len(things))
        self._sums = list(itertools.accumulate((rank + 1) ** -0.8 for rank in range(len(things))))

    def pick(self, count: int) -> list[Any]:
        """Several different things, in the order in which they were hit."""
        found: dict[int, Any] = {}
        while len(found) < min(count, len(self._things)):
            at = bisect.bisect_left(self._sums, self._chance.random() * self._sums[-1])
            found.setdefault(at, self._things[at])
        return list(found.values())


class Maker:
    """Makes one corpus of `count` articles."""

    def __init__(self, count: int, seed: int = 7) -> None:
        self.chance, self.seeds, self.count = random.Random(seed), Seeds(), count
        self.actors = self._actors(max(12, count // 20))
        self.terms = self._terms(max(10, min(1000, count // 50)))
        self.measures = [
            {"id": f"{_slug(counted)}-{sector}", "name": f"{counted.capitalize()}, sector {sector}", "counts": counted,
             "sector": sector}
            for sector in range(1, 2 + count // 250) for counted in _COUNTED
        ]  # fmt: skip
        self.events = [self._event(number) for number in range(1, max(3, count // 100) + 1)]

    def _filled(self, sentence: str, names: list[str], terms: list[str]) -> str:
        sentence = re.sub(r"\b[a-z]{2,}\b", self._changed, sentence)
        sentence = re.sub(_ACTOR, lambda _: self.chance.choice(names), sentence)
        return re.sub(_TERM, lambda _: self.chance.choice(terms), sentence)

    def _changed(self, word: re.Match[str]) -> str:
        long = len(word[0]) > _SHORT
        changed = self.chance.choice(self.seeds.words if long else self.seeds.short)
        return changed if self.chance.random() < (0.9 if long else 0.6) else word[0]

    def _some(self, count: int, names: list[str], terms: list[str]) -> list[str]:
        return [self._filled(self.chance.choice(self.seeds.plain), names, terms) + "." for _ in range(count)]

    def _actors(self, count: int) -> list[dict[str, Any]]:
        pick, made = self.chance.choice, {}
        while len(made) < count:
            middle = pick(_HEAD).lower() if self.chance.random() < 0.35 else ""
            last = pick(_HEAD) + pick(_HEART) + middle + pick(_TAIL)
            first, land, office = pick(_FIRST), pick(_LANDS), pick(_OFFICES)
            name = f"{first} {last}"
            made.setdefault(last, {
                "id": _slug(name), "name": name, "aliases": [last, f"{first[0]}. {last}"], "land": land,
                "role": f"{office.capitalize()} of {land}", "described": f"the {office} whom {land} sent",
                "bio": self._some(3, [name], ["buffer strip"]),
            })  # fmt: skip
        return list(made.values())

    def _terms(self, count: int) -> list[dict[str, Any]]:
        pick, made, name = self.chance.choice, {}, self.actors[0]["name"]
        while len(made) < count:
            if len(made) % 5 == 4:
                term = "".join(pick("ABCDEFGHKLMNPRSTV") for _ in range(3)) + str(self.chance.randint(1, 9))
                aliases = [f"{term} group"]
            else:
                term = f"{pick(_KINDS)} {pick(_WORDS)}"
                term = f"{pick(_KINDS)} {term}" if len(made) > 250 or self.chance.random() < 0.3 else term
                aliases = [f"{term}s"]
            made.setdefault(term, {
                "id": _slug(term), "name": term, "aliases": aliases,
                "definition": self._some(1, [name], [term])[0], "body": self._some(6, [name], [term]),
            })  # fmt: skip
        return list(made.values())

    def _event(self, number: int) -> dict[str, Any]:
        day = _BEGIN + dt.timedelta(days=self.chance.randint(0, 1200))
        city = self.chance.choice(_CITIES)
        name = f"{city} summit {number}"
        return {
            "id": _slug(name), "name": name, "date": day.isoformat(), "city": city,
            "participants": [one["id"] for one in self.chance.sample(self.actors, 5)],
            "body": self._some(6, [self.actors[0]["name"]], [self.terms[0]["name"]]),
        }  # fmt: skip

    def corpus(self) -> dict[str, Any]:
        """Everything, as plain values."""
        actors, terms = Zipf(self.chance, self.actors), Zipf(self.chance, self.terms)
        events, measures = Zipf(self.chance, self.events), Zipf(self.chance, self.measures)
        articles: list[dict[str, Any]] = []
        for number in range(self.count):
            cast = {"actors": actors.pick(6), "terms": terms.pick(3), "event": events.pick(1)[0]}
            copied = self.chance.choice(articles) if articles and self.chance.random() < 0.05 else None
            articles.append(Article(self, number, cast, measures.pick(2), copied).made())
        articles.sort(key=lambda one: (one["date"], one["slug"]), reverse=True)
        uses: dict[str, int] = {}
        for term in (term for one in articles for term in one["terms"]):
            uses[term] = uses.get(term, 0) + 1
        return {
            "actors": self.actors, "terms": self.terms, "events": self.events, "measures": self.measures,
            "capitals": self.seeds.capitals, "articles": articles, "top_term": max(sorted(uses), key=uses.__getitem__),
        }  # fmt: skip


class Article:
    """Makes one article: paragraphs with what is annotated in them."""

    def __init__(
        self,
        maker: Maker,
        number: int,
        cast: dict[str, Any],
        measures: list[dict[str, Any]],
        copied: dict[str, Any] | None,
    ) -> None:
        self._maker, self._chance, self._seeds = maker, maker.chance, maker.seeds
        self._number, self._cast, self._measures, self._copied = number, cast, measures, copied
        self._names = [[one["name"], *one["aliases"]] for one in cast["actors"]]
        self._terms = [[one["name"], *one["aliases"]] for one in cast["terms"]]
        self._day = _BEGIN + dt.timedelta(days=self._chance.randint(0, 2500))

    def _fill(self, sentence: str) -> str:
        names = [self._chance.choice(forms[:2]) for forms in self._names]
        return self._maker._filled(sentence, names, [self._chance.choice(forms) for forms in self._terms])

    def made(self) -> dict[str, Any]:
        """The article and its annotations."""
        quotes = [self._quote(number) for number in range(4)]
        figures = [self._figure(measure) for measure in self._measures]
        date, mention = self._date(), self._mention()
        laid = [*(q["sentence"] for q in quotes), *(f["sentence"] for f in figures), date["sentence"]]
        body = self._body([*laid, mention["sentence"]])
        title = self._fill(" ".join(self._chance.choice(self._seeds.sentences).split()[:9]))
        title = re.sub(r"[\"“”:#\\\[\]*_]", "", title).strip(".,; ")
        # Words that stand twice are left without an annotation, as a person in a hurry would.
        once = [one for one in (*quotes, *figures, date, mention) if body.count(one["words"]) == 1]
        return {
            "slug": f"{self._number:05d}-{_slug(title)[:48].strip('-')}", "title": title,
            "date": self._day.isoformat(), "source": self._chance.choice(("Gazette", "Herald", "Courier", "Mirror")),
            "url": f"https://example.org/a/{self._number}", "summary": self._fill(quotes[0]["words"])[:200],
            "body": body, "actors": [one["id"] for one in self._cast["actors"]],
            "terms": [one["id"] for one in self._cast["terms"]], "event": self._cast["event"]["id"],
            "quotes": [one for one in quotes if one in once], "figures": [one for one in figures if one in once],
            "dates": [one for one in (date,) if one in once], "mentions": [one for one in (mention,) if one in once],
        }  # fmt: skip

    def _quote(self, number: int) -> dict[str, Any]:
        actor = self._cast["actors"][number % len(self._cast["actors"])]
        words = self._fill(self._chance.choice(self._seeds.plain))
        said = f"said {actor['name']}"
        return {"words": words, "actor": actor["id"], "said": said, "sentence": f"“{words},” {said}."}

    def _figure(self, measure: dict[str, Any]) -> dict[str, Any]:
        number = self._chance.randint(10, 4000) * self._chance.choice((1, 10, 100))
        about = self._chance.choice(("About ", "More than ", "Nearly ", ""))
        words = f"{about}{number:,} {measure['counts']}"
        sentence = f"{words} were counted in sector {measure['sector']}, an official list says."
        return {"words": words, "measure": measure["id"], "sentence": sentence}

    def _date(self) -> dict[str, Any]:
        event = self._cast["event"]
        day = dt.date.fromisoformat(event["date"])
        words = f"on {day.day} {_MONTHS[day.month - 1]} {day.year}"
        direction = "before" if day < self._day else "after" if day > self._day else "same day"
        sentence = f"The {event['name']} was called for a day in {event['city']}, {words}."
        return {"words": words, "event": event["id"], "direction": direction, "sentence": sentence}

    def _mention(self) -> dict[str, Any]:
        actor = self._cast["actors"][-1]
        sentence = f"Nobody had heard of {actor['described']}."
        return {"words": actor["described"], "actor": actor["id"], "sentence": sentence}

    def _body(self, laid: list[str]) -> str:
        chance, blocks, size = self._chance, [], 0
        must = [self._chance.choice(self._seeds.naming).replace(_ACTOR, forms[0], 1) for forms in self._names]
        must += [self._chance.choice(self._seeds.saying).replace(_TERM, forms[0], 1) for forms in self._terms]
        waiting = [self._fill(one) for one in must] + laid
        target = 3600 + chance.randint(0, 700)
        while waiting or size < target:
            sentences = [
                waiting.pop(0) if waiting else self._fill(chance.choice(self._seeds.sentences))
                for _ in range(chance.randint(2, 4))
            ]
            if blocks and chance.random() < 0.17:
                blocks.append("## " + chance.choice(self._seeds.headings))
            blocks.append(self._marked(sentences))
            size += len(blocks[-1]) + 2
        if self._copied:
            blocks.append(max(self._copied["body"].split("\n\n"), key=len).strip())
        return "\n\n".join(blocks) + "\n"

    def _marked(self, sentences: list[str]) -> str:
        dice, paragraph = self._chance.random(), " ".join(sentences)
        if dice < 0.08:
            return f"> {paragraph}"
        if dice < 0.16:
            return "\n".join(f"- {one}" for one in sentences)
        if dice < 0.22:
            return f"{paragraph} [Full report](https://example.org/report/{self._number})."
        return paragraph


def main() -> None:
    """Writes the corpus of the size that is asked for."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    made = Maker(count).corpus()
    (folder / "corpus.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    sizes = [len(one["body"].encode()) for one in made["articles"]]
    statements = sum(len(one[key]) for one in made["articles"] for key in ("quotes", "figures", "dates", "mentions"))
    print(f"{count} articles of {sum(sizes) // count} bytes, {statements} statements, {len(made['actors'])} actors")


if __name__ == "__main__":
    main()
