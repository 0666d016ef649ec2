"""Imports go to the left only and never in a circle, files stay small, and the one broad except stays where it is."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from support import ROOT

PACKAGE = ROOT / "lint_cmm"
FILES = sorted(p for p in PACKAGE.rglob("*.py"))
LINES = 400
# Each room may import from those before it; docs/architecture.md says what stands in each.
ROOMS = ("__init__", "kit", "messages", "errors", "package", "model", "notation", "data", "outline", "checks")
ROOMS += ("findings", "settings", "filters", "rulebook", "engine", "config", "reporters", "word", "pool", "batch", "commands", "__main__")
MODULES = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in FILES}
LXML = ("package", "model", "word")
WORD = ("word", "batch", "notation")  # they write Word files


def room(path: Path) -> str:
    """The room a file stands in: its folder below the package, or its own name."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def imports(path: Path) -> list[str]:
    """All modules that a file imports, wherever it does; typing-only ones left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {n for i in ast.walk(tree) if isinstance(i, ast.If) and "TYPE_CHECKING" in ast.dump(i.test) for n in ast.walk(i)}
    found = []
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [part if part in MODULES else node.module for part in parts]
    return found


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=names)
def test_imports_go_to_the_left(path: Path) -> None:
    own = room(path)
    assert own in ROOMS, f"say in ROOMS where {own} stands"
    for module in imports(path):
        if module in MODULES:
            other = room(MODULES[module])
            assert ROOMS.index(other) <= ROOMS.index(own), f"{own} imports {module}"


def test_rooms_are_all_there() -> None:
    assert set(ROOMS) == {room(path) for path in FILES}


def test_no_imports_go_round_in_a_circle() -> None:
    TopologicalSorter({name: set(imports(path)) - {name} for name, path in MODULES.items()}).prepare()


@pytest.mark.parametrize("path", FILES, ids=names)
def test_only_reading_and_writing_rooms_see_xml(path: Path) -> None:
    for library, rooms in (("lxml", LXML), ("docx", WORD)):
        assert room(path) in rooms or library not in [m.split(".")[0] for m in imports(path)]


@pytest.mark.parametrize("path", [*FILES, *sorted((ROOT / "tests").rglob("*.py"))], ids=names)
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").split("\n")) <= LINES


def test_broad_excepts_stand_only_at_the_boundary() -> None:
    broad = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            caught = ast.unparse(node.type) if isinstance(node, ast.ExceptHandler) and node.type else ""
            if isinstance(node, ast.ExceptHandler) and (node.type is None or caught in ("Exception", "BaseException")):
                broad.append(names(path))
    assert broad == ["lint_cmm/engine/underway.py"]


@pytest.mark.parametrize("path", [p for p in FILES if room(p) in ("model", "outline", "checks")], ids=names)
def test_one_check_takes_kept_patterns_and_quick_records(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s*import re$", text, re.M), "from lint_cmm.kit import patterns as re"
    assert not re.search(r"^from typing import .*\bNamedTuple\b", text, re.M), "from lint_cmm.kit.records import NamedTuple"
