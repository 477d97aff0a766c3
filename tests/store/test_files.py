"""Attachments: kept once, encrypted, under an address that tells nothing, and proved when they are read."""

import hashlib
import os
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.attachment import Attachment
from desktop.models.concern import Concern
from desktop.models.refusal import Refusal
from desktop.store import files
from desktop.store.faults import Damaged
from desktop.store.files import FileShelf, attach, bare_name, media_type
from desktop.store.opening import open_office
from desktop.store.writing import WritingSession
from tests.store.dying import PASSPHRASE, PHOTO, KilledError, killed_at, make_office

KEY, OTHER_KEY = bytes(range(64)), bytes(64)
LETTER = b"Dear neighbors, the lamp will be mended in May.\n" * 20


def only_file(folder: Path) -> Path:
    (found,) = (path for path in folder.rglob("*") if path.is_file())
    return found


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path / "files", KEY)
    addresses = [shelf.put(data) for data in (LETTER, PHOTO, b"")]
    assert [shelf.get(address) for address in addresses] == [LETTER, PHOTO, b""]
    assert list(shelf.addresses()) == sorted(addresses)
    assert all(map(shelf.is_sound, addresses))


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path, KEY)
    assert shelf.put(LETTER) == shelf.put(LETTER)
    before = only_file(tmp_path).read_bytes()
    FileShelf(tmp_path, KEY).put(LETTER)
    assert only_file(tmp_path).read_bytes() == before


def test_neither_words_nor_a_known_digest_can_be_read_in_the_folder(tmp_path: Path) -> None:
    address = FileShelf(tmp_path, KEY).put(LETTER)
    stored = only_file(tmp_path).read_bytes()
    assert b"neighbors" not in stored
    assert b"lamp" not in stored
    assert address not in (hashlib.sha256(LETTER).hexdigest(), FileShelf(tmp_path / "b", OTHER_KEY).put(LETTER))


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_this_account_may_read(tmp_path: Path) -> None:
    FileShelf(tmp_path / "files", KEY).put(LETTER)
    path = only_file(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)} == {0o700}


def test_every_changed_byte_is_found(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path, KEY)
    address = shelf.put(b"a short note")
    path = only_file(tmp_path)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert not shelf.is_sound(address)
        with pytest.raises(Damaged, match="damaged"):
            shelf.get(address)
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert not shelf.is_sound(address)


def test_a_file_under_another_name_is_not_taken_for_it(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path, KEY)
    first, second = shelf.put(LETTER), shelf.put(PHOTO)
    shelf.path(second).write_bytes(shelf.path(first).read_bytes())
    assert not shelf.is_sound(second)


def test_putting_again_mends_a_damaged_file(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path, KEY)
    address = shelf.put(LETTER)
    only_file(tmp_path).write_bytes(b"CGF1")
    assert shelf.put(LETTER) == address
    assert shelf.get(address) == LETTER


def test_what_is_missing_or_was_never_an_address_is_told(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path, KEY)
    with pytest.raises(Refusal, match=r"There is no .*Bring the folder files back"):
        shelf.get("ab" * 32)
    assert not shelf.is_sound("../../etc/passwd")
    assert not shelf.has("")
    with pytest.raises(ValueError, match="not the address"):
        shelf.path("../../etc/passwd")


def test_another_office_cannot_open_it(tmp_path: Path) -> None:
    address = FileShelf(tmp_path, KEY).put(LETTER)
    assert not FileShelf(tmp_path, OTHER_KEY).is_sound(address)


def test_too_large_a_file_is_refused_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 1024)
    with pytest.raises(Refusal, match="at most"):
        FileShelf(tmp_path, KEY).put(bytes(1025))
    assert not list(tmp_path.iterdir())


def test_a_kill_at_any_moment_leaves_the_whole_file_or_none(tmp_path: Path) -> None:
    for step in range(1, 50):
        folder = tmp_path / str(step)
        try:
            with killed_at(step) as calls:
                FileShelf(folder, KEY).put(LETTER)
        except KilledError:
            shelf = FileShelf(folder, KEY)
            assert all(map(shelf.is_sound, shelf.addresses()))
            assert shelf.get(shelf.put(LETTER)) == LETTER
        else:
            assert len(calls) > 4
            return
    pytest.fail("never came to its end")


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "ab").mkdir()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="is full"):
        FileShelf(tmp_path, KEY).put(LETTER)
    monkeypatch.undo()
    assert not list(FileShelf(tmp_path, KEY).addresses())


# On a record


def test_attaching_makes_a_row_and_its_file(tmp_path: Path) -> None:
    root = tmp_path / "office"
    make_office(root)
    store = open_office(root, PASSPHRASE)
    shelf = store.shelf
    with store.reading() as session:
        concern = session.query(Concern).first()
        photo = session.query(Attachment).one()
    assert concern is not None
    assert (photo.name, photo.media_type, photo.size) == ("lamp.png", "image/png", len(PHOTO))
    assert (photo.record_kind, photo.record_id) == ("concern", concern.id)
    assert shelf.get(photo.address) == PHOTO

    def again(session: WritingSession) -> int:
        letter = attach(session, shelf, Concern(title="A new one"), r"C:\Users\rosa\..\letter.txt", LETTER)
        same = attach(session, shelf, concern, "/tmp/lamp again.png", PHOTO)
        session.flush()
        assert letter.name == "letter.txt"
        assert letter.record_id
        assert same.address == photo.address
        return letter.id

    assert store.write("Attach", again).result()
    store.close()
    assert len(list(shelf.addresses())) == 2


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a b.pdf", "a b.pdf"),
        ("photo.jpg/", "photo.jpg"),
        ("a\x00b\u202egnp.exe", "abgnp.exe"),
        ("two\nlines\t.txt", "two lines .txt"),
        ("...", "file"),
        ("", "file"),
        ("é" * 300 + ".docx", "é" * 195 + ".docx"),
    ],
)
def test_a_name_loses_its_folders_and_what_cannot_be_seen(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@given(st.text())
def test_a_bare_name_is_never_a_path(name: str) -> None:
    bare = bare_name(name)
    assert 0 < len(bare) <= 200
    assert not set(bare) & {"/", "\\", "\0"}
    assert bare not in {".", ".."}


def zipped(*members: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for member in members:
            archive.writestr(member, "application/vnd.oasis.opendocument.text" if member == "mimetype" else "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "type_"),
    [
        (PHOTO, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"%PDF-1.7 ", "application/pdf"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), files._OFFICE_PAPERS[b"xl/workbook.xml"]),
        (zipped("[Content_Types].xml", "word/document.xml"), files._OFFICE_PAPERS[b"word/document.xml"]),
        (zipped("mimetype", "content.xml"), "application/vnd.oasis.opendocument.text"),
        (zipped("a.exe"), "application/octet-stream"),
        (LETTER, "text/plain"),
        ("Señora, 你好".encode(), "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"MZ\x90\x00", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_the_content_tells_the_type(data: bytes, type_: str) -> None:
    assert media_type(data) == type_
