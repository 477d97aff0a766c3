"""A locked PDF: nothing of it can be read without the passphrase, and all of it, with its tags, can be with it."""

from io import BytesIO

import pytest
from pypdf import PasswordType, PdfReader
from pypdf.errors import FileNotDecryptedError

from desktop.documents.locked import locked
from desktop.documents.minutes import write_minutes
from desktop.models.refusal import Refusal
from tests.documents.conftest import made_about
from tests.documents.samples import made_minutes

PASSPHRASE = "four plain words here"


@pytest.fixture(scope="module")
def clear() -> bytes:
    made = BytesIO()
    write_minutes(made_minutes(), made_about(), made)
    return made.getvalue()


def test_it_opens_with_the_passphrase_alone_and_is_aes_256(clear: bytes) -> None:
    reader = PdfReader(BytesIO(locked(clear, PASSPHRASE)))
    assert reader.is_encrypted
    rules = reader.trailer["/Encrypt"].get_object()
    assert (rules["/V"], rules["/R"], rules["/Length"]) == (5, 6, 256)  # type: ignore[index]
    with pytest.raises(FileNotDecryptedError):
        _ = reader.pages[0]
    assert reader.decrypt("wrong words") is PasswordType.NOT_DECRYPTED
    assert reader.decrypt(PASSPHRASE) is not PasswordType.NOT_DECRYPTED
    assert "Street lighting" in reader.pages[0].extract_text()
    assert {str(key) for key in reader.metadata or {}} == {"/Title", "/Author"}
    assert reader.root_object["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]


def test_nothing_of_it_stands_there_in_clear(clear: bytes) -> None:
    made = locked(clear, PASSPHRASE)
    for said in ("Street lighting", "Fernhill", "Alvarez"):
        assert said.encode() not in made
        assert said.encode("utf-16-be") not in made
        assert said.encode("utf-16-be").hex().upper().encode() not in made
    assert b"pypdf" not in made


def test_screen_readers_may_read_it(clear: bytes) -> None:
    """Matterhorn 26-002."""
    reader = PdfReader(BytesIO(locked(clear, PASSPHRASE)))
    rules = reader.trailer["/Encrypt"].get_object()
    assert rules["/P"] & (1 << 9)  # type: ignore[index]


def test_a_short_passphrase_is_refused(clear: bytes) -> None:
    with pytest.raises(Refusal):
        locked(clear, "short")
