"""The house rules that no linter knows. Each test lists every place that breaks its rule."""

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["meetings", "delegations", "uncac_portal"]
FILES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TREES = {path: ast.parse(path.read_text()) for path in [*FILES, *TESTS]}
MOST_LINES = 300

Function = ast.FunctionDef | ast.AsyncFunctionDef


def place(path: Path, node: ast.AST | None = None) -> str:
    name = str(path.relative_to(ROOT))
    return f"{name}:{node.lineno}" if node else name


def functions_in(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def subjects(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}


# Imports


def test_imports_stand_at_the_top_of_the_file():
    """Django wants two exceptions: an app that is ready, and a program that sets Django up."""
    inside = [
        place(path, node)
        for path, tree in TREES.items()
        for function in functions_in(tree)
        if (path.name, function.name) not in {("apps.py", "ready"), ("__main__.py", "main")}
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_imports_are_written_in_full():
    relative = [
        place(path, node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_no_module_beside_a_program_hides_one_of_the_standard_library():
    """`uncac_portal/start.py` runs as a program: its folder is where Python looks first."""
    assert subjects("uncac_portal") & set(sys.stdlib_module_names) == set()


# Size


def test_a_file_is_read_in_one_sitting():
    files = [*FILES, *(ROOT / "templates").rglob("*.*")]
    lengths = {place(path): len(path.read_text().splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


# One subject, one name


@pytest.mark.parametrize("app", ["meetings", "delegations"])
def test_every_subject_has_its_model_its_questions_and_its_tests_under_one_name(app):
    models = subjects(f"{app}/models")
    assert subjects(f"{app}/querysets") == models
    tested = {name.removeprefix("test_") for name in subjects(f"tests/{app}")}
    assert models - tested == set()


def test_the_ground_floor_asks_only_about_its_models():
    models = subjects("meetings/records/models")
    # Every record has languages, is somebody's, may have come too late to have been public, and is
    # told in cells.
    every = {"cells", "languages", "latecomers", "reach"}
    assert subjects("meetings/records/querysets") - models == every


# A room shows a subject of another app, or one that is less than a model, under that name.
OTHER_ROOMS = {
    "meetings/admin": {"changes", "copying", "import_forms", "journal", "pastes", "pasting"},
    "meetings/filters": {"choices", "sources"},
    "meetings/views": {"calendars", "changes", "converters", "sources"},
    "delegations/admin": {"meetings", "overview", "pasting", "personal_data"},
    "delegations/filters": {"choices", "participants", "taking_part"},
    "delegations/views": {"changes", "programme"},
}


@pytest.mark.parametrize("folder", OTHER_ROOMS)
def test_what_is_shown_has_the_name_of_what_is_true(folder):
    app = folder.partition("/")[0]
    assert subjects(folder) - subjects(f"{app}/models") - OTHER_ROOMS[folder] == set()


@pytest.mark.parametrize("folder", OTHER_ROOMS)
def test_every_exception_to_one_subject_one_name_is_still_needed(folder):
    assert OTHER_ROOMS[folder] - subjects(folder) == set()


# Docstrings


def says_enough_by_its_name(node: Function | ast.ClassDef) -> bool:
    """Whether it is private, declares what a model's name says, or has one or two statements."""
    if node.name.startswith("_") or node.name == "main":
        return True
    if isinstance(node, ast.ClassDef):
        only_declares = not any(isinstance(part, Function) for part in node.body)
        if only_declares or node.name.endswith(("Admin", "Inline", "Form", "Filter")):
            return True
    return sum(isinstance(part, ast.stmt) for part in ast.walk(node)) - 1 <= 2


def says_it_elsewhere(method: Function, inherited: set[str]) -> bool:
    """Whether it overrides or calls another of its name, or bears the words that staff read."""
    called = {part.attr for part in ast.walk(method) if isinstance(part, ast.Attribute)}
    decorators = [part for part in method.decorator_list if isinstance(part, ast.Call)]
    words = {keyword.arg for decorator in decorators for keyword in decorator.keywords}
    return method.name in inherited | called or "description" in words


def without_docstring(path: Path) -> list[str]:
    """What a module defines and does not explain.

    A command may leave it to its `help`.
    """
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    silent = []
    for node in TREES[path].body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        nodes = [node]
        if isinstance(node, ast.ClassDef):
            definition = getattr(module, node.name)
            inherited = {name for base in definition.__mro__[1:] for name in vars(base)}
            methods = [part for part in node.body if isinstance(part, Function)]
            nodes = [method for method in methods if not says_it_elsewhere(method, inherited)]
            if "help" not in vars(definition):
                nodes.append(node)
        silent += [
            f"{place(path, node)} {node.name}"
            for node in nodes
            if not says_enough_by_its_name(node) and not ast.get_docstring(node)
        ]
    return silent


@pytest.mark.parametrize("package", PACKAGES)
def test_every_function_and_class_says_what_it_is_for(package):
    paths = [path for path in FILES if path.is_relative_to(ROOT / package)]
    assert [line for path in paths for line in without_docstring(path)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_says_what_it_is_for(package):
    """A module of one class may leave it to the class."""
    silent = [
        place(path)
        for path in FILES
        if path.is_relative_to(ROOT / package) and TREES[path].body
        if not ast.get_docstring(TREES[path])
        and not any(
            isinstance(node, ast.ClassDef) and ast.get_docstring(node) for node in TREES[path].body
        )
    ]
    assert silent == []
