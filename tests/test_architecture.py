"""What is asked of the code itself: sizes, names, the wall, and that every text is in the catalogue."""

import ast
import contextlib
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from app import errors

ROOT = Path(__file__).resolve().parents[1]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

LINES_A_FILE = 350
LINES_A_FUNCTION = 45
LINES_A_CLASS = 250
METHODS_A_CLASS = 20
ARGUMENTS = 6

# Imports inside functions (and by import_module), each with its reason.
LATE_IMPORTS = {
    (
        "app/db/schema.py",
        "alembic.command",
    ): "a third of a second, and only when a migration is due",
    ("app/db/schema.py", "alembic.config"): "the same",
    ("app/db/schema.py", "app.db.guards.install"): "only to make or migrate a desk",
    ("app/db/store.py", "app.db.exchange"): "psycopg, and only for PostgreSQL",
    **{
        ("app/desk.py", f"app.services.{name}"): "the start of a window reads only"
        for name in (
            "controller",
            "check",
            "heads",
            "backup",
            "imports.carrying",
        )
    },
    (
        "app/db/guards/compare.py",
        "app.db.schema",
    ): "the schema installs the guards it is compared with",
}

_OPENING = ("app.desk", "app.channels.author", "app.channels.sample", "app.channels.founding")
LATE_IMPORTS |= {
    ("ui/opening.py", name): "SQLAlchemy takes longer than showing a window: after first paint"
    for name in _OPENING
}

LATE_IMPORTS |= {
    (
        "ui/views/main_window.py",
        "ui.views.furniture",
    ): "the panes: after first paint, while the desk is opened",
    ("ui/parts.py", "?"): "what comes after first paint, part by part, so that the window answers",
    ("ui/views/main_window.py", "ui.presenter"): "it knows the desk's errors: after first paint",
    (
        "ui/views/ticket_window.py",
        "ui.views.ticket_print",
    ): "printing is seldom, and half as much to load as a window",
    ("ui/application.py", "ui.beginning"): "all of the desk: after first paint",
    ("ui/commands.py", "ui.application"): "without a screen the tour is taken instead",
    ("ui/commands.py", "ui.tour.taking"): "it knows all parts of the window: only when it is taken",
}
LATE_IMPORTS |= {
    (
        "ui/views/furniture.py",
        "ui.views.settings.window",
    ): "the settings: seldom wanted, and as much to load as two panes",
    (
        "ui/views/desk_deeds.py",
        "ui.views.settings.kinds",
    ): "the pages of the settings: their parts come with them",
}
LATE_IMPORTS |= {
    ("main.py", name): "the window needs no command line, the command line no Qt"
    for name in ("app.cli.application", "ui.commands")
}

# Hosts beside loopback and example domains, each with its reason.
PUBLIC_HOSTS = {
    "neverssl.com": "in a sample ticket: the page people open to meet a captive portal",
}


@cache
def _sources(*tops: str) -> tuple[Path, ...]:
    files = {path for top in tops for path in (ROOT / top).rglob("*.py")} | {ROOT / "main.py"}
    return tuple(sorted(path for path in files if "versions" not in path.parts))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _place(path: Path, node: ast.AST | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return f"{name}:{getattr(node, 'lineno', 1)}"


def _nodes(*tops: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in _sources(*tops):
        for node in ast.walk(_tree(path)):
            yield path, node


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_short() -> None:
    long = [
        f"{_place(path)}: {count} lines"
        for path in _sources("app", "ui")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LINES_A_FILE
    ]
    assert long == []


def test_classes_are_small() -> None:
    large = []
    for path, node in _nodes("app", "ui"):
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(each, FUNCTIONS) for each in node.body)
            if _length(node) > LINES_A_CLASS or methods > METHODS_A_CLASS:
                large.append(
                    f"{_place(path, node)} {node.name}: {_length(node)} lines, {methods} methods"
                )
    assert large == []


def _arguments(function: Function) -> list[str]:
    told = function.args
    named = [*told.posonlyargs, *told.args, *told.kwonlyargs, told.vararg, told.kwarg]
    return [each.arg for each in named if each and each.arg not in ("self", "cls")]


def test_functions_are_short_and_take_few_arguments() -> None:
    large = [
        f"{_place(path, node)} {node.name}: {_length(node)} lines, {_arguments(node)}"
        for path, node in _nodes("app", "ui")
        if isinstance(node, FUNCTIONS)
        and (_length(node) > LINES_A_FUNCTION or len(_arguments(node)) > ARGUMENTS)
    ]
    assert large == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    if isinstance(node, ast.ImportFrom):
        return [str(node.module)]
    if isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
        return [each.value if isinstance(each, ast.Constant) else "?" for each in node.args[:1]]
    return []


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_imports_stand_at_the_top_but_for_a_few() -> None:
    late = {
        (path.relative_to(ROOT).as_posix(), name)
        for path, function in _nodes("app", "ui")
        if isinstance(function, FUNCTIONS)
        for node in ast.walk(function)
        for name in _imported(node)
    }
    assert late == set(LATE_IMPORTS)


def _shortcut(node: ast.AST) -> str:
    if isinstance(node, ast.Global):
        return "global"
    if isinstance(node, ast.Attribute) and node.attr in ("blockSignals", "processEvents"):
        return node.attr
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "qtbot.wait":
        return "qtbot.wait("
    if isinstance(node, ast.ClassDef) and any(
        ast.unparse(base).endswith("QThread") for base in node.bases
    ):
        return "a QThread subclass"
    return ""


def test_nobody_takes_the_shortcuts_that_cost_later() -> None:
    taken = [
        f"{_place(path, node)}: {_shortcut(node)}"
        for path, node in _nodes("app", "ui", "tests")
        if _shortcut(node)
    ]
    assert taken == []


def test_classes_are_nouns_of_the_desk() -> None:
    vague = re.compile(r"(Managers?|Helpers?|Utils?|Utilit(y|ies)|Handlers?|Data|Info)\Z")
    found = [
        f"{_place(path, node)} {node.name}"
        for path, node in _nodes("app", "ui")
        if isinstance(node, ast.ClassDef) and vague.search(node.name)
    ]
    assert found == []


def _steps() -> set[str]:
    files = (ROOT / "resources" / "workflows").glob("*.toml")
    found = [tomllib.loads(file.read_text(encoding="utf-8"))["step"] for file in files]
    return {step["key"] for steps in found for step in steps}


def _docstrings(tree: ast.Module) -> set[int]:
    bodies = (
        node.body
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS))
    )
    return {
        id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)
    }  # fmt: skip


def test_code_names_no_step_of_a_workflow() -> None:
    steps = _steps()
    assert len(steps) > 2
    named = [
        f"{_place(path, node)}: {node.value}"
        for path in _sources("app", "ui")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Constant)
        and node.value in steps
        and id(node) not in _docstrings(_tree(path))
    ]
    for path in (ROOT / "app" / "db" / "guards").rglob("*.sql"):
        quoted = set(re.findall(r"'([^']*)'", path.read_text(encoding="utf-8")))
        named += [f"{_place(path)}: {step}" for step in quoted & steps]
    assert named == []


# Errors whose first argument is the sentence itself.
SENTENCES = {
    name
    for name, kind in vars(errors).items()
    if inspect.isclass(kind) and issubclass(kind, errors.DeskError) and "__init__" not in vars(kind)
}  # fmt: skip
PRINTING = ("print", "echo", "secho", "print_line", "write", "add_column", "add_row", "rule")


def _is_bare(node: ast.AST) -> bool:
    """Say whether an expression is, or is put together from, words that did not go through `tr`."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and any(map(str.isalpha, node.value))
    if isinstance(node, ast.JoinedStr):
        return any(map(_is_bare, node.values))
    if isinstance(node, ast.BinOp | ast.IfExp | ast.BoolOp):
        return any(map(_is_bare, ast.iter_child_nodes(node)))
    if isinstance(node, ast.Call) and _called(node) in ("format", "join"):
        return _is_bare(node.func)
    return isinstance(node, ast.Attribute) and _is_bare(node.value)


def _bare_sentences(path: Path, call: ast.Call) -> Iterator[ast.AST]:
    if _called(call) in SENTENCES or (
        path.name.endswith("errors.py") and ast.unparse(call.func) == "super().__init__"
    ):
        yield from filter(_is_bare, call.args)
    if path.is_relative_to(ROOT / "app" / "cli"):
        if _called(call) in PRINTING:
            yield from filter(_is_bare, call.args)
        yield from (
            each.value for each in call.keywords if each.arg == "help" and _is_bare(each.value)
        )


def test_every_text_a_person_sees_goes_through_the_catalogue() -> None:
    assert "InvalidValue" in SENTENCES
    bare = [
        f"{_place(path, node)}: {ast.unparse(text)}"
        for path, node in _nodes("app", "ui")
        if isinstance(node, ast.Call)
        for text in _bare_sentences(path, node)
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("code", "is_bare"),
    [
        ("InvalidValue('No.')", True),
        ("errors.NotFound(f'{x} is gone')", True),
        ("InvalidValue('No ' + tr('way.'))", True),
        ("Refused(' and '.join(x))", True),
        ("InvalidValue('{x} is gone'.format(x=x))", True),
        ("typer.Option(help='Which one.')", True),
        ("print_line(x or 'Nothing')", True),
        ("InvalidValue(tr('No.'))", False),
        ("InvalidValue(f'{one} {tr(other)}')", False),
        ("NeedsMissing('triage', x)", False),
        ("print_line(f'  {x}: {y}')", False),
        ("typer.Option(help=tr('Which one.'), metavar='FILE')", False),
    ],
)
def test_the_check_for_texts_can_tell(code: str, is_bare: bool) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert any(_bare_sentences(ROOT / "app" / "cli" / "one.py", call)) is is_bare


def test_every_command_has_a_help_that_is_translated() -> None:
    # Without one, typer shows the docstring, which is in no catalogue.
    untold = [
        _place(path, node)
        for path, node in _nodes("app")
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("app.command", "app.callback")
        and "help" not in {each.arg for each in node.keywords}
    ]
    assert untold == []


def _modules(top: str) -> list[str]:
    paths = [path.relative_to(ROOT).with_suffix("") for path in (ROOT / top).rglob("*.py")]
    return sorted(".".join(path.parts).removesuffix(".__init__") for path in paths)


@pytest.mark.parametrize(
    ("imported", "unwanted"),
    [("app.cli.application, app.desk", "PySide6"), (", ".join(_modules("ui")), "sqlalchemy")],
)
def test_the_wall_stands_at_run_time(imported: str, unwanted: str) -> None:
    code = f"import sys\nimport {imported}\nassert {unwanted!r} not in sys.modules, 'the wall'"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


# What stands in a checkout and is not the project's.
ASIDE = re.compile(
    r"\.git$|\.venv$|__pycache__$|build$|dist$|\.\w+_cache$|\.hypothesis$|\.egg-info$"
)


@pytest.fixture(scope="module")
def tracked() -> list[tuple[str, str]]:
    found = []
    for path in ROOT.rglob("*"):
        name = path.relative_to(ROOT)
        if path.is_file() and not any(map(ASIDE.match, name.parts)):
            with contextlib.suppress(UnicodeDecodeError):
                found.append((name.as_posix(), path.read_text(encoding="utf-8")))
    return found


def _found(tracked: Iterable[tuple[str, str]], pattern: str) -> set[tuple[str, str]]:
    return {(name, match[1]) for name, text in tracked for match in re.finditer(pattern, text)}


def test_no_file_names_a_place_on_somebodys_machine(tracked: list[tuple[str, str]]) -> None:
    assert tracked
    assert _found(tracked, r"(?<![\w./}])(/(?:root|home|work|tmp)/\S*)") == set()


def _is_nobodys(host: str) -> bool:
    is_example = host.endswith((".example", ".test", ".invalid")) or host in (
        "example.com",
        "example.org",
    )
    is_address = re.fullmatch(r"(127|10|192\.168|192\.0\.2|198\.51\.100|203\.0\.113)(\.\d+)+", host)
    return is_example or bool(is_address) or host in ("localhost", "host") or host in PUBLIC_HOSTS


def test_no_file_names_a_host_of_somebodys(tracked: list[tuple[str, str]]) -> None:
    hosts = _found(tracked, r"\w://(?:[^\s/@\"'{}]*@)?([\w-]+(?:\.[\w-]+)+)")
    hosts |= _found(tracked, r"\w@([\w-]+(?:\.[\w-]+)+)")
    assert hosts
    assert {(name, host) for name, host in hosts if not _is_nobodys(host.lower())} == set()
