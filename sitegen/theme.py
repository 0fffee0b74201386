"""Turns pages into HTML by templates: the author's file wins over ours, and `default/…` always reaches ours."""

from __future__ import annotations

import contextlib
import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator
from types import CodeType
from urllib.parse import urlsplit

import jinja2
from jinja2.bccache import Bucket

from .citing import Cited, Source, citations
from .composing import Composed, composed
from .dates import read_span
from .digests import Digests
from .exports import Given, Head, head_of, other_languages
from .files import Files, Standing
from .folders import default_theme
from .interface import Interface
from .kept_pages import KeptPages, made_by
from .language import Language, Memory, speaker
from .page import Briefing, Page, relative
from .problems import Problem
from .project import Project, links_below
from .site_view import site_view
from .theme_failures import Failed, problem_of, told_once
from .theme_pieces import Pieces, made_anew, ours
from .theme_ready import environment, ready_made
from .theme_unused import unused
from .workers import shared


class Forgetful:
    """A memory that keeps nothing."""

    def get(self, key: str) -> bytes | None:
        """Nothing, always."""
        return None

    def put(self, key: str, value: bytes) -> None:
        """Forgets it at once."""


# To begin with workers costs as much as a few dozen pages.
_MANY = 400


class _Compiled(jinja2.BytecodeCache):
    """Templates compiled when the program was packed, or by an earlier build: it takes longer than filling them in."""

    def __init__(self, memo: Memory, language: Language) -> None:
        self._memo, self._language, self._plain = memo, language.digest, language.is_plain

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """A place for the code of a template, with the code in it where there is any."""
        if self._plain and filename and (code := ready_made(source, filename)):
            bucket = Bucket(environment, self.get_cache_key(name, filename), self.get_source_checksum(source))
            bucket.code = code
            return bucket
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled from the same template, if anything."""
        if (found := self._memo.get(self._key(bucket))) is not None:
            bucket.code = _code(found, bucket.key, bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was compiled."""
        self._memo.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return f"template in {self._language}, {jinja2.__version__} {bucket.key} {bucket.checksum}"


@functools.lru_cache(maxsize=256)
def _code(compiled: bytes, key: str, checksum: str) -> CodeType | None:
    """What was compiled, ready to run: a preview needs it anew at each save."""
    bucket = Bucket(jinja2.Environment(), key, checksum)
    bucket.bytecode_from_string(compiled)
    return bucket.code


def _kind(page: Page) -> str:
    """A kind of page in words, for whoever watches."""
    return page.template.removesuffix(".html").replace("_", " ")


class Theme:
    """The templates of one build; a preview has `pieces` of the last one."""

    def __init__(self, project: Project, given: Given, memo: Memory, pieces: Pieces | None = None) -> None:
        briefing = given.briefing
        self._project = project
        self._pieces = pieces if pieces is not None and ours(project.templates) else None
        default = jinja2.FileSystemLoader(default_theme() / "templates")
        loaders: list[jinja2.BaseLoader] = [jinja2.PrefixLoader({"default": default})]
        self._links = links_below(project.templates, "templates")
        if project.templates.is_dir() and not self._links:
            loaders.insert(0, jinja2.FileSystemLoader(project.templates))
        kept = _Compiled(memo, briefing.language)
        self._environment = environment(Interface(briefing.language), jinja2.ChoiceLoader([*loaders, default]), kept)
        self._base_url = briefing.base_url
        self._briefing, self._given = briefing, given
        self._site = site_view(briefing, given.search, other_languages(given))
        self._memo = memo

    @functools.cached_property
    def _kept(self) -> KeptPages:
        """The pages that earlier builds kept, and what this one keeps."""
        briefing = self._briefing
        alike = [made_by(), self._site, briefing.library.site.as_of, briefing.language.digest, *self._templates()]
        site_name = f"{self._project.root} {briefing.drafts} {briefing.private} {briefing.base_url}"
        addresses = frozenset(page.address for page in self._given.pages)
        return KeptPages(self._memo, site_name, Digests().of(alike).hex(), briefing, addresses, self._bare)

    def _templates(self) -> Iterator[str]:
        """Every template by its name, with the digest of what it holds."""
        own = [] if self._links else [self._project.templates]
        for root in dict.fromkeys((*own, default_theme() / "templates")):
            for path in sorted(root.rglob("*")):
                if path.is_file():
                    yield f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}"

    def render(
        self,
        pages: Iterable[Page],
        told: Callable[[int, str], None] = lambda done, kind: None,
        keep: bool = True,
        workers: int = 1,
    ) -> tuple[Files, list[Problem]]:
        """Every page by its address. A template that fails is one problem, however many pages use it.
        Those that need not be kept for a later build are made a third faster; many are shared among `workers`."""
        files: dict[str, bytes | Standing] = {}
        failed: dict[Problem, list[str]] = {}
        listed = list(pages)
        made = self._standing(listed, told) if keep else {}
        try:
            self._by_workers(listed, made, told, workers)
            for number, page in enumerate(listed):
                if (found := made.pop(number, None)) is None:
                    told(len(files) + len(made), _kind(page))
                try:
                    files[page.address] = found or (self._made(page) if keep else self._bare(page))
                except Failed as failed_page:
                    failed.setdefault(failed_page.problem, []).append(page.address)
        finally:
            if keep:
                self._kept.save()
        told_problems = [told_once(problem, addresses) for problem, addresses in failed.items()]
        own = self._project.templates
        idle = unused(self._environment, own) if own.is_dir() and not self._links else ()
        return Files(files), [*self._links, *told_problems, *idle]

    def _standing(self, pages: list[Page], told: Callable[[int, str], None]) -> dict[int, bytes | Standing]:
        """The pages that an earlier build made and that would be made the same again, by their numbers."""
        standing: dict[int, bytes | Standing] = {}
        for number, page in enumerate(pages):
            found = self._kept.standing(page, functools.partial(head_of, self._given, page))
            if found is not None:
                standing[number] = found
                told(len(standing), _kind(page))
        return standing

    def _by_workers(
        self, pages: list[Page], made: dict[int, bytes | Standing], told: Callable[[int, str], None], workers: int
    ) -> None:
        """Adds to what is made, by the numbers of pages, what workers make of the others: of a page that fails,
        nothing."""
        if workers < 2 or len(pages) - len(made) < _MANY:
            return
        tasks = self._kept.together({number: page for number, page in enumerate(pages) if number not in made})

        def work(task: int) -> Iterator[tuple[int, bytes]]:
            done: dict[int, bytes | Standing] = {}
            for number in tasks[task]:
                with contextlib.suppress(Failed):
                    done[number] = self._made(pages[number])
            self._kept.put_away()
            for number, page in done.items():
                yield number, self._kept.told(pages[number], page)

        told(len(made), _kind(pages[tasks[0][0]]))
        for number, data in shared(len(tasks), workers, work):
            made[number] = self._kept.heard(pages[number], data)
            told(len(made), _kind(pages[number]))

    def _made(self, page: Page) -> bytes | Standing:
        """A page, kept for a later build."""
        machines = head_of(self._given, page)
        return self._kept.made(page, machines, lambda briefing: self._one(page, composed(briefing, page), machines))

    def _bare(self, page: Page) -> bytes:
        """A page that nobody keeps."""
        return self._one(page, composed(self._briefing, page), head_of(self._given, page))

    def _one(self, page: Page, shown: Composed, machines: Head) -> bytes:
        try:
            return self._filled(page, shown, machines)
        except MemoryError:
            raise
        except Exception as failure:  # a template may call anything on its view, so it may raise anything
            raise Failed(problem_of(failure, page.template, shown.view, self._project)) from failure

    def _filled(self, page: Page, shown: Composed, machines: Head) -> bytes:
        self._environment.begin_page()
        template = self._environment.get_template(page.template)
        html = template.render(
            page=page,
            view=shown.view,
            frame=shown.frame,
            site=self._site,
            href=self._href(page),
            canonical=self._canonical(page),
            machines=machines,
            citations=self._citations(page),
            kept=self._pieces.on(page.address, self._briefing.language.digest) if self._pieces else made_anew,
        )
        return (html.strip() + "\n").encode()

    def _citations(self, page: Page) -> tuple[Cited, ...]:
        """How a page is cited: with its full address where that is known, else without any."""
        site, at = self._briefing.library.site, self._canonical(page)
        as_of, language = read_span(site.as_of or ""), self._briefing.language
        return citations(Source(page.title, site.title, site.publisher or "", as_of, page.address, at, language))

    def _canonical(self, page: Page) -> str:
        """The full address of a page; empty where only a path is known, or nothing."""
        if not urlsplit(self._base_url).netloc:
            return ""
        return self._base_url + ("" if page.address == "index.html" else page.address)

    def _href(self, page: Page) -> Callable[[str], str]:
        """The way from a page to an address of the site, for templates."""
        if page.anywhere:
            root = urlsplit(self._base_url).path or "/"
            return lambda address: root + ("" if address == "index.html" else address)
        return lambda address: relative(address, page.address)


def language_of(project: Project, briefing: Briefing, memo: Memory) -> tuple[Language, list[Problem]]:
    """What the site speaks, message by message the author's translation over ours, and what is wrong with them."""
    site = briefing.library.site
    folders = dict.fromkeys((project.translations, default_theme() / "translations"))
    links = links_below(project.translations, "translations")
    language, slips = speaker(site.language, site.place("language"), [("translations", one) for one in folders], memo)
    return language, [*links, *slips]
