"""How templates become code: calls, printing and messages give what Jinja's own ways give."""

from __future__ import annotations

import jinja2
import pytest
from markupsafe import Markup, escape

from sitegen.interface import printed
from sitegen.theme_code import Code, Context, say_beforehand
from sitegen.theme_steps import BoundedEnvironment


class Marked:
    """Something that knows its own HTML."""

    def __html__(self) -> str:
        return "<b>"


class Text(str):
    """A text of another class."""


@pytest.mark.parametrize(
    "value", ["", "plain", "<a href=\"x\">'&amp;'</a>", Markup("<i>"), Marked(), Text("<"), 7, None, True, 1.5, ("<",)]
)
def test_what_is_printed_is_escaped_as_ever(value: object) -> None:
    assert printed(value) == str(escape(value))


def say(text: str, **values: object) -> Markup:
    """A message as no template would say it by itself."""
    return Markup(f"«{text}»" % {key: escape(value) for key, value in values.items()})


TEMPLATES = {
    "macros": "{% macro m(a, b='y', c=none) %}{{ a }}{{ b }}{{ c }}{{ caller() if caller }}{% endmacro %}"
    "{{ m('<') }}{{ m(b='&', a=1) }}{{ m(*[1, 2], **{'c': 3}) }}{% call m(1) %}<br>{{ '<' }}{% endcall %}",
    "loops": "{% for n in [1, 2] %}{{ loop.cycle('odd', 'even') }}{{ f(n, by=n) }}{% endfor %}"
    "{% for t in tree recursive %}x{{ loop(t) }}{% endfor %}",
    "escaping": "{{ '<' }}{% autoescape false %}{{ '<' }}{% endautoescape %}"
    "{% autoescape on %}{{ '<' }}{% endautoescape %}",
    "blocks": "{% block b %}{{ self.c() }}{% endblock %}{% block c %}<{{ '<' }}>{% endblock %}",
    "messages": "<{{ _('a < b') }}>{{ _('%(n)s left', n='<') }}{{ _('a') or 1 }}{{ _(word) }}"
    "{% trans %}c{% endtrans %}",
    "of a loop": "{% for _ in own %}{{ _('a') }}{% endfor %}",
    "of a macro": "{% macro gettext(t) %}own {{ t }}{% endmacro %}{{ gettext('a') }}",
    "of a template": "{% import 'other' as _ %}{{ _.b('a') }}{% from 'other' import b as _ %}{{ _('a') }}",
    "of that name": "{% from 'other' import gettext %}{{ gettext('a') }}",
}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("finalize", [None, lambda value: value])
def test_a_template_says_what_jinja_would_have_it_say(name: str, finalize: object) -> None:
    given = {"f": lambda n, by: n * by, "tree": [[[]], []], "on": True, "word": "w", "own": [len]}

    def shown(kind: type[jinja2.Environment]) -> str:
        other = {"other": "{% macro b(t) %}<{{ t }}>{% endmacro %}{% set gettext = b %}"}
        environment = kind(
            autoescape=True,
            extensions=["jinja2.ext.i18n"],
            finalize=finalize,  # type: ignore[arg-type]
            loader=jinja2.DictLoader(other),
        )
        environment.newstyle_gettext = True  # type: ignore[attr-defined]
        environment.globals.update({"_": say, "gettext": say})
        return environment.from_string(TEMPLATES[name]).render(given)

    assert shown(BoundedEnvironment) == shown(jinja2.Environment)


def test_a_message_is_said_once_however_often_it_is_printed() -> None:
    said: list[str] = []
    environment = jinja2.Environment()
    environment.code_generator_class, environment.context_class = Code, Context
    environment.printed = printed  # type: ignore[attr-defined]
    environment.globals["_"] = lambda text: said.append(text) or text
    template = environment.parse("{% for n in range(9) %}{{ _('a') }}{% endfor %}")
    say_beforehand(template, environment)
    assert environment.from_string(template).render() == "a" * 9
    assert said == ["a"]
