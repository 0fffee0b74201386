"""`sitegen schema`: the JSON Schemas by which editors complete and check the files of a site."""

from __future__ import annotations

import json

import click

from ..library import Holding, load
from ..planting import Unplantable, replant
from ..project import content_files
from ..reporting import counted
from ..schema import FOLDER, associations, schemas
from .ground import ENVIRONMENT, EXIT_CODES, Here, json_option, stop


@click.command("schema", epilog=EXIT_CODES)
@click.option("--settings", is_flag=True, help="Print the setting `yaml.schemas` for an editor, and write nothing.")
@json_option
@click.pass_obj
def schema_command(here: Here, settings: bool, as_object: bool) -> None:
    """Write the JSON Schemas by which editors complete and check the YAML files of the site, with the ids that are in
    it now, into .sitegen/schema/. `new` makes them again for each file it writes, `serve` at each save that changes an
    id; `build` and `check` do not."""
    if settings:
        click.echo(json.dumps({"yaml.schemas": associations()}, indent=2))
        return
    project = here.project
    made = schemas(load(content_files(project)[0], Holding(drafts=True))[0])
    try:
        changed = replant(project.root, made)
    except Unplantable as failure:
        stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)
    if as_object:
        click.echo(json.dumps({"ok": True, "files": sorted(made), "changed": sorted(changed)}))
        return
    click.echo(f"{counted(len(made), 'schema')} in {FOLDER}/, {len(changed)} changed")
