"""`sitegen completion`: the words by which a shell completes commands, options and ids."""

from __future__ import annotations

import json
import os

import click
from click.shell_completion import get_completion_class

from .ground import EXIT_CODES, Choice, json_option

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion", epilog=EXIT_CODES)
@click.argument("shell", type=Choice(_SHELLS), required=False)
@json_option
@click.pass_context
def completion_command(context: click.Context, shell: str | None, as_object: bool) -> None:
    """Print what makes bash, zsh or fish complete commands, options, kinds and ids; of your own shell if none is named.

    \b
    bash: sitegen completion bash > ~/.local/share/bash-completion/completions/sitegen
    zsh:  sitegen completion zsh > a file called _sitegen in a folder of your $fpath
    fish: sitegen completion fish > ~/.config/fish/completions/sitegen.fish"""
    name = shell or os.path.basename(os.environ.get("SHELL", ""))
    made = get_completion_class(name) if name in _SHELLS else None
    if made is None:
        raise click.UsageError(f"your shell is not known; name one of {', '.join(_SHELLS)}")
    program = context.find_root().command
    script = made(program, {}, "sitegen", "_SITEGEN_COMPLETE").source()
    click.echo(json.dumps({"ok": True, "shell": name, "script": script}) if as_object else script)
