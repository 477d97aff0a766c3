"""A file that somebody names is read whole or refused in one sentence; no pipe is waited for."""

import os
import sys
from pathlib import Path

import pytest

from desktop.exchange.given_file import MEGABYTE, read_given
from desktop.models.refusal import Refusal


def read(path: Path) -> str:
    return read_given(path, megabytes=1, too_large="Cut it.")


def test_text_comes_whole_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"\xef\xbb\xbfN\xc3\xa3o\r\n\x00end")
    assert read(path) == "Não\r\n\x00end"
    path.write_bytes(b"x" * MEGABYTE)
    assert len(read(path)) == MEGABYTE


@pytest.mark.parametrize(
    ("content", "told"), [(b"x" * (MEGABYTE + 1), "larger than 1 MB. Cut it."), (b"\xff\xfe", "not UTF-8 text")]
)
def test_what_is_too_large_or_no_text_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=told):
        read(path)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "notes.txt"
    os.mkfifo(pipe)
    with pytest.raises(Refusal, match=r"pipe or a device.*Save what it gives"):
        read(pipe)
    with pytest.raises(Refusal, match="pipe or a device"):
        read(Path("/dev/zero"))
