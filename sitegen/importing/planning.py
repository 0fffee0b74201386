"""What is to become of each original: which files it makes under which id, or why it makes none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from ..findings.voices import work_out_voices
from ..kinds.outlet import Outlet
from ..library import Holding, Library, load, unresolved
from ..problems import Place, Problem
from ..project import ContentFile, annotated
from ..records import id_slip, slug
from .decoding import NotText
from .entries import MADE_FROM, entry, in_order
from .facts import Fact, cleaned, shortened
from .originals import Left, Original
from .readings import Reading, read_original

Status = Literal["taken", "known", "refused", "passed over"]
_MADE_FROM: Final = re.compile(rb"^%s .*SHA-256 ([0-9a-f]{64})\.$" % MADE_FROM.encode(), re.MULTILINE)
_LONGEST_ID: Final = 60
# Words in common from which copy is proposed, and how many of such articles are named.
_MUCH_COPY: Final = 60
_MOST_COPIES: Final = 3


@dataclass(frozen=True, slots=True)
class Intake:
    """What becomes of one original. `files` are what is to be written, by path, in this order; `reason` is why it is
    not taken; `facts` are what its annotation file says, `unclear` what is left to a person."""

    source: str
    status: Status
    reason: str = ""
    what: str = ""
    id: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(slots=True)
class _Desk:
    """The site as it is, and what was taken so far."""

    files: Sequence[ContentFile]
    outlets: tuple[Outlet, ...]
    paths: dict[str, str]
    names: set[str]
    annotated: set[str]
    wanted: str | None
    taken: dict[int, tuple[Reading, str]] = field(default_factory=dict)


def plan(
    originals: Iterable[Original | Left],
    content: tuple[Sequence[ContentFile], Sequence[Problem]],
    encoding: str | None = None,
    wanted: str | None = None,
) -> list[Intake]:
    """What becomes of each original, in their order; nothing is written. `content` is what the site holds, `encoding`
    the one of bytes that are not UTF-8, `wanted` the id for the only one."""
    desk = _desk(*content, wanted)
    intakes = [
        Intake(one.name, "passed over" if one.passed else "refused", one.reason)
        if isinstance(one, Left)
        else _first_look(desk, number, one, encoding)
        for number, one in enumerate(originals)
    ]
    return _confirmed(desk, intakes)


def _desk(files: Sequence[ContentFile], problems: Sequence[Problem], wanted: str | None) -> _Desk:
    library, _ = load([file for file in files if file.shelf == "outlet"])
    articles = {file.stem: file for file in files if file.shelf == "articles"}
    about = [file for file in files if file.shelf == "annotations"]
    paths = {hashlib.sha256(file.data).hexdigest(): file.path for file in articles.values()}
    for file in about:
        if annotated(file.path) in articles:
            made = (digest.decode() for digest in _MADE_FROM.findall(file.data))
            paths |= dict.fromkeys(made, articles[annotated(file.path)].path)
    unread = (problem.place.path for problem in problems)
    names = {Path(path).stem for path in unread if path.startswith(("content/articles/", "content/annotations/"))}
    described = {annotated(file.path) for file in about}
    outlets = tuple(outlet for outlet in library.all("outlet").values() if isinstance(outlet, Outlet))
    return _Desk(files, outlets, paths, {*names, *articles, *described}, described, wanted)


def _first_look(desk: _Desk, number: int, original: Original, encoding: str | None) -> Intake:
    """The original alone: whether it has text, and whether the site has it already."""
    before = desk.paths.get(hashlib.sha256(original.data).hexdigest())
    if before and not _undescribed(desk, before):
        return Intake(original.name, "known", f"the site has it already: {before}", id=Path(before).stem)
    try:
        reading = read_original(original, encoding, desk.outlets)
    except NotText as reason:
        return Intake(original.name, "refused", str(reason))
    before = before or desk.paths.get(reading.sha256)
    if before:
        if not _undescribed(desk, before) or Path(before).suffix != reading.ending:
            return Intake(original.name, "known", f"the site has it already: {before}", id=Path(before).stem)
        name, files = Path(before).stem, {}
        desk.annotated.add(name)
    else:
        name = _free_name(desk, reading)
        before = f"content/articles/{name}{reading.ending}"
        files = {before: reading.data}
        desk.names.add(name)
        desk.annotated.add(name)
        desk.paths |= dict.fromkeys((reading.sha256, *filter(None, [reading.digest])), before)
    desk.taken[number] = (reading, before)
    return Intake(original.name, "taken", what=reading.what, id=name, files=files)


def _undescribed(desk: _Desk, path: str) -> bool:
    return Path(path).stem not in desk.annotated


def _free_name(desk: _Desk, reading: Reading) -> str:
    """An id that nothing has yet: from the name of the file, or the headline, or the first words."""
    if desk.wanted and desk.wanted not in desk.names:
        return desk.wanted
    sayings = (desk.wanted or "", reading.stem, reading.facts["headline"] or "", " ".join(reading.body.split()[:6]))
    name = next(filter(None, map(_name, sayings)), f"article-{reading.sha256[:8]}")
    if name not in desk.names:
        return name
    number = next(number for number in range(2, len(desk.names) + 3) if f"{name}-{number}" not in desk.names)
    reading.facts.doubt(f"id: “{name}” is taken, so it is called {name}-{number}")
    return f"{name}-{number}"


def _name(saying: str) -> str:
    """A text as an id, cut between words where it is long."""
    whole = slug(saying[:1000])
    name = whole if len(whole) <= _LONGEST_ID else whole[: _LONGEST_ID + 1].rpartition("-")[0] or whole[:_LONGEST_ID]
    return "" if id_slip(name, Place("")) else name


def _confirmed(desk: _Desk, intakes: list[Intake]) -> list[Intake]:
    """The intakes after the site was read with them, as the build will read it: what it would refuse is refused now,
    and copy that they share is proposed."""
    if not desk.taken:
        return intakes
    for number, (reading, _) in desk.taken.items():
        intakes[number] = _described(intakes[number], reading, ())
    new = [_content(path, data) for intake in intakes for path, data in intake.files.items()]
    replaced = {file.path for file in new}
    library, slips = load([*(file for file in desk.files if file.path not in replaced), *new], Holding(drafts=True))
    wrong = {slip.place.path: slip for slip in reversed([*slips, *unresolved(library)]) if slip.severity == "error"}
    copies = dict(_shared_copy(library, {intakes[number].id for number in desk.taken}))
    for number, (reading, article) in desk.taken.items():
        intake = intakes[number]
        slip = next((wrong[path] for path in (article, *intake.files) if path in wrong), None)
        if slip:
            reason = f"the build would refuse it: {shortened(str(slip.place))}: {slip.message}"
            intakes[number] = Intake(intake.source, "refused", reason, id=intake.id)
        else:
            intakes[number] = _described(intake, reading, copies.get(intake.id, ()))
    return list(_without_lost_twins(intakes))


def _without_lost_twins(intakes: list[Intake]) -> Iterator[Intake]:
    """What has the bytes of an original that was refused after all is refused with it."""
    lost = {intake.id: intake.reason for intake in intakes if intake.status == "refused" and intake.id}
    for intake in intakes:
        twin = intake.status == "known" and intake.id in lost
        yield replace(intake, status="refused", reason=lost[intake.id]) if twin else intake


def _content(path: str, data: bytes) -> ContentFile:
    return ContentFile(path, path.split("/")[1], data)


def _described(intake: Intake, reading: Reading, copies: Iterable[str]) -> Intake:
    """The intake with its annotation file."""
    facts = [*reading.facts.known]
    if not {"headline", "label"} & ({fact.field for fact in facts} | reading.facts.held):
        facts.append(_label(reading))
    if "sha256" not in reading.facts.held:
        facts.append(Fact("sha256", reading.sha256, ""))
    remarks = (*reading.facts.unclear, *copies)
    files = {**intake.files, f"content/annotations/{intake.id}.yaml": entry(reading, facts, remarks)}
    return replace(intake, files=files, facts=in_order(facts), unclear=remarks)


def _label(reading: Reading) -> Fact:
    """Our own short name for what has no headline."""
    words = re.sub(r"[-_\s]+", " ", re.sub(r"^\d{4}-\d{2}-\d{2}-", "", reading.stem)).strip()
    if words:
        return Fact("label", shortened(words), "the name of the file")
    first = " ".join(reading.body.split()[:8])
    return Fact("label", shortened(cleaned(first)), "its first words")


def _shared_copy(library: Library, new: set[str]) -> Iterator[tuple[str, list[str]]]:
    """For each new article, with which others it shares more than a phrase, the most first."""
    voices, _ = work_out_voices(library)
    for article in sorted(new & set(library.documents)):
        whole = len(library.documents[article].text.plain.split())
        found = [
            (copy.words, copy.second if copy.first == article else copy.first)
            for copy in voices.with_article(article)
            if copy.words >= min(_MUCH_COPY, whole / 10)
        ]
        found.sort(key=lambda one: (-one[0], one[1]))
        told = [f"shares {words} words with {other}; if they are one copy: shares_copy_with: [{other}]"
                for words, other in found[:_MOST_COPIES]]  # fmt: skip
        if len(found) > _MOST_COPIES:
            told.append(f"shares words with {len(found) - _MOST_COPIES} more articles")
        if told:
            yield article, told
