"""The sizes and the layers that keep the code readable."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("entries", "scoportal")
FILE_LINES = 400
FUNCTION_LINES = 50
TEMPLATE_LINES = 150


def sources() -> list[Path]:
    return [
        path
        for folder in CODE
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def in_tests(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_no_file_is_too_long():
    too_long = [
        place(path, count)
        for path in sources()
        if (count := line_count(path)) > FILE_LINES
    ]
    assert too_long == []


def test_no_function_is_too_long():
    too_long = [
        f"{place(path, node.lineno)} {node.name}"
        for path in sources()
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    ]
    assert too_long == []


def test_no_template_is_too_long():
    too_long = [
        place(path, count)
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if (count := line_count(path)) > TEMPLATE_LINES
    ]
    assert too_long == []


def test_imports_stand_at_the_top():
    inner = {
        place(path, node.lineno)
        for path in sources()
        if not in_tests(path)
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert sorted(inner) == []


def test_no_folder_is_a_drawer():
    drawers = {"utils", "helpers", "common", "services", "misc"}
    assert [path for path in sources() if path.stem in drawers] == []


def test_only_one_module_reads_the_environment():
    readers = {
        str(path.relative_to(ROOT))
        for path in sources()
        if not in_tests(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    # wsgi.py names the settings, as Django's own does.
    assert readers == {"scoportal/env.py", "scoportal/wsgi.py"}


def check_contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "entries",
        tmp_path / "entries",
        ignore=shutil.ignore_patterns("tests", "__pycache__"),
    )
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("site/broken.py", "import entries.desk.entry"),
        ("site/broken.py", "import entries.publishing"),
        ("api/broken.py", "import entries.desk.entry"),
        ("api/broken.py", "import entries.publishing"),
        ("pages/broken.py", "import entries.desk"),
        ("record/broken.py", "import entries.desk"),
        ("admin/broken.py", "import entries.site"),
        ("publishing/broken.py", "import entries.models"),
        ("record/broken.py", "import entries.inbox"),
        ("pages/broken.py", "import entries.inbox.report"),
        ("inbox/broken.py", "import entries.desk"),
        ("inbox/broken.py", "import entries.record.reading"),
    ],
)
def test_the_contracts_refuse_a_way_round(copy: Path, module: str, line: str):
    (copy / "entries" / module).write_text(f"{line}\n", encoding="utf-8")

    answer = check_contracts(copy)

    assert answer.returncode == 1
    assert f"entries.{module[:-3].replace('/', '.')} -> " in answer.stdout


def test_the_contracts_refuse_a_detour(copy: Path):
    detour = copy / "entries" / "documents" / "detour.py"
    detour.write_text("import entries.desk\n", encoding="utf-8")
    broken = copy / "entries" / "site" / "broken.py"
    broken.write_text("import entries.documents.detour\n", encoding="utf-8")

    answer = check_contracts(copy)

    assert answer.returncode == 1
    assert "entries.site.broken -> entries.documents.detour" in answer.stdout
