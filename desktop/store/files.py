"""Attachments: photographs and papers, encrypted under `files/`, each stored once under an address made of its content.

The address is an HMAC under a key of this office, so nobody without it can tell whether a known file lies here.
What the folder does show is how many files there are, how large, and when each was written.

The keys come from the office keys this office has had, and are kept in its database: a new office key adds one for
what is attached from then on, and what was attached before stays readable as it is.
"""

import hmac
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

from desktop.models.attachment import Attachment
from desktop.models.base import Record
from desktop.models.refusal import Refusal
from desktop.store.faults import Damaged, told_plainly
from desktop.store.folder import PRIVATE_FOLDER
from desktop.store.slots_file import put_in_place, stage
from desktop.store.tables import read_state
from desktop.store.writing import WritingSession

LARGEST_FILE = 50 * 1024 * 1024
LONGEST_NAME = 200
MAGIC = b"CGF1"
NONCE_BYTES = 12
KEY_BYTES = 32
FILES_KEYS = "files_keys"  # in the table `state`: hex, the newest first
_ADDRESS = re.compile(r"[0-9a-f]{64}")
_OFFICE_PAPERS = {
    b"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.[a-z-]{1,40}")
_OTHER = "application/octet-stream"


class FileShelf:
    """The attachments of one office. Safe to use from any thread; `put` is done once the bytes are durable."""

    def __init__(self, folder: Path, *keys: bytes) -> None:
        """`folder` is the office's `files/`; it is made when the first file comes.

        `keys` are as `files_key` gives them: the first stores, all open. Without any, files are only found.
        """
        self._folder = folder
        self._keys = [(key[:KEY_BYTES], AESGCM(key[KEY_BYTES:])) for key in keys]

    def put(self, data: bytes) -> str:
        """Store content durably, once, and give its address. Call it before the row that names it is committed."""
        if len(data) > LARGEST_FILE:
            raise Refusal(
                f"The file has {len(data) // 1024**2} MB, and an attachment at most {LARGEST_FILE // 1024**2} MB. "
                "Make it smaller, or keep it elsewhere and note where."
            )
        address = hmac.digest(self._keys[0][0], data, "sha256").hex()
        if not self.is_sound(address):
            self._write(address, data)
        return address

    def get(self, address: str) -> bytes:
        """The content at an address. Refusal when it is not here, Damaged when it is not what was stored."""
        path = self.path(address)
        with told_plainly(path):
            try:
                stored = path.read_bytes()
            except FileNotFoundError:
                raise Refusal(f"There is no {path}. Bring the folder files back from a backup.") from None
        data = self._open(address, stored)
        if data is None:
            raise Damaged(f"{path} is damaged. Bring the folder files back from a backup; nothing else is lost.")
        return data

    def addresses(self) -> Iterator[str]:
        """Every address that has a file, in order, sound or not."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/*")):
            if _ADDRESS.fullmatch(path.name):
                yield path.name

    def has(self, address: str) -> bool:
        """Whether a file lies at an address, without reading it."""
        return _ADDRESS.fullmatch(address) is not None and self.path(address).is_file()

    def is_sound(self, address: str) -> bool:
        """Whether the content at an address is there and is what was stored."""
        try:
            return self.has(address) and self._open(address, self.path(address).read_bytes()) is not None
        except OSError:
            return False

    def path(self, address: str) -> Path:
        """Where the encrypted bytes lie. ValueError for what is no address."""
        if not _ADDRESS.fullmatch(address):
            raise ValueError("not the address of an attachment")
        return self._folder / address[:2] / address

    def _open(self, address: str, stored: bytes) -> bytes | None:
        nonce, sealed = stored[len(MAGIC) :][:NONCE_BYTES], stored[len(MAGIC) + NONCE_BYTES :]
        if not stored.startswith(MAGIC) or len(nonce) < NONCE_BYTES:
            return None
        for _, cipher in self._keys:
            with suppress(InvalidTag):
                return cipher.decrypt(nonce, sealed, address.encode())
        return None

    def _write(self, address: str, data: bytes) -> None:
        path = self.path(address)
        nonce = os.urandom(NONCE_BYTES)
        with told_plainly(path):
            make_folder(self._folder)
            make_folder(path.parent)
            staged = stage(path, MAGIC + nonce + self._keys[0][1].encrypt(nonce, data, address.encode()))
            try:
                if self._open(address, staged.read_bytes()) != data:
                    raise Damaged(
                        f"{path.parent} does not keep what is written to it. Check the disk; nothing changed."
                    )
                put_in_place(staged, path)
            except BaseException:
                staged.unlink(missing_ok=True)
                raise


def shelf_of(connection: Connection, folder: Path, office_key: bytes) -> FileShelf:
    """The attachments of an open office; `folder` is its `files/`."""
    return FileShelf(folder, *files_keys(connection, office_key))


def files_keys(connection: Connection, office_key: bytes) -> list[bytes]:
    """The keys of an office's attachments, the newest first; an office of before they were kept has had one key."""
    kept = read_state(connection, FILES_KEYS)
    return [bytes.fromhex(key) for key in kept.split()] if kept else [files_key(office_key)]


def files_key(office_key: bytes) -> bytes:
    """The 64 bytes that name and encrypt what is attached while an office has this key."""
    return _key_for("address", office_key) + _key_for("content", office_key)


def attach(session: WritingSession, shelf: FileShelf, record: Record, name: str, data: bytes) -> Attachment:
    """Put a file on a record: its bytes are durable before the row is. The content tells its type, not the name."""
    if record.id is None:
        session.add(record)
        session.flush()
    attachment = Attachment(
        name=bare_name(name),
        media_type=media_type(data),
        size=len(data),
        address=shelf.put(data),
        record_kind=record.kind,
        record_id=record.id,
    )
    session.add(attachment)
    return attachment


def bare_name(name: str) -> str:
    """A file's own name: no folders, nothing unprintable, at most 200 letters with its ending kept."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    bare = "".join(
        " " if c.isspace() else c for c in last if c.isspace() or not unicodedata.category(c).startswith("C")
    )
    bare = " ".join(bare.split())
    if len(bare) > LONGEST_NAME:
        stem, dot, ending = bare.rpartition(".")
        kept = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
        bare = bare[: LONGEST_NAME - len(kept)] + kept
    return bare if bare.strip(". ") else "file"


def media_type(data: bytes) -> str:
    """The type of a file by its content; what is not known is plain bytes and is never opened by us."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _office_paper(data)
    return "text/plain" if _is_text(data) else _OTHER


def _office_paper(data: bytes) -> str:
    """By the names in the archive's directory at its end; the archive itself is not opened."""
    if data[30:38] == b"mimetype" and (found := _OPEN_DOCUMENT.match(data, 38)):
        return found[0].decode()
    if b"[Content_Types].xml" in data:
        for name, type_ in _OFFICE_PAPERS.items():
            if name in data:
                return type_
    return _OTHER


def _is_text(data: bytes) -> bool:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(words) and not any(c < " " and c not in "\t\n\r\f" for c in words)


def make_folder(folder: Path) -> None:
    """Make a folder only this account may enter, durably; one that is there is fine."""
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True)
    except FileExistsError:
        return
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    if os.name != "nt":  # Windows cannot open a folder to sync it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _key_for(purpose: str, office_key: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, None, f"Common Ground files 1 {purpose}".encode()).derive(office_key)
