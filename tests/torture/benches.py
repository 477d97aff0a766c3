"""Fixtures: an office with a meeting in it, for tests that run verbs. Modules name this file in `pytest_plugins`."""

import shutil
from pathlib import Path

import pytest

from tests.verbs.harness import Bench, furnished


@pytest.fixture(scope="session")
def furnished_office(template_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template with one meeting in it; copied, never opened by a test."""
    root = tmp_path_factory.mktemp("furnished") / "office"
    shutil.copytree(template_office, root)
    furnished(root)
    return root


@pytest.fixture
def bench(furnished_office: Path, tmp_path: Path) -> Bench:
    """An office of this test's own, with one meeting and three lines."""
    aside = tmp_path / "aside"
    aside.mkdir()
    shutil.copytree(furnished_office, tmp_path / "office")
    return Bench(tmp_path / "office", aside)
