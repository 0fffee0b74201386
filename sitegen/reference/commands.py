"""The commands with their arguments and options, as the program itself explains them."""

from __future__ import annotations

from collections.abc import Iterator

from ..cli import EXIT_CODES, main
from .markup import code, table


def commands() -> str:
    """A section for each command, after the options that stand before any of them."""
    return "\n".join([_section("sitegen", main.help or "", _options()), *_each()])


JSON = """\
With `--json`, a command prints one object on its standard output and nothing else.

| Command | Keys of the object |
| --- | --- |
| `build`, `check` | `ok`, the counts `errors` and `warnings`, and `problems`: a list, each entry with `path`, `line`, `column`, `length`, `code`, `severity`, `message`, `hint` and `details`, a list of further lines; where all is well also `pages`, their number |
| `build` | where all is well also the folder as `output`, and what became of its files as `changes`: `added`, `changed` and `removed` |
| `gaps` | `gaps`: a list, each entry with `kind`, `words`, `what`, `record`, `path`, `line` and `column` |
| `import` | `ok`, `dry_run`, and `originals`: a list, each entry with `source`, `status`, `reason`, `what`, `id`, `files`, the `facts` that were found (each with its `value` and `how` it is known) and what is `unclear` |
| `new` | `ok`, the `files` that were written, for a new briefing its `folder`, for a new record the keys to `fill_in` |
| `schema` | `ok`, the `files` of the schemas, and those that `changed` |
"""  # noqa: E501


def exit_codes() -> str:
    """What the commands tell whatever called them."""
    told = " ".join(EXIT_CODES.replace("\b", "").split()).removeprefix("Exit codes: ").rstrip(".")
    return table(("Exit code", "Meaning"), (_parted(entry) for entry in told.split(";")))


def _parted(entry: str) -> tuple[str, str]:
    number, _, meaning = entry.strip().partition(" ")
    return code(number), meaning


def _options() -> Iterator[tuple[str, str]]:
    with main.make_context("sitegen", [], resilient_parsing=True) as context:
        for option in main.get_params(context):
            if told := option.get_help_record(context):
                yield code(told[0]), told[1]


def _each() -> Iterator[str]:
    with main.make_context("sitegen", [], resilient_parsing=True) as whole:
        for name, command in sorted(main.every_command().items()):
            with command.make_context(name, [], parent=whole, resilient_parsing=True) as context:
                usage = " ".join(["sitegen", name, *command.collect_usage_pieces(context)])
                options = (option.get_help_record(context) for option in command.get_params(context))
                # An argument has no help of its own: the usage line names it.
                told = ((code(names), says) for names, says in filter(None, options) if says)
                yield _section(f"sitegen {name}", f"{code(usage)}\n\n{command.help or ''}", told)


def _section(heading: str, words: str, options: Iterator[tuple[str, str]]) -> str:
    paragraphs = "\n\n".join(" ".join(paragraph.split()) for paragraph in words.split("\n\n"))
    return f"### {heading}\n\n{paragraphs}\n\n{table(('Option', 'What it does'), options)}"
