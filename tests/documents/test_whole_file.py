"""A document is there whole or not at all, and an older one is never lost to a short one."""

import errno
import os
import stat
from pathlib import Path

import pytest

from desktop.documents.whole_file import whole_file
from desktop.models.refusal import Refusal


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")
    path.chmod(0o640)
    with whole_file(path) as made:
        made.write_text("new")
        made.with_name("side").write_text("beside")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == {"list.csv"}


@pytest.mark.parametrize("error", [ValueError("ours"), KeyboardInterrupt(), Refusal("no")])
def test_after_an_error_the_old_file_stays_and_nothing_else(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")

    def write_half() -> None:
        with whole_file(path) as made:
            made.write_text("half")
            raise error

    with pytest.raises(type(error)):
        write_half()
    assert path.read_text() == "old"
    assert names(tmp_path) == {"list.csv"}


def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"

    def fill() -> None:
        with whole_file(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(Refusal, match=r"is full\. list\.csv is as it was"):
        fill()
    assert not names(tmp_path)


def test_other_errors_of_the_system_are_not_hidden(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_file(tmp_path / "list.csv"):
            raise OSError(errno.EIO, "broken")

    with pytest.raises(OSError, match="broken"):
        fail()


@pytest.mark.parametrize("place", ["missing/list.csv", "folder", "long" * 100])
def test_a_place_that_takes_no_file_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()

    def write() -> None:
        with whole_file(tmp_path / place) as made:
            made.write_text("x")

    with pytest.raises(Refusal):
        write()
    assert names(tmp_path) == {"folder"}


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    with whole_file(tmp_path / "link.csv") as made:
        made.write_text("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"
