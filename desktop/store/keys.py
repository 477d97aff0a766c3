"""Who can open an office: passphrases, key slots, drawers and the printed recovery sheet.

Each slot has an X25519 key pair. Its private key is sealed under a passphrase (Argon2id, AES-256-GCM); the
office key and the drawer keys are sealed to its public key. So whoever holds a key can pass it on or renew it
for others without their passphrases. Three things keep the public keys honest:

- The *roster*, sealed with the office key, is bound to office, generation, and every slot's id, person and
  public key. Somebody who can only write the folder cannot add or swap a slot: unlocking refuses.
- The *sheet* of a drawer, sealed with its newest key, lists its holders' public keys and the older keys.
  Somebody with the office key but not the drawer cannot put their key in a holder's place: renewing refuses.
- A drawer key is only ever given by somebody who holds it.

Limits, said plainly. Whoever can write the folder can destroy it, or put an older state or another office
in its place: compare `generation` and `office_id` with what the database remembers. A removed person's
passphrase still opens an older copy of the files: `rekey_office` protects what is written afterwards.
Somebody with the office key can forge the slot of a person who does not hold a drawer *yet*, and receive
the drawer when it is given to that person; they can also replace a drawer by one of their own, and then its
old rows stop opening. Two versions of the files side by side show that some drawer changed. Deleting
`tries.json` or setting the clock ahead shortens the waiting; Argon2id remains. Python cannot wipe keys from
memory: locking ends the process.
"""

import json
import math
import os
import re
import time
import unicodedata
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from desktop.models.refusal import Refusal
from desktop.store.slots_file import (
    CHEAP,
    COPIES,
    Entropy,
    KdfCost,
    NotOpenedError,
    Slot,
    SlotKind,
    SlotsDamaged,
    SlotsFile,
    SlotsMissing,
    canonical,
    derive,
    put_in_place,
    read_copies,
    seal,
    stage,
    subkey,
    unseal,
    write_copies,
)

__all__ = [
    "CHEAP",
    "KdfCost",
    "KeySlots",
    "SlotInfo",
    "SlotsDamaged",
    "SlotsMissing",
    "TooSoon",
    "Unlocked",
    "WrongPassphrase",
]

SHORTEST_PASSPHRASE = 12
FIRST_DRAWERS = ("young people", "referrals")
FREE_TRIES, LONGEST_WAIT = 5, 300
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: without I, L, O, U
LOOK_ALIKES = str.maketrans("OILU", "011V")
GROUPS = 8
SHEET_STEP = 4096  # sheets grow in steps, so their size does not count the holders
NO_DRAWER = bytes(36)
Clock = Callable[[], float]


class WrongPassphrase(Refusal):
    """The passphrase or recovery code does not open this slot; the files are intact."""


class TooSoon(Refusal):
    """After several wrong tries the next one must wait `seconds`; nothing was tried."""

    def __init__(self, name: str, wrong: int, seconds: int) -> None:
        wait = "1 second" if seconds == 1 else f"{seconds} seconds"
        super().__init__(f"The last {wrong} tries for {name} were wrong: please wait {wait}, then try again.")
        self.seconds = seconds


@dataclass(frozen=True)
class SlotInfo:
    """A person who may sign in."""

    person_id: str
    name: str


@dataclass(frozen=True)
class Unlocked:
    """What a slot opened: 32-byte keys, `drawers[name][version]`, the highest version is the current one.

    `former_office_key` is set while a change of the office key is unfinished: the database opens with one of
    the two. `failed_before` counts the wrong tries in a row before this one.
    """

    office_key: bytes = field(repr=False)
    drawers: dict[str, dict[int, bytes]] = field(repr=False)
    slot_id: str
    person_id: str
    name: str
    by_recovery: bool = False
    failed_before: int = 0
    former_office_key: bytes | None = field(default=None, repr=False)


class KeySlots:
    """The key slots of one office folder. What changes them returns once both copies are durably written."""

    def __init__(self, folder: Path, file: SlotsFile, cost: KdfCost, entropy: Entropy, now: Clock) -> None:
        self.folder = folder
        self.notes: list[str] = []
        self._file = file
        self._cost = cost
        self._entropy = entropy
        self._tries = _Tries(folder / "tries.json", now)

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        office_name: str,
        person_id: str,
        person_name: str,
        passphrase: str,
        drawers: Iterable[str] = FIRST_DRAWERS,
        cost: KdfCost = KdfCost(),  # noqa: B008 - frozen
        entropy: Entropy = os.urandom,
        now: Clock = time.time,
    ) -> tuple[Self, Unlocked]:
        """Make the slots of a new office with one person who holds all drawers; Refusal if it has any."""
        if any((folder / name).exists() for name in COPIES):
            raise Refusal(f"The folder {folder} holds an office already: open it, or choose another folder.")
        office_id = str(uuid.UUID(bytes=entropy(16), version=4))
        created = datetime.fromtimestamp(now(), UTC).isoformat(timespec="seconds")
        file = SlotsFile(office_id, _name(office_name, "office"), created)
        slots = cls(folder, file, cost, entropy, now)
        keys = {_name(name, "drawer"): {1: entropy(32)} for name in drawers}
        slot = slots._new_slot("person", person_id, _name(person_name, "person"), _secret(passphrase))
        unlocked = Unlocked(entropy(32), keys, slot.slot_id, person_id, slot.name)
        file = slots._with_office_key(replace(file, slots=(slot,)), unlocked)
        names = {entropy(8).hex(): name for name in keys}
        for drawer_id, name in names.items():
            file = slots._fill(file, drawer_id, name, keys[name], {slot.slot_id})
        slots._save(file, unlocked, names)
        return slots, unlocked

    @classmethod
    def read(
        cls,
        folder: Path,
        *,
        cost: KdfCost = KdfCost(),  # noqa: B008 - frozen
        entropy: Entropy = os.urandom,
        now: Clock = time.time,
    ) -> Self:
        """The slots of an office, from the newer valid copy; `cost` is for slots made from now on.

        SlotsMissing, SlotsDamaged, or a Refusal when a newer program wrote them.
        """
        file, notes = read_copies(folder)
        slots = cls(folder, file, cost, entropy, now)
        slots.notes = notes
        return slots

    @property
    def office_id(self) -> str:
        """The office's UUID as text."""
        return self._file.office_id

    @property
    def office_name(self) -> str:
        """The office's name for the lock screen."""
        return self._file.office_name

    @property
    def generation(self) -> int:
        """Rises by one with every change; to be anchored in the database against an older state."""
        return self._file.generation

    @property
    def people(self) -> list[SlotInfo]:
        """Everybody who may sign in, by name."""
        people = (SlotInfo(slot.person_id, slot.name) for slot in self._file.slots if slot.kind == "person")
        return sorted(people, key=lambda info: (_folded(info.name), info.person_id))

    @property
    def has_recovery(self) -> bool:
        """Whether a recovery sheet is valid."""
        return any(slot.kind == "recovery" for slot in self._file.slots)

    def heal(self) -> None:
        """Write both copies again from the one that was read."""
        self._refuse_if_changed()
        write_copies(self.folder, self._file, self._file)
        self.notes.clear()

    def unlock(self, who: str, passphrase: str) -> Unlocked:
        """Open the slot of a person, by id or name; WrongPassphrase, TooSoon, Refusal for an unknown name."""
        slot = self._slot_of(who)
        wrong = f"This passphrase does not open the slot of {slot.name}: check Caps Lock and try again."
        return self._open(slot, _derivable(passphrase), wrong)

    def unlock_recovery(self, code: str) -> Unlocked:
        """Open the office by its recovery sheet; Refusal naming mistyped groups, WrongPassphrase, TooSoon."""
        secret = _read_code(code)
        for slot in self._file.slots:
            if slot.kind == "recovery":
                return self._open(slot, secret, "This code is of another office or of a replaced sheet.")
        raise Refusal("This office has no recovery sheet: sign in with a passphrase.")

    def holders(self, unlocked: Unlocked, drawer: str) -> list[SlotInfo]:
        """Who holds a drawer; only its holders may know."""
        (drawer_id,) = self._held(unlocked, [drawer])
        held = self._holding(unlocked, drawer_id, drawer)
        slots = (slot for slot in self._file.slots if slot.slot_id in held and slot.kind == "person")
        return [SlotInfo(slot.person_id, slot.name) for slot in slots]

    def add(self, unlocked: Unlocked, person_id: str, name: str, passphrase: str, drawers: Iterable[str] = ()) -> None:
        """Give a person a slot with these drawers, which the giver must hold."""
        wanted = self._held(unlocked, drawers)
        name, secret = _name(name, "person"), _secret(passphrase)
        taken = {_folded(text) for info in self.people for text in (info.person_id, info.name)}
        if {_folded(name), _folded(person_id)} & taken or not person_id:
            raise Refusal(f"Somebody signs in as “{name}” already: add an initial or a second name.")
        slot = self._new_slot("person", person_id, name, secret)
        self._save_slots(unlocked, (*self._file.slots, slot), {key: {slot.slot_id} for key in wanted})

    def remove(self, unlocked: Unlocked, person_id: str) -> None:
        """Take a person's slot away; an older copy of the files still opens with it: offer `rekey_office`."""
        names = self._names(unlocked)
        slot = self._slot_of(person_id)
        if len(self.people) == 1:
            raise Refusal(f"{slot.name} is the last person who can sign in: add somebody else first.")
        for drawer_id, name in ({} if self.has_recovery else names).items():
            if name not in unlocked.drawers or not self._holding(unlocked, drawer_id, name) - {slot.slot_id}:
                raise Refusal(
                    f"Nobody might open “{name}” once {slot.name} is gone: "
                    "let somebody who holds it print a recovery sheet first."
                )
        self._save_slots(unlocked, tuple(other for other in self._file.slots if other != slot), {})

    def change_passphrase(self, unlocked: Unlocked, passphrase: str, person_id: str = "") -> None:
        """Change one's own passphrase or, unlocked by the recovery sheet, that of somebody who forgot it."""
        slot = self._slot_of(person_id or unlocked.person_id or unlocked.name)
        if slot.slot_id != unlocked.slot_id and not unlocked.by_recovery:
            raise Refusal(f"Only {slot.name} can change this passphrase, or somebody with the recovery sheet.")
        secret = _secret(passphrase)
        again = {
            key: {slot.slot_id}
            for key, name in self._names(unlocked).items()
            if name in unlocked.drawers and slot.slot_id in self._holding(unlocked, key, name)
        }
        # A new key pair, too: whoever learned the old passphrase and kept an old file learns nothing new.
        new = self._new_slot("person", slot.person_id, slot.name, secret, slot.slot_id)
        slots = tuple(new if other == slot else other for other in self._file.slots)
        self._save_slots(unlocked, slots, again)

    def with_recovery(self, unlocked: Unlocked) -> str:
        """A new recovery code for print, 8 groups of 5; the old one opens nothing any more."""
        drawers = self._held(unlocked, self._names(unlocked).values())
        secret = self._entropy(20)
        slot = self._new_slot("recovery", "", "Recovery sheet", secret)
        people = tuple(other for other in self._file.slots if other.kind == "person")
        self._save_slots(unlocked, (*people, slot), {key: {slot.slot_id} for key in drawers})
        return _make_code(secret)

    def rename_office(self, unlocked: Unlocked, name: str) -> None:
        """Give the office another name on the lock screen."""
        names = self._names(unlocked)
        self._save(replace(self._file, office_name=_name(name, "office")), unlocked, names)

    def give_drawers(self, unlocked: Unlocked, person_id: str, drawers: Iterable[str]) -> None:
        """Let a person hold drawers, too, which the giver must hold; the person keeps what they have."""
        slot = self._slot_of(person_id)
        given = self._held(unlocked, drawers)
        self._save_slots(unlocked, self._file.slots, {key: {slot.slot_id} for key in given})

    def new_drawer_key(self, unlocked: Unlocked, drawer: str, holders: Iterable[str]) -> Unlocked:
        """Add the next key of a drawer, or a new drawer, for these person ids and the recovery sheet only.

        Everybody else loses the drawer with all its keys. The result carries the new key even if the caller
        is no holder any more: somebody has to encrypt the rows again.
        """
        names = self._names(unlocked)
        slots = {self._slot_of(person_id).slot_id for person_id in holders}
        slots |= {slot.slot_id for slot in self._file.slots if slot.kind == "recovery"}
        if not slots:
            raise Refusal(f"Somebody must hold “{drawer}”: name a person, or print a recovery sheet first.")
        if drawer in names.values():
            (drawer_id,) = self._held(unlocked, [drawer])
            self._holding(unlocked, drawer_id, drawer)
        else:
            drawer_id, drawer = self._entropy(8).hex(), _name(drawer, "drawer")
        former = unlocked.drawers.get(drawer, {})
        keys = {**former, max(former, default=0) + 1: self._entropy(32)}
        file = self._fill(self._file, drawer_id, drawer, keys, slots)
        self._save(file, unlocked, {**names, drawer_id: drawer})
        return replace(unlocked, drawers={**unlocked.drawers, drawer: keys})

    def rekey_office(self, unlocked: Unlocked, new_key: bytes) -> Unlocked:
        """Seal a new office key for all slots, and the former one with it until `finish_rekey`.

        Call this first, then change the key of the database, then `finish_rekey`: a power cut in between
        leaves a database that opens with one of the two keys.
        """
        names = self._names(unlocked)
        if len(new_key) != 32:
            raise ValueError("an office key has 32 bytes")
        if unlocked.former_office_key is not None:
            raise Refusal("The last change of the office key is not finished: lock and sign in again first.")
        changed = replace(unlocked, office_key=new_key, former_office_key=unlocked.office_key)
        self._save(self._with_office_key(self._file, changed), changed, names)
        return changed

    def finish_rekey(self, unlocked: Unlocked) -> Unlocked:
        """Forget the former office key, once the database opens with the new one."""
        names = self._names(unlocked)
        changed = replace(unlocked, former_office_key=None)
        self._save(self._with_office_key(self._file, changed), changed, names)
        return changed

    def _slot_of(self, who: str) -> Slot:
        people = [slot for slot in self._file.slots if slot.kind == "person"]
        for slot in people:
            if slot.person_id == who:
                return slot
        for slot in people:
            if _folded(slot.name) == _folded(who):
                return slot
        known = ", ".join(info.name for info in self.people)
        raise Refusal(f"“{who}” cannot sign in to this office; these people can: {known}.")

    def _open(self, slot: Slot, secret: bytes, wrong: str) -> Unlocked:
        failed = self._tries.begin(slot)
        try:
            private = unseal(
                derive(secret, slot.salt, slot.cost),
                slot.nonce,
                slot.sealed,
                self._about(slot, "private key"),
            )
        except NotOpenedError:
            raise WrongPassphrase(wrong) from None
        self._tries.clear(slot)
        try:
            return self._contents(slot, private, failed)
        except NotOpenedError as error:
            raise SlotsDamaged(
                "The passphrase is right, but something other than Common Ground changed the key slots: "
                f"bring back {COPIES[0]} from a backup."
            ) from error

    def _contents(self, slot: Slot, private: bytes, failed: int) -> Unlocked:
        """What the slot's key opens; NotOpenedError when anything does not fit together."""
        office = self._open_box(slot, private, "office", slot.office)
        drawers = {}
        for drawer_id, name in self._open_roster(office[:32]).items():
            box = self._open_box(slot, private, drawer_id, slot.boxes.get(drawer_id, b""))
            if box != NO_DRAWER:
                version, key = int.from_bytes(box[:4]), box[4:]
                past, _ = self._open_sheet(drawer_id, name, key)
                drawers[name] = {**past, version: key}
        former = office[32:] if any(office[32:]) else None
        ids = (slot.slot_id, slot.person_id, slot.name, slot.kind == "recovery")
        return Unlocked(office[:32], drawers, *ids, failed_before=failed, former_office_key=former)

    def _names(self, unlocked: Unlocked) -> dict[str, str]:
        """Drawer ids and names, after proving that the slots are those an office key holder wrote."""
        try:
            return self._open_roster(unlocked.office_key)
        except NotOpenedError as error:
            raise Refusal(
                "The key slots changed since you signed in, so nothing was done: lock and sign in again."
            ) from error

    def _open_roster(self, office_key: bytes) -> dict[str, str]:
        roster = self._file.roster
        names: dict[str, str] = json.loads(
            unseal(subkey(office_key, "roster"), roster[:12], roster[12:], self._file.vouched())
        )
        return names

    def _held(self, unlocked: Unlocked, drawers: Iterable[str]) -> list[str]:
        """The ids of drawers that the caller holds; Refusal for any other."""
        ids = {name: drawer_id for drawer_id, name in self._names(unlocked).items()}
        wanted = list(drawers)
        for name in wanted:
            if name not in ids:
                raise Refusal(f"This office has no drawer “{name}”.")
            if name not in unlocked.drawers:
                raise Refusal(f"{unlocked.name} does not hold “{name}”: somebody who holds it must do this.")
        return [ids[name] for name in wanted]

    def _holding(self, unlocked: Unlocked, drawer_id: str, name: str) -> set[str]:
        """The slots that hold a drawer, after proving that their public keys are those its holders know."""
        keys = unlocked.drawers[name]
        try:
            _, holders = self._open_sheet(drawer_id, name, keys[max(keys)])
            known = {slot.slot_id: slot.public for slot in self._file.slots if slot.slot_id in holders}
            if any(holders[slot_id] != public for slot_id, public in known.items()):
                raise NotOpenedError
        except NotOpenedError as error:
            raise Refusal(
                f"The drawer “{name}” or the slots of its holders changed since you signed in, so nothing "
                "was done: lock and sign in again."
            ) from error
        return set(known)

    def _open_sheet(self, drawer_id: str, name: str, key: bytes) -> tuple[dict[int, bytes], dict[str, bytes]]:
        sheet = self._file.drawers.get(drawer_id, b"")
        about = [self.office_id, drawer_id, name]
        content = json.loads(unseal(subkey(key, "sheet"), sheet[:12], sheet[12:], about))
        past = {int(version): b64decode(old) for version, old in content["past"].items()}
        return past, {slot_id: b64decode(public) for slot_id, public in content["holders"].items()}

    def _fill(
        self, file: SlotsFile, drawer_id: str, name: str, keys: Mapping[int, bytes], holders: Collection[str]
    ) -> SlotsFile:
        """The file with this drawer for these slots, an empty box of the same size for all others."""
        newest = max(keys)
        plain = newest.to_bytes(4) + keys[newest]
        slots = []
        for slot in file.slots:
            box = self._box(slot, drawer_id, plain if slot.slot_id in holders else NO_DRAWER)
            slots.append(replace(slot, boxes={**slot.boxes, drawer_id: box}))
        past = {str(version): _text(key) for version, key in keys.items() if version != newest}
        known = {slot.slot_id: _text(slot.public) for slot in slots if slot.slot_id in holders}
        content = canonical({"past": past, "holders": known})
        content = content.ljust(math.ceil(len(content) / SHEET_STEP) * SHEET_STEP)
        nonce = self._entropy(12)
        sheet = nonce + seal(subkey(keys[newest], "sheet"), nonce, content, [self.office_id, drawer_id, name])
        return replace(file, slots=tuple(slots), drawers={**file.drawers, drawer_id: sheet})

    def _new_slot(self, kind: SlotKind, person_id: str, name: str, secret: bytes, slot_id: str = "") -> Slot:
        """A slot with a new key pair and nothing for it yet."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        private, salt, nonce = self._entropy(32), self._entropy(16), self._entropy(12)
        public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
        ids = (slot_id or self._entropy(8).hex(), kind, person_id, name)
        slot = Slot(*ids, self._cost, salt, nonce, sealed=b"", public=public, office=b"")
        key = derive(secret, salt, self._cost)
        return replace(slot, sealed=seal(key, nonce, private, self._about(slot, "private key")))

    def _with_office_key(self, file: SlotsFile, unlocked: Unlocked) -> SlotsFile:
        plain = unlocked.office_key + (unlocked.former_office_key or bytes(32))
        slots = (replace(slot, office=self._box(slot, "office", plain)) for slot in file.slots)
        return replace(file, slots=tuple(slots))

    def _about(self, slot: Slot, purpose: str) -> list[str]:
        return [self.office_id, slot.slot_id, slot.kind, purpose]

    def _box(self, slot: Slot, purpose: str, plain: bytes) -> bytes:
        """Seal for the slot's key pair: an ephemeral public key, then AES-GCM under a key used only here."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

        private = X25519PrivateKey.from_private_bytes(self._entropy(32))
        public = private.public_key().public_bytes_raw()
        shared = private.exchange(X25519PublicKey.from_public_bytes(slot.public))
        key = subkey(shared, "box", public + slot.public)
        return public + seal(key, bytes(12), plain, self._about(slot, purpose))

    def _open_box(self, slot: Slot, private: bytes, purpose: str, box: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

        try:
            shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(box[:32]))
        except ValueError as error:
            raise NotOpenedError from error
        key = subkey(shared, "box", box[:32] + slot.public)
        return unseal(key, bytes(12), box[32:], self._about(slot, purpose))

    def _save_slots(self, unlocked: Unlocked, slots: tuple[Slot, ...], more: Mapping[str, Collection[str]]) -> None:
        """Save changed slots; `more` says per drawer id which slots hold it beside its holders until now."""
        names = self._names(unlocked)
        filled = []
        for slot in slots:
            empty = {key: self._box(slot, key, NO_DRAWER) for key in names if key not in slot.boxes}
            filled.append(replace(slot, boxes={**slot.boxes, **empty}))
        file = self._with_office_key(replace(self._file, slots=tuple(filled)), unlocked)
        for drawer_id, slot_ids in more.items():
            name = names[drawer_id]
            holders = self._holding(unlocked, drawer_id, name) | set(slot_ids)
            file = self._fill(file, drawer_id, name, unlocked.drawers[name], holders)
        self._save(file, unlocked, names)

    def _save(self, file: SlotsFile, unlocked: Unlocked, names: Mapping[str, str]) -> None:
        old = self._file if self._file.generation else None
        self._refuse_if_changed()
        new = replace(file, generation=self._file.generation + 1)
        nonce = self._entropy(12)
        roster = seal(subkey(unlocked.office_key, "roster"), nonce, canonical(names), new.vouched())
        new = replace(new, roster=nonce + roster)
        write_copies(self.folder, new, old)
        self._file = new
        self.notes.clear()

    def _refuse_if_changed(self) -> None:
        with suppress(SlotsMissing, SlotsDamaged):  # then writing the state we know is a repair
            if read_copies(self.folder)[0] != self._file:
                raise Refusal("The key slots were changed by another window: lock and sign in again.")


class _Tries:
    """Wrong tries in a row per slot, with the time of the last one; best effort, see the limits above."""

    def __init__(self, path: Path, now: Clock) -> None:
        self._path = path
        self._now = now
        self._unsaved: dict[str, tuple[int, float]] | None = None

    def begin(self, slot: Slot) -> int:
        """Count a try as wrong until `clear` and return how many were before it; TooSoon if it must wait."""
        tries, now = self._read(), self._now()
        wrong, last = tries.get(slot.slot_id, (0, 0.0))
        if wrong >= FREE_TRIES:
            if last > now:  # the clock was set back: the wait begins again, from a time that will come
                last = now
                self._write({**tries, slot.slot_id: (wrong, last)})
            left = last + min(2 ** min(wrong - FREE_TRIES + 1, 9), LONGEST_WAIT) - now
            if left > 0:
                raise TooSoon(slot.name, wrong, math.ceil(left))
        self._write({**tries, slot.slot_id: (wrong + 1, now)})
        return wrong

    def clear(self, slot: Slot) -> None:
        """Forget the wrong tries: the right passphrase came."""
        tries = self._read()
        self._write({key: value for key, value in tries.items() if key != slot.slot_id})

    def _read(self) -> dict[str, tuple[int, float]]:
        if self._unsaved is not None:
            return self._unsaved
        with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
            raw: dict[str, Any] = json.loads(self._path.read_bytes())
            tries = {key: (int(wrong), float(last)) for key, (wrong, last) in raw.items()}
            return {key: value for key, value in tries.items() if math.isfinite(value[1])}
        return {}

    def _write(self, tries: dict[str, tuple[int, float]]) -> None:
        self._unsaved = tries
        with suppress(OSError):
            put_in_place(stage(self._path, canonical(tries)), self._path, tries=1)
            self._unsaved = None


def _name(text: str, what: str) -> str:
    """A name as it is shown; Refusal for an empty or unprintable one."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or not name.isprintable() or len(name) > 200:
        raise Refusal(f"The name of the {what} must be 1 to 200 letters, digits and signs.")
    return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def _derivable(passphrase: str) -> bytes:
    """NFC, so that the same letters open on every system: macOS types ü as two characters."""
    return unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")


def _secret(passphrase: str) -> bytes:
    """A new passphrase's bytes; Refusal for a short one."""
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST_PASSPHRASE:
        raise Refusal(f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters: four words do well.")
    return _derivable(passphrase)


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _check(group: str, number: int) -> str:
    """The fifth symbol of a group: another one after any wrong symbol, two swapped, or another place."""
    value = 0
    for symbol in group:  # a polynomial over GF(32)
        value = (value ^ ALPHABET.index(symbol)) << 1
        value ^= 0b100101 if value & 32 else 0
    return ALPHABET[value ^ number]


def _make_code(secret: bytes) -> str:
    """The 160 bits as 8 groups of four symbols and a check symbol."""
    bits = int.from_bytes(secret)
    symbols = "".join(ALPHABET[bits >> shift & 31] for shift in range(155, -1, -5))
    parts = (symbols[start : start + 4] for start in range(0, 32, 4))
    return "-".join(part + _check(part, number) for number, part in enumerate(parts, 1))


def _read_code(code: str) -> bytes:
    """The 160 bits again; a Refusal tells the mistyped groups."""
    groups = re.findall(r"[^\s\-–—_.]+", code.upper().translate(LOOK_ALIKES))
    if len(groups) != GROUPS:
        symbols = "".join(groups)
        if len(symbols) != 5 * GROUPS:
            raise Refusal(
                f"A recovery code has {GROUPS} groups of 5 letters and digits; "
                f"this one has {len(symbols)} instead of {5 * GROUPS}."
            )
        groups = [symbols[start : start + 5] for start in range(0, 5 * GROUPS, 5)]
    wrong = [
        str(number)
        for number, group in enumerate(groups, 1)
        if len(group) != 5 or not set(group) <= set(ALPHABET) or _check(group[:4], number) != group[4]
    ]
    if wrong:
        what = f"Group {wrong[0]} looks" if len(wrong) == 1 else f"Groups {', '.join(wrong)} look"
        raise Refusal(f"{what} mistyped: compare with the recovery sheet.")
    bits = 0
    for symbol in "".join(group[:4] for group in groups):
        bits = bits << 5 | ALPHABET.index(symbol)
    return bits.to_bytes(20)
