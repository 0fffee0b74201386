"""How editors and shells complete what is typed: the schemas with their files, and the scripts for each shell."""

from __future__ import annotations

from ..schema import associations
from .markup import code, table

_SHELLS = {
    "bash": ("~/.bashrc", 'eval "$(_SITEGEN_COMPLETE=bash_source sitegen)"'),
    "zsh": ("~/.zshrc", 'eval "$(_SITEGEN_COMPLETE=zsh_source sitegen)"'),
    "fish": ("~/.config/fish/completions/sitegen.fish", "_SITEGEN_COMPLETE=fish_source sitegen | source"),
}


def editors() -> str:
    """What an editor needs to complete, explain and check the YAML files."""
    rows = ((code(schema), ", ".join(map(code, patterns))) for schema, patterns in associations().items())
    return _SCHEMAS + table(("Schema", "Files"), rows) + "\n" + _SETTING


def shells() -> str:
    """The line by which each shell completes commands, options and kinds."""
    rows = ((shell, code(file), code(line)) for shell, (file, line) in _SHELLS.items())
    return "Commands, options and kinds are completed by the shell with one line in a file of its own:\n\n" + table(
        ("Shell", "File", "Line"), rows
    )


_SCHEMAS = """\
`sitegen schema` writes JSON Schemas (2020-12) for all YAML files of a site. With them an editor completes keys, values
and the ids of the site's own records, explains each key, and underlines slips. A new briefing has them already, with
the setting for VS Code and its YAML extension; `sitegen new` makes them again for each file it writes, `build` and
`check` never do. An id that is not among them is not called wrong: it may have been written since. What holds between
files, and whether words are found, `sitegen check` alone can tell.

"""
_SETTING = """\
Any editor that uses yaml-language-server takes the setting that `sitegen schema --settings` prints. Without a setting,
the first line of a file can name its schema, by the path from that file:

```yaml
# yaml-language-server: $schema=../.sitegen/schema/actors.json
```
"""
