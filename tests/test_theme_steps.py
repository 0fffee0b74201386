"""Loops and calls of a template are counted, page by page: none goes on for ever, and none gives another result."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2
import pytest

from sitegen import theme_steps
from sitegen.theme_steps import BoundedEnvironment, TooManySteps

LOOP = "{% for n in range(COUNT) %}x{% endfor %}"
MACRO = "{% macro m(n) %}x{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(COUNT) }}"
TREE = "{% for n in tree recursive %}x{{ loop(n) }}{% endfor %}"
CALL = "{% macro m() %}{{ caller() }}{% endmacro %}" + LOOP.replace("x", "{% call m() %}x{% endcall %}")
# The most that fits into a hundred steps: a step each time round, two where a filter brings what is next, seven for
# each call and for the template itself.
FITS = {
    LOOP: 93,
    "{% for n in endless(COUNT) %}x{% endfor %}": 46,
    "{% for m in range(2) %}" + LOOP + "{% endfor %}": 45,
    MACRO: 12,
    CALL: 6,
    "{% for n in range(COUNT) %}{% include 'one' %}{% endfor %}": 11,
    "{% block b %}" + LOOP + "{% endblock %}": 86,
}


@pytest.fixture
def templates(monkeypatch: pytest.MonkeyPatch) -> BoundedEnvironment:
    monkeypatch.setattr(theme_steps, "MOST_STEPS", 100)
    return BoundedEnvironment(loader=jinja2.DictLoader({"one": "x"}))


def endless(count: int) -> Iterator[int]:
    yield from range(count)


def shown(templates: BoundedEnvironment, text: str, count: int) -> str:
    templates.begin_page()
    return templates.from_string(text.replace("COUNT", str(count))).render(endless=endless)


@pytest.mark.parametrize("text", FITS)
def test_a_page_takes_so_many_steps_and_not_one_more(templates: BoundedEnvironment, text: str) -> None:
    assert shown(templates, text, FITS[text]).startswith("x")
    with pytest.raises(TooManySteps, match="take more than 100 steps"):
        shown(templates, text, FITS[text] + 1)


def test_a_million_is_more_than_any_page_needs() -> None:
    assert str(TooManySteps()) == "the loops and calls of one page take more than 1,000,000 steps"


def test_the_next_page_may_take_all_again(templates: BoundedEnvironment) -> None:
    text = "{% for n in range(80) %}x{% endfor %}"
    assert shown(templates, text, 0) == shown(templates, text, 0) == "x" * 80
    with pytest.raises(TooManySteps):
        templates.from_string(text).render()


def test_a_loop_that_calls_itself(templates: BoundedEnvironment) -> None:
    itself: list[object] = []
    itself.append(itself)
    templates.begin_page()
    with pytest.raises(TooManySteps):
        templates.from_string(TREE).render(tree=itself)
    templates.begin_page()
    assert templates.from_string(TREE).render(tree=[[[]], []]) == "xxx"


@pytest.mark.parametrize("bounds", ["10**9", "10**30", "0, 10**30, 2", "102"])
def test_a_range_longer_than_a_page_is_never_begun(templates: BoundedEnvironment, bounds: str) -> None:
    templates.begin_page()
    with pytest.raises(TooManySteps):
        templates.from_string("{{ range(" + bounds + ") }}").render()


@pytest.mark.parametrize("bounds", ["100", "0, 200, 2", "5, 3", "100, 0, -1"])
def test_a_shorter_one_is_what_it_is_everywhere(templates: BoundedEnvironment, bounds: str) -> None:
    templates.begin_page()
    said = templates.from_string("{{ range(" + bounds + ")|list|length }}").render()
    assert int(said) == len(range(*map(int, bounds.split(","))) if "*" not in bounds else [])


@pytest.mark.parametrize("text", ["{{ [1, 2]|random }}", "{{ lipsum() }}"])
def test_nothing_is_by_chance(templates: BoundedEnvironment, text: str) -> None:
    with pytest.raises(jinja2.TemplateError):
        templates.from_string(text).render()


def test_what_is_said_of_a_slip_names_its_line(templates: BoundedEnvironment) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError) as caught:
        templates.compile("x\n{% for %}", "page.html", "templates/page.html")
    assert (caught.value.lineno, caught.value.filename) == (2, "templates/page.html")
