"""What we stand on is named, pinned and licensed, and no file says where it is downloaded from."""

import re
import tomllib
from pathlib import Path

import pytest

from desktop.models.spelling import Language

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^([a-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.[to]tf"))
DICTIONARIES = sorted((ROOT / "resources" / "spelling").glob("*.dic"))
BUILD_FILES = [
    ROOT / name for name in ("requirements.txt", "requirements-dev.txt", "Makefile", "pyproject.toml", ".ci/run")
] + sorted(path for path in (ROOT / "installer").rglob("*") if path.suffix in {".sh", ".toml", ".cfg", ".txt"})


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def test_every_runtime_package_is_in_the_notices_with_its_version() -> None:
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([0-9][^ ]*) \|", notices, re.MULTILINE))
    assert listed == pins("requirements.txt")


def test_every_dependency_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for file, wanted in (
        ("requirements.txt", project["project"]["dependencies"]),
        ("requirements-dev.txt", project["dependency-groups"]["dev"]),
    ):
        names = {re.split(r"[<>=~!\[; ]", line, maxsplit=1)[0] for line in wanted}
        assert names <= pins(file).keys(), f"run `make lock`: {file}"


def test_the_checks_run_on_the_versions_the_program_runs_on() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("path", BUILD_FILES, ids=lambda path: path.name)
def test_no_build_file_names_a_package_index(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert re.findall(r"(?<!no-emit-)index-url|find-links|trusted-host", text) == []


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.name)
def test_each_font_has_its_licence_beside_it(font: Path) -> None:
    family = font.stem.split("-")[0].removesuffix("Display")
    licence = (font.parent / f"LICENSE-{family}.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    assert font.name in (font.parent / "README.md").read_text(encoding="utf-8")


def test_there_are_fonts_within_their_budget() -> None:
    assert FONTS
    assert sum(font.stat().st_size for font in FONTS) < 12_000_000


@pytest.mark.parametrize("dictionary", DICTIONARIES, ids=lambda path: path.stem)
def test_each_dictionary_has_its_licence_beside_it(dictionary: Path) -> None:
    licence = dictionary.with_name(f"LICENSE-{dictionary.stem}.txt").read_text(encoding="utf-8")
    assert "icen" in licence
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    assert f"`{dictionary.stem}.*`" in notices
    for named in re.findall(r"`(LICENSE-[^`]+)`", notices.split("## Dictionaries")[1]):
        assert dictionary.with_name(named).exists()


def test_there_is_a_dictionary_for_each_language_that_is_offered() -> None:
    assert {path.stem for path in DICTIONARIES} == {language.file for language in Language}
