"""The two files with an office's key slots, `keys.json` and `keys.copy.json`, and how their parts are sealed.

In clear stand format, office id and name, generation, time, and of each slot its id, kind, person, name, KDF
parameters and X25519 public key. All else is sealed; bytes are base64. Drawers stand under random ids, and
every slot has one box per drawer, empty or not, all of one size: the file tells nobody's role. What the
sealed parts mean, and against whom they hold, says `keys.py`.

A copy is valid when its bytes are the canonical form of its content (sorted JSON, indent 1, a line feed) and
`checksum` is the SHA-256 of the canonical form without it; this rule stays for every later format. The
checksum tells damage, not forgery: `SlotsFile.roster` does that.
"""

import hashlib
import json
import os
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

from desktop.models.refusal import Refusal
from desktop.store.office_files import KEY_COPIES, KEY_FORMAT

FORMAT = KEY_FORMAT
COPIES = KEY_COPIES
MAX_FILE_BYTES = 4 * 1024 * 1024  # some 3,000 slots; larger is not ours

SlotKind = Literal["person", "recovery"]
Entropy = Callable[[int], bytes]


class SlotsMissing(Refusal):
    """The folder holds neither copy of the key slots."""


class SlotsDamaged(Refusal):
    """No copy of the key slots is intact, or they were changed by something other than this program."""


class DamagedCopyError(Exception):
    """One copy is not what this program wrote."""


class NotOpenedError(Exception):
    """The key does not open this sealed part."""


@dataclass(frozen=True)
class KdfCost:
    """What one Argon2id derivation costs: memory in KiB, passes, lanes. ValueError for absurd values."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        fits = 1 <= self.lanes <= 16 and 1 <= self.passes <= 20
        if not (fits and 8 * self.lanes <= self.memory_kib <= 1024 * 1024):
            raise ValueError("absurd KDF parameters")


CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)  # for tests: no protection at all


@dataclass(frozen=True)
class Slot:
    """One way in: `sealed` is the private key under the passphrase, `office` and `boxes` are for that key."""

    slot_id: str
    kind: SlotKind
    person_id: str
    name: str
    cost: KdfCost
    salt: bytes
    nonce: bytes
    sealed: bytes
    public: bytes
    office: bytes
    boxes: Mapping[str, bytes] = field(default_factory=dict)

    def identity(self) -> list[str]:
        """What the roster vouches for."""
        return [self.slot_id, self.kind, self.person_id, self.name, _text(self.public)]

    def to_json(self) -> dict[str, Any]:
        """The slot as it stands in the file."""
        raw = {key: _text(value) if isinstance(value, bytes) else value for key, value in vars(self).items()}
        boxes = {key: _text(value) for key, value in self.boxes.items()}
        return {**raw, "cost": asdict(self.cost), "boxes": boxes}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """Read one slot; KeyError, TypeError or ValueError when it is none."""
        if raw["kind"] not in ("person", "recovery"):
            raise ValueError("unknown kind of slot")
        values: dict[str, Any] = {key: _string(raw[key]) for key in ("kind", "slot_id", "person_id", "name")}
        values |= {key: _bytes(raw[key]) for key in ("salt", "nonce", "sealed", "public", "office")}
        values["cost"] = KdfCost(**{key: _number(value) for key, value in raw["cost"].items()})
        values["boxes"] = {key: _bytes(value) for key, value in raw["boxes"].items()}
        if len(values["public"]) != 32 or len(values["nonce"]) != 12 or len(values["salt"]) != 16:
            raise ValueError("wrong size of key, nonce or salt")
        return cls(**values)


@dataclass(frozen=True)
class SlotsFile:
    """The content of one copy: `drawers` has a sealed sheet per drawer id, `roster` vouches for the slots."""

    office_id: str
    office_name: str
    created: str
    generation: int = 0
    slots: tuple[Slot, ...] = ()
    drawers: Mapping[str, bytes] = field(default_factory=dict)
    roster: bytes = b""

    def vouched(self) -> list[Any]:
        """What the roster is bound to: nobody without the office key can change any of it unnoticed."""
        slots = [slot.identity() for slot in self.slots]
        return [self.office_id, self.office_name, self.created, self.generation, slots, sorted(self.drawers)]

    def to_bytes(self) -> bytes:
        """The file as it is written."""
        content = {
            **vars(self),
            "format": FORMAT,
            "slots": [slot.to_json() for slot in self.slots],
            "drawers": {key: _text(value) for key, value in self.drawers.items()},
            "roster": _text(self.roster),
        }
        return canonical({**content, "checksum": _checksum(content)})

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read one copy; DamagedCopyError for what this program did not write, Refusal for a newer format."""
        try:
            content = json.loads(raw)
            claimed = content.pop("checksum")
            intact = claimed == _checksum(content) and raw == canonical({**content, "checksum": claimed})
            if intact and _number(content["format"]) > FORMAT:
                raise Refusal(
                    "The key slots of this office were written by a newer Common Ground: "
                    "nothing was changed; open it with that version."
                )
            file = cls(
                **{key: _string(content[key]) for key in ("office_id", "office_name", "created")},
                generation=_number(content["generation"]),
                slots=tuple(Slot.from_json(slot) for slot in content["slots"]),
                drawers={key: _bytes(value) for key, value in content["drawers"].items()},
                roster=_bytes(content["roster"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise DamagedCopyError from error
        if file.to_bytes() != raw:
            raise DamagedCopyError
        return file


def read_copies(folder: Path) -> tuple[SlotsFile, list[str]]:
    """The valid copy with the highest generation, and a plain sentence for each copy that is not like it.

    SlotsMissing when neither is there, SlotsDamaged when none is valid, Refusal for a newer format.
    """
    found: dict[str, SlotsFile] = {}
    wrong: dict[str, str] = {}
    for name in COPIES:
        try:
            with open(folder / name, "rb") as opened:
                found[name] = SlotsFile.from_bytes(opened.read(MAX_FILE_BYTES))
        except FileNotFoundError:
            wrong[name] = "is missing"
        except OSError:
            wrong[name] = "cannot be read"
        except DamagedCopyError:
            wrong[name] = "is damaged"
    if not found:
        _refuse(folder, missing=set(wrong.values()) == {"is missing"})
    best = max(found.values(), key=lambda file: file.generation)
    for name, file in found.items():
        if file.generation < best.generation:
            wrong[name] = "is older than the other copy"
        elif file != best:
            wrong[name] = "differs from the other copy"
    return best, [f"The key file {name} {what}; the other copy was used." for name, what in wrong.items()]


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _bytes(value: object) -> bytes:
    return b64decode(_string(value), validate=True)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("no whole number")
    return value


def _checksum(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _refuse(folder: Path, *, missing: bool) -> None:
    if missing:
        raise SlotsMissing(
            f"The office in {folder} has no key slots, so nobody can open it: bring back {COPIES[0]} from a backup."
        )
    raise SlotsDamaged(
        f"The key slots of the office in {folder} are damaged or cannot be read: bring back {COPIES[0]} from a backup."
    )


def write_copies(folder: Path, new: SlotsFile, old: SlotsFile | None) -> None:
    """Write both copies durably, one after the other; a Refusal when the disk fails, with `old` put back."""
    paths = [folder / name for name in COPIES]
    try:
        # Both are staged before either is replaced: a full disk then shows before anything has changed.
        staged = [stage(path, new.to_bytes()) for path in paths]
        put_in_place(staged[0], paths[0])
        put_in_place(staged[1], paths[1])
    except OSError as error:
        reason = error.strerror or type(error).__name__
        state = "nothing was changed" if _put_back(folder, new, old) else "only one copy may hold the change"
        raise Refusal(f"The key slots could not be saved in {folder} ({reason}); {state}.") from error


def _put_back(folder: Path, new: SlotsFile, old: SlotsFile | None) -> bool:
    """Take `new` out of the folder again; whether that is so."""
    with suppress(OSError):
        for path in (folder / name for name in COPIES):
            path.with_name(path.name + ".new").unlink(missing_ok=True)
            if not path.is_file() or path.read_bytes() != new.to_bytes():
                continue
            if old is None:
                path.unlink()
            else:
                put_in_place(stage(path, old.to_bytes()), path)
        return True
    return False


def stage(path: Path, data: bytes) -> Path:
    """Write `data` durably beside `path`, readable by this account only; OSError when it cannot be."""
    temporary = path.with_name(path.name + ".new")
    temporary.unlink(missing_ok=True)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return temporary


def put_in_place(temporary: Path, path: Path, *, tries: int = 5) -> None:
    """Replace `path` by the staged file in one step and make that durable; OSError when it cannot be."""
    for left in reversed(range(tries)):
        try:
            os.replace(temporary, path)
            break
        except PermissionError:
            if not left:
                raise
            time.sleep(0.2)  # Windows: a virus scanner or an indexer holds the file for a moment
    if os.name != "nt":  # Windows cannot open a folder to sync it
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def canonical(content: Any) -> bytes:
    """The one way a JSON value is written here."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def derive(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
    """32 bytes from a passphrase by Argon2id: the one slow step of unlocking."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        passes, lanes, memory = cost.passes, cost.lanes, cost.memory_kib
        return Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(secret)
    except MemoryError as error:
        megabytes = cost.memory_kib // 1024
        raise Refusal(f"Unlocking needs {megabytes} MB of free memory: close another program.") from error


def subkey(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """32 bytes from a key for one purpose, by HKDF-SHA256."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, f"Common Ground key slots 1 {purpose}".encode()).derive(key)


def seal(key: bytes, nonce: bytes, plain: bytes, about: Any) -> bytes:
    """AES-256-GCM; `about` is a JSON value bound to the sealed part without standing in it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).encrypt(nonce, plain, canonical(about))


def unseal(key: bytes, nonce: bytes, sealed: bytes, about: Any) -> bytes:
    """What `seal` sealed; NotOpenedError for another key, another `about` or a changed part."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(nonce, sealed, canonical(about))
    except (InvalidTag, ValueError) as error:
        raise NotOpenedError from error
