"""One backup in one file: a stored zip whose last 64 bytes are the SHA-256 of everything before them.

`manifest.json` says in clear what the lock screen shows anyway (office, when, how far the journal was) and the digest
of every member; what only members of the office may know (how many rows of what) is sealed with the office key, and
the seal is bound to the rest, so with the key a forged manifest is found as well.
"""

import hashlib
import json
import os
import re
import struct
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from desktop.models.refusal import Refusal
from desktop.store.faults import Damaged
from desktop.store.folder import DATABASE, FILES
from desktop.store.slots_file import COPIES, canonical, seal, subkey, unseal

FORMAT = 1
ENDING = ".cgbackup"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 64 * 1024 * 1024
CHUNK = 1024 * 1024
DIGEST_BYTES = 64
NONCE_BYTES = 12
_ATTACHMENT = re.compile(rf"{FILES}/([0-9a-f]{{2}})/\1[0-9a-f]{{62}}")
_ADDRESS = re.compile(r"[0-9a-f]{64}")
_NOT_OURS: tuple[type[Exception], ...] = (zipfile.BadZipFile, struct.error, ArithmeticError, AttributeError, EOFError)
_NOT_OURS += (LookupError, OSError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the backup."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself. `attachments` names all of them, `missing` those that were already lost."""

    office_id: str
    office_name: str
    made_at: datetime
    why: str
    schema: str
    journal_count: int
    journal_head: str
    attachments: tuple[str, ...]
    missing: tuple[str, ...] = ()
    members: dict[str, Member] = field(default_factory=dict)
    sealed: str = ""

    def to_json(self) -> dict[str, Any]:
        """As it is written, except for the seal."""
        content = asdict(self) | {"format": FORMAT, "made_at": self.made_at.isoformat()}
        del content["sealed"]
        return content

    def to_bytes(self) -> bytes:
        """The file as it is written."""
        return canonical(self.to_json() | {"sealed": self.sealed})

    def seal_counts(self, key: bytes, counts: dict[str, int]) -> str:
        """The row counts, sealed with the office key and bound to everything else the manifest says."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = seal(subkey(key, "backup manifest"), nonce, canonical(counts), _plain(self.to_json()))
        return b64encode(nonce + sealed).decode()

    def open_counts(self, key: bytes) -> dict[str, int]:
        """The row counts; NotOpenedError with another office's key or when anything in the manifest was changed."""
        raw = b64decode(self.sealed)
        about = _plain(self.to_json())
        plain = unseal(subkey(key, "backup manifest"), raw[:NONCE_BYTES], raw[NONCE_BYTES:], about)
        counts: dict[str, int] = json.loads(plain)
        return counts

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read one; Refusal for a newer format, KeyError, TypeError or ValueError for what is none."""
        content = json.loads(raw)
        if content.pop("format") > FORMAT:
            raise Refusal("The backup was made by a newer version of Common Ground. Restore it with that version.")
        made_at = datetime.fromisoformat(content.pop("made_at"))
        if made_at.tzinfo is None:
            raise ValueError("a moment without its zone")
        members = {name: Member(int(m["size"]), str(m["sha256"])) for name, m in content.pop("members").items()}
        content |= {key: tuple(content[key]) for key in ("attachments", "missing")}
        addresses = content["attachments"] + content["missing"]
        if not all(map(_may_be_member, members)) or not all(map(_ADDRESS.fullmatch, addresses)):
            raise ValueError("a name that does not belong into a backup")
        if not {DATABASE, *COPIES} <= members.keys():
            raise ValueError("a backup without database or key slots")
        return cls(**content, made_at=made_at, members=members)


def _plain(content: Any) -> Any:
    """Through JSON and back, so that tuples and lists seal alike."""
    return json.loads(canonical(content))


def _may_be_member(name: str) -> bool:
    return name in (DATABASE, *COPIES) or _ATTACHMENT.fullmatch(name) is not None


class BackupWriter:
    """Writes one backup file, members first, the manifest and the digest last."""

    def __init__(self, path: Path, at: datetime) -> None:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
        self._file = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED)
        self._zip.comment = b"0" * DIGEST_BYTES
        self._at = at
        self.members: dict[str, Member] = {}

    def add(self, name: str, source: IO[bytes]) -> None:
        """Copy one member into the file."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(self._info(name), "w", force_zip64=True) as target:
            while part := source.read(CHUNK):
                digest.update(part)
                size += len(part)
                target.write(part)
        self.members[name] = Member(size, digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and the digest, and make all of it durable."""
        self._zip.writestr(self._info(MANIFEST), manifest.to_bytes())
        self._zip.close()
        self._file.flush()
        self._file.seek(0)
        digest = _digest_without_last(self._file, self._file.seek(0, os.SEEK_END))
        self._file.seek(-DIGEST_BYTES, os.SEEK_END)
        self._file.write(digest)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def give_up(self) -> None:
        """Close without finishing; the caller removes the file."""
        if not self._file.closed:
            self._zip.fp = None  # or it would write its directory when it is collected
            self._file.close()

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self._at.timetuple()[:6])
        info.external_attr = 0o600 << 16
        return info


def read_manifest(path: Path) -> Manifest:
    """The manifest alone, after a cheap look: directory and sizes fit. Damaged says what to do instead."""
    with _opened(path) as (_, manifest):
        return manifest


def verify_file(path: Path) -> Manifest:
    """Read every byte: Damaged when one is missing or was changed, Refusal when a newer program made the file."""
    with _told_damaged(path), path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size <= DIGEST_BYTES:
            raise ValueError("too short")
        kept = _digest_without_last(file, size)
        if file.read(DIGEST_BYTES) != kept:
            raise ValueError("the digest does not fit")
    with _opened(path) as (archive, manifest), _told_damaged(path):
        for name in manifest.members:
            for _ in _checked_parts(archive, name, manifest.members[name]):
                pass
        return manifest


def unpack(path: Path, to: Path) -> Manifest:
    """Write the members of a verified backup into a folder, durably, comparing every digest once more."""
    with _opened(path) as (archive, manifest):
        for name, member in manifest.members.items():
            target = to.joinpath(*name.split("/"))
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as file:
                with _told_damaged(path, but=OSError):
                    for part in _checked_parts(archive, name, member):
                        file.write(part)
                file.flush()
                os.fsync(file.fileno())
        return manifest


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    with _told_damaged(path):
        archive = zipfile.ZipFile(path)
    with archive:
        with _told_damaged(path):
            manifest = _manifest_of(archive)
        yield archive, manifest


def _manifest_of(archive: zipfile.ZipFile) -> Manifest:
    infos = {info.filename: info for info in archive.infolist()}
    if len(archive.comment) != DIGEST_BYTES or len(infos) != len(archive.infolist()):
        raise ValueError("not as this program writes it")
    if infos[MANIFEST].file_size > LARGEST_MANIFEST:
        raise ValueError("too long")
    manifest = Manifest.from_bytes(archive.read(infos.pop(MANIFEST)))
    sizes = {name: info.file_size for name, info in infos.items() if info.compress_type == zipfile.ZIP_STORED}
    if sizes != {name: member.size for name, member in manifest.members.items()}:
        raise ValueError("the members do not fit the manifest")
    return manifest


def _checked_parts(archive: zipfile.ZipFile, name: str, member: Member) -> Iterator[bytes]:
    digest = hashlib.sha256()
    with archive.open(name) as source:
        while part := source.read(CHUNK):
            digest.update(part)
            yield part
    if digest.hexdigest() != member.sha256:
        raise ValueError("a member does not fit its digest")


def _digest_without_last(file: IO[bytes], size: int) -> bytes:
    """The hex digest of all but the last 64 bytes; leaves the file there."""
    digest, left = hashlib.sha256(), size - DIGEST_BYTES
    file.seek(0)
    while left > 0 and (part := file.read(min(CHUNK, left))):
        digest.update(part)
        left -= len(part)
    return digest.hexdigest().encode()


@contextmanager
def _told_damaged(path: Path, but: type[BaseException] | tuple[()] = ()) -> Iterator[None]:
    """Whatever goes wrong in reading a file that somebody else may have written is one sentence."""
    try:
        yield
    except but:
        raise
    except FileNotFoundError:
        raise Refusal(f"There is no {path}. Check the path.") from None
    except PermissionError:
        raise Refusal(f"{path} cannot be read. Ask for the right to it.") from None
    except _NOT_OURS as error:
        raise Damaged(
            f"{path} is not a whole backup: it was cut short or changed. Nothing was restored; use another backup."
        ) from error
