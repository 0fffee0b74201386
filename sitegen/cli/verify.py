"""`sitegen verify`: whether a built site is as it was built, and fit to be seen by everybody."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .. import manifest, output
from ..credentials import credential
from ..hosting import limits
from ..reporting import counted
from .ground import CONTENT, EXIT_CODES, Here, json_option


@click.command("verify", epilog=EXIT_CODES)
@click.argument("folder", metavar="[DIR]", required=False,
                type=click.Path(exists=True, file_okay=False, path_type=Path))  # fmt: skip
@json_option
@click.pass_obj
def verify_command(here: Here, folder: Path | None, as_object: bool) -> None:
    """Check a built site, the one in `output` if no DIR is named, against the list that its build put into it: each
    file is read and must be the very one, and no other may be there. Keys and passwords are looked for, and what is
    larger than GitHub Pages takes."""
    place = folder or here.project.root / "output"
    faults = output.verify(place)
    listed = manifest.read(place) if not faults else None
    files = dict(listed.files) if listed else {}
    remarks = limits({path: entry.size for path, entry in files.items()})
    faults += [found for path in files for found in [credential(path, (place / path).read_bytes())] if found]
    faults += [limit.says for limit in remarks if limit.hard]
    warnings = [limit.says for limit in remarks if not limit.hard]
    if as_object:
        told = {"ok": not faults, "folder": str(place), "files": len(files), "faults": faults, "warnings": warnings}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in [*(f"error: {fault}" for fault in faults), *(f"warning: {words}" for words in warnings)]:
            click.echo(line, err=True)
        whole = f"{counted(len(files), 'file')}, every one as it was built." if not faults else ""
        click.echo(whole or f"{place} is not as it was built, or not fit to be published.", err=bool(faults))
    if faults:
        sys.exit(CONTENT)
