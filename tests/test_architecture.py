"""The house stands as its map says: the order of storeys, the doors, and the habits every module keeps."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import sitegen

ROOT = Path(__file__).parent.parent
HOUSE = "sitegen"

# The one module through which each outside library, and each part of Python that reaches out of the program, comes in.
# A package here stands for all its modules.
DOORS = {
    "babel": ("language",),
    "yaml": ("source.reading",),
    "dateparser": ("dates.proposals",),
    "markdown_it": ("prose.markdown",),
    "msgspec": ("records", "kinds"),
    "jinja2": ("theme", "theme_code", "theme_failures", "theme_ready", "theme_steps", "theme_unused"),
    "markupsafe": ("interface",),
    "livereload": ("preview_server",),
    "tornado": ("preview_server",),
    "trafilatura": ("importing.webpages",),
    "pagefind_bin": ("indexing.asking",),
    "PIL": ("cards.drawing",),
    "cbor2": ("indexing.parts",),
    "watchfiles": ("preview_watching",),
    "click": ("cli",),
    "asyncio": ("preview_server", "preview_watching"),
    "ctypes": ("staging",),
    "multiprocessing": ("workers",),
    "socket": ("preview_address",),
    "subprocess": ("repository", "indexing.asking"),
    "tempfile": ("repository",),
    "webbrowser": ("preview_server",),
}
# trafilatura's own dependency asks for it by a name that not every installer understands.
ASKED_FOR_BY_OTHERS = {"lxml-html-clean"}
DISTRIBUTIONS = {"pillow": "PIL", "pagefind-bin": "pagefind_bin", "pyyaml": "yaml", "markdown-it-py": "markdown_it"}
CLOSED = {"ftplib", "http", "pickle", "requests", "shelve", "smtplib", "ssl", "urllib.request"}

# What takes long to load is imported where it is needed, and nowhere else is an import hidden in a function.
SLOW = {
    ("dates.proposals", "dateparser.date"),
    ("language.catalogue", "babel.messages.catalog"),
    ("language.catalogue", "babel.messages.mofile"),
    ("language.catalogue", "babel.messages.pofile"),
    ("language.locale", "babel.core"),
    ("language.locale", "babel.dates"),
    ("language.locale", "babel.numbers"),
    ("preview", f"{HOUSE}.preview_server"),
    ("cli.build", f"{HOUSE}.cli.making"),
    ("importing.webpages", "trafilatura"),
    ("cards.drawing", "PIL"),
    ("indexing.asking", "pagefind_bin"),
    ("indexing.parts", "cbor2"),
}

WRITERS = ("memo", "staging", "output", "planting", "placing")
SPEAKERS = ("reporting", "cli")

# Each entry would be a module or function longer than it should be, with the reason.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
MOST_LINES = 300
MOST_LINES_OF_FUNCTION = 40


@dataclass(frozen=True)
class Import:
    """One imported module, as a whole dotted name; `name` is what is taken from it, if anything is."""

    target: str
    name: str
    line: int
    inside: bool

    @property
    def outside(self) -> bool:
        return self.target.split(".")[0] != HOUSE


@dataclass(frozen=True)
class Module:
    """One module of the house: `name` without the house's own, such as `source.reading`; the house itself is ''."""

    name: str
    path: Path

    @cached_property
    def source(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def room(self) -> str:
        return self.name.split(".")[0]

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(self._imports(self.tree, False))

    def _imports(self, node: ast.AST, inside: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(alias.name, "", child.lineno, inside)
            elif isinstance(child, ast.ImportFrom):
                for alias in child.names:
                    yield self._one(self._base(child), alias.name, child.lineno, inside)
            else:
                function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                yield from self._imports(child, inside or function)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        here = [HOUSE, *filter(None, self.name.split("."))]
        here = here if self.path.name == "__init__.py" else here[:-1]
        return ".".join([*here[: len(here) - node.level + 1], *filter(None, [node.module])])

    @staticmethod
    def _one(base: str, name: str, line: int, inside: bool) -> Import:
        whole = f"{base}.{name}"
        return Import(whole, "", line, inside) if is_module(whole) else Import(base, name, line, inside)

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def at(self, line: int) -> str:
        return f"{self.path.relative_to(ROOT)}:{line}"


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return name.split(".")[0] == HOUSE and (path.with_suffix(".py").is_file() or (path / "__init__.py").is_file())


def _modules() -> Iterator[Module]:
    for path in sorted((ROOT / HOUSE).rglob("*.py")):
        steps = path.relative_to(ROOT / HOUSE).with_suffix("").parts
        yield Module(".".join(step for step in steps if step != "__init__"), path)


MODULES = tuple(_modules())
ON_THE_MAP = re.compile(r"^    (\w+)(?:/|\.py) +(\S.*?)(?: {2,}door: (.+))?$", re.MULTILINE)
STOREYS = [room for room, _, _ in ON_THE_MAP.findall(sitegen.__doc__ or "")]


def belongs(name: str, owners: tuple[str, ...]) -> bool:
    return any(name == owner or name.startswith(f"{owner}.") for owner in owners)


class TestMap:
    def test_it_names_every_room_and_no_other(self) -> None:
        assert sorted(STOREYS) == sorted({module.room for module in MODULES} - {""})

    def test_it_says_whether_a_room_is_a_file_or_a_folder(self) -> None:
        for room in STOREYS:
            folder = (ROOT / HOUSE / room).is_dir()
            assert f"\n    {room}{'/' if folder else '.py'} " in (sitegen.__doc__ or "")

    def test_it_names_the_door_of_each_outside_library(self) -> None:
        named = {
            (library, room)
            for room, _, doors in ON_THE_MAP.findall(sitegen.__doc__ or "")
            for library in filter(None, doors.split(", "))
        }
        owners = {(library, owner.split(".")[0]) for library, rooms in DOORS.items() for owner in rooms}
        outside = {(library, room) for library, room in owners if library not in sys.stdlib_module_names}
        assert outside <= named <= owners | {("git", "repository")}


class TestStoreys:
    def test_imports_lead_strictly_upward(self) -> None:
        assert not [
            f"{module.at(found.line)}: {module.room} stands on {room}"
            for module in MODULES
            for found in module.imports
            if not found.outside and (room := self._room(found)) != module.room and not self._above(module.room, room)
        ]

    @staticmethod
    def _room(found: Import) -> str:
        return found.target.split(".")[1] if "." in found.target else ""

    @staticmethod
    def _above(room: str, other: str) -> bool:
        return not other or (room in STOREYS and other in STOREYS and STOREYS.index(other) < STOREYS.index(room))

    def test_of_the_front_door_only_the_version_is_taken(self) -> None:
        taken = {found.name for module in MODULES for found in module.imports if found.target == HOUSE}
        assert taken == {"__version__"}

    def test_the_front_door_is_words_only(self) -> None:
        kinds = [type(node) for node in ast.parse((ROOT / HOUSE / "__init__.py").read_text("utf-8")).body]
        assert kinds == [ast.Expr, ast.Assign]

    def test_inside_a_room_nothing_goes_in_a_circle(self) -> None:
        below = {module.name: self._siblings(module) for module in MODULES}
        try:
            TopologicalSorter(below).prepare()
        except CycleError as error:
            raise AssertionError(f"a circle of imports: {' → '.join(error.args[1])}") from None

    @staticmethod
    def _siblings(module: Module) -> set[str]:
        targets = {found.target.removeprefix(f"{HOUSE}.") for found in module.imports if not found.outside}
        return {target for target in targets if belongs(target, (module.room,))}

    def test_private_names_stay_in_their_module(self) -> None:
        assert not [
            f"{module.at(found.line)}: {found.name}"
            for module in MODULES
            for found in module.imports
            if not found.outside and found.name.startswith("_") and not found.name.startswith("__")
        ]


class TestDoors:
    def test_each_outside_library_has_one(self) -> None:
        for module in MODULES:
            for found in module.imports:
                library = found.target.split(".")[0]
                if found.outside and library not in sys.stdlib_module_names:
                    assert library in DOORS, f"{module.at(found.line)}: {library} has no door"

    def test_nothing_comes_in_elsewhere(self) -> None:
        assert not [
            f"{module.at(found.line)}: {found.target} comes in by {DOORS[found.target.split('.')[0]]}"
            for module in MODULES
            for found in module.imports
            if found.outside and not belongs(module.name, DOORS.get(found.target.split(".")[0], (module.name,)))
        ]

    def test_every_door_is_used(self) -> None:
        used = {(found.target.split(".")[0], module.name) for module in MODULES for found in module.imports}
        for library, owners in DOORS.items():
            for owner in owners:
                assert any(name == library and belongs(module, (owner,)) for name, module in used), (library, owner)

    def test_some_have_none(self) -> None:
        assert not [
            module.at(found.line)
            for module in MODULES
            for found in module.imports
            if found.outside and belongs(f"{found.target}.{found.name}", tuple(CLOSED))
        ]

    def test_what_is_installed_is_what_has_a_door(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        wanted = [*project["dependencies"], *project["optional-dependencies"]["import"]]
        wanted += [*project["optional-dependencies"]["search"], *project["optional-dependencies"]["cards"]]
        names = {re.match(r"[\w-]+", line)[0] for line in wanted}  # type: ignore[index]
        ours = {DISTRIBUTIONS.get(name, name) for name in names - ASKED_FOR_BY_OTHERS}
        assert ours == set(DOORS) - set(sys.stdlib_module_names)

    def test_imports_stand_at_the_top_but_for_the_slow_ones(self) -> None:
        hidden = {(module.name, found.target) for module in MODULES for found in module.imports if found.inside}
        assert hidden == SLOW

    def test_no_import_is_for_the_type_checker_alone(self) -> None:
        assert not [module.name for module in MODULES if "TYPE_CHECKING" in module.source]

    def test_the_command_starts_without_what_is_slow(self) -> None:
        slow = ["babel", "dateparser", "livereload", "tornado", "trafilatura", "watchfiles"]
        script = f"import sys, sitegen.cli; print([name for name in {slow} if name in sys.modules])"
        assert _python(script) == "[]"


class TestEffects:
    def test_only_the_writers_write_files(self) -> None:
        assert not [
            f"{module.at(call.lineno)}: {ast.unparse(call)[:60]}"
            for module in MODULES
            if not belongs(module.name, WRITERS)
            for call in module.calls()
            if writes(call)
        ]

    def test_the_writers_do_write(self) -> None:
        for name in WRITERS:
            assert any(writes(call) for module in MODULES if module.name == name for call in module.calls())

    def test_what_can_write_is_called_by_its_whole_name(self) -> None:
        assert not [
            module.at(found.line)
            for module in MODULES
            for found in module.imports
            if found.target in ("os", "shutil") and found.name
        ]

    def test_only_the_speakers_print_and_exit(self) -> None:
        speaking = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "click.echo", "click.secho"}
        assert not [
            module.at(call.lineno)
            for module in MODULES
            if not belongs(module.name, SPEAKERS)
            for call in module.calls()
            if ast.unparse(call.func) in speaking
        ]

    def test_what_is_built_depends_on_nothing_but_the_content(self) -> None:
        chance = {"random", "secrets", "time", "uuid", "platform", "locale", "getpass"}
        outer = re.compile(r"\b(?:os\.(?:environ|getenv|urandom|getpid)|(?:datetime|date)\.(?:now|today|utcnow))\b")
        building = STOREYS[: STOREYS.index("pipeline") + 1]
        for module in MODULES:
            if module.room in building:
                assert not {found.target for found in module.imports if found.outside} & chance, module.name
                assert not outer.search(module.source), module.name


WRITING = {
    "os": "mkdir makedirs rename renames replace remove unlink rmdir removedirs symlink link chmod fchmod lchmod chown "
    "utime truncate ftruncate write pwrite mkfifo mknod system popen",
    "shutil": "copy copy2 copyfile copyfileobj copymode copystat copytree move rmtree make_archive unpack_archive",
}
WRITING_METHODS = "write_text write_bytes unlink rmdir mkdir rename symlink_to hardlink_to touch chmod truncate rmtree"
CREATING = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND")


def writes(call: ast.Call) -> bool:
    """Whether a call makes, changes or deletes a file or folder."""
    owner, _, name = ast.unparse(call.func).rpartition(".")
    if name in ("open", "fdopen"):
        return _opens_to_write(call, owner)
    if owner in WRITING:
        return name in WRITING[owner].split()
    # `Path.replace` takes one argument, the `replace` of a text two and that of a date only named ones.
    path_replaced = name == "replace" and owner != "" and len(call.args) == 1 and not call.keywords
    return bool(owner) and (name in WRITING_METHODS.split() or path_replaced)


def _opens_to_write(call: ast.Call, owner: str) -> bool:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if owner == "os" and ast.unparse(call.func) == "os.open":
        return any(flag in ast.unparse(argument) for argument in given for flag in CREATING)
    modes = [argument.value for argument in given if isinstance(argument, ast.Constant)]
    return any(isinstance(mode, str) and re.fullmatch("[rwxabt+]+", mode) and set(mode) & set("wxa+") for mode in modes)


class TestWhatCountsAsWriting:
    def test_it_is_recognised(self) -> None:
        for text in (
            "open(p, 'w')",
            "open(p, mode='ab')",
            "path.open('x')",
            "io.open(p, 'r+b')",
            "os.fdopen(fd, 'wb')",
            "os.open(p, os.O_RDWR | os.O_CREAT)",
            "path.write_text(t)",
            "(folder / 'x').write_bytes(b)",
            "os.replace(a, b)",
            "path.replace(other)",
            "os.rename(a, b)",
            "path.unlink()",
            "shutil.rmtree(p)",
        ):
            assert writes(_call(text)), text

    def test_reading_is_not_taken_for_it(self) -> None:
        for text in (
            "open(p)",
            "open(p, 'rb')",
            "path.open(encoding='utf-8')",
            "os.open(p, os.O_RDONLY | os.O_NOFOLLOW)",
            "tree.open(node)",
            "text.replace('a', 'b')",
            "day.replace(day=1)",
            "replace(record, id=x)",
            "path.read_text('utf-8')",
        ):
            assert not writes(_call(text)), text


def _call(text: str) -> ast.Call:
    node = ast.parse(text, mode="eval").body
    assert isinstance(node, ast.Call)
    return node


class TestHabits:
    def test_no_room_is_named_for_nothing(self) -> None:
        idle = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "base", "core", "tools"}
        assert not [module.name for module in MODULES if idle & set(re.split(r"[._]", module.name))]

    def test_every_module_says_in_one_sentence_what_it_owns(self) -> None:
        assert not [module.name for module in MODULES if not is_one_sentence(ast.get_docstring(module.tree) or "")]

    def test_what_is_public_says_what_it_is(self) -> None:
        assert not [
            f"{module.at(node.lineno)}: {node.name}"
            for module in MODULES
            for node in module.tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and not (node.name.startswith("_") or ast.get_docstring(node) or is_plain_view(module, node))
        ]

    def test_modules_are_short(self) -> None:
        long = {module.name for module in MODULES if module.source.count("\n") > MOST_LINES}
        assert long == set(LONG_MODULES)

    def test_functions_are_short(self) -> None:
        long = {
            f"{module.name}.{node.name}"
            for module in MODULES
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or node.lineno) - node.lineno + 1 > MOST_LINES_OF_FUNCTION
        }
        assert long == set(LONG_FUNCTIONS)

    def test_any_module_can_be_the_first_to_be_imported(self) -> None:
        inside = [module for module in MODULES if module.room and module.name != "__main__"]
        inside.sort(key=lambda module: [*STOREYS, module.room].index(module.room))
        assert _python(IMPORT_EACH, *(f"{HOUSE}.{module.name}" for module in inside)) == ""


def is_one_sentence(docstring: str) -> bool:
    """Whether the first line is one sentence, alone or with a blank line after it."""
    first, _, rest = docstring.partition("\n")
    return first.endswith(".") and not re.search(r"[.?!]”? +[A-Z“]", first) and (not rest or rest.startswith("\n"))


def is_plain_view(module: Module, node: ast.stmt) -> bool:
    """Whether it is a class of a page's fields and nothing else: its template says what they are for."""
    if not (module.room == "pages" and isinstance(node, ast.ClassDef) and node.decorator_list):
        return False
    return ast.unparse(node.decorator_list[0]).startswith("dataclass") and all(
        isinstance(field, ast.AnnAssign) for field in node.body
    )


# In one run, storey by storey, each module is imported as if it were the first of its room. What lies below stays
# loaded: it cannot need the room, so it makes no difference.
IMPORT_EACH = """
import importlib, sys
for name in sys.argv[1:]:
    room = name.split(".")[:2]
    for loaded in [loaded for loaded in sys.modules if loaded.split(".")[:2] == room]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except Exception as error:
        print(name, repr(error))
"""


def _python(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
