"""What import-linter cannot tell apart: which part of Qt a module imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

DESKTOP = Path(__file__).parent.parent / "desktop"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_store_knows_no_more_of_qt_than_qtcore() -> None:
    for path in (DESKTOP / "store").rglob("*.py"):
        for name in imported(path):
            if name.split(".")[0] in {"PySide6", "shiboken6"}:
                assert name.startswith("PySide6.QtCore"), f"{path.relative_to(DESKTOP)} imports {name}"
