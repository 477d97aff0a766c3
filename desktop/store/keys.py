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

import os
import time
import uuid
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from desktop.models.refusal import Refusal
from desktop.store.machine import leave_no_core
from desktop.store.recovery_code import CODE_BYTES, make_code
from desktop.store.slot_info import SlotInfo
from desktop.store.slot_sealing import NO_DRAWER
from desktop.store.slot_words import folded, new_secret, shown_name
from desktop.store.slots_file import (
    CHEAP,
    COPIES,
    Entropy,
    KdfCost,
    Slot,
    SlotsDamaged,
    SlotsFile,
    SlotsMissing,
    canonical,
    read_copies,
    seal,
    subkey,
    write_copies,
)
from desktop.store.tries import Clock, TooSoon
from desktop.store.unlocked import Unlocked
from desktop.store.unlocking import LockedSlots, WrongPassphrase

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

FIRST_DRAWERS = ("young people", "referrals")


class KeySlots(LockedSlots):
    """The key slots of one office folder. What changes them returns once both copies are durably written."""

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
        leave_no_core()
        office_id = str(uuid.UUID(bytes=entropy(16), version=4))
        created = datetime.fromtimestamp(now(), UTC).isoformat(timespec="seconds")
        file = SlotsFile(office_id, shown_name(office_name, "office"), created)
        slots = cls(folder, file, cost, entropy, now)
        keys = {shown_name(name, "drawer"): {1: entropy(32)} for name in drawers}
        slot = slots._sealing.new_slot(
            cost, "person", person_id, shown_name(person_name, "person"), new_secret(passphrase)
        )
        unlocked = Unlocked(entropy(32), keys, slot.slot_id, person_id, slot.name)
        file = slots._sealing.with_office_key(replace(file, slots=(slot,)), unlocked)
        names = {entropy(8).hex(): name for name in keys}
        for drawer_id, name in names.items():
            file = slots._sealing.fill(file, drawer_id, name, keys[name], {slot.slot_id})
        slots._save(file, unlocked, names)
        return slots, unlocked

    def heal(self) -> None:
        """Write both copies again from the one that was read."""
        self._refuse_if_changed()
        write_copies(self.folder, self._file, self._file)
        self.notes.clear()

    def add(self, unlocked: Unlocked, person_id: str, name: str, passphrase: str, drawers: Iterable[str] = ()) -> None:
        """Give a person a slot with these drawers, which the giver must hold."""
        wanted = self._held(unlocked, drawers)
        name, secret = shown_name(name, "person"), new_secret(passphrase)
        taken = {folded(text) for info in self.people for text in (info.person_id, info.name)}
        if {folded(name), folded(person_id)} & taken or not person_id:
            raise Refusal(f"Somebody signs in as “{name}” already: add an initial or a second name.")
        slot = self._sealing.new_slot(self._cost, "person", person_id, name, secret)
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
        secret = new_secret(passphrase)
        again = {
            key: {slot.slot_id}
            for key, name in self._names(unlocked).items()
            if name in unlocked.drawers and slot.slot_id in self._holding(unlocked, key, name)
        }
        # A new key pair, too: whoever learned the old passphrase and kept an old file learns nothing new.
        new = self._sealing.new_slot(self._cost, "person", slot.person_id, slot.name, secret, slot.slot_id)
        slots = tuple(new if other == slot else other for other in self._file.slots)
        self._save_slots(unlocked, slots, again)

    def with_recovery(self, unlocked: Unlocked) -> str:
        """A new recovery code for print, 8 groups of 5; the old one opens nothing any more."""
        drawers = self._held(unlocked, self._names(unlocked).values())
        secret = self._entropy(CODE_BYTES)
        slot = self._sealing.new_slot(self._cost, "recovery", "", "Recovery sheet", secret)
        people = tuple(other for other in self._file.slots if other.kind == "person")
        self._save_slots(unlocked, (*people, slot), {key: {slot.slot_id} for key in drawers})
        return make_code(secret)

    def rename_office(self, unlocked: Unlocked, name: str) -> None:
        """Give the office another name on the lock screen."""
        names = self._names(unlocked)
        self._save(replace(self._file, office_name=shown_name(name, "office")), unlocked, names)

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
            drawer_id, drawer = self._entropy(8).hex(), shown_name(drawer, "drawer")
        former = unlocked.drawers.get(drawer, {})
        keys = {**former, max(former, default=0) + 1: self._entropy(32)}
        file = self._sealing.fill(self._file, drawer_id, drawer, keys, slots)
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
        self._save(self._sealing.with_office_key(self._file, changed), changed, names)
        return changed

    def finish_rekey(self, unlocked: Unlocked) -> Unlocked:
        """Forget the former office key, once the database opens with the new one."""
        names = self._names(unlocked)
        changed = replace(unlocked, former_office_key=None)
        self._save(self._sealing.with_office_key(self._file, changed), changed, names)
        return changed

    def _save_slots(self, unlocked: Unlocked, slots: tuple[Slot, ...], more: Mapping[str, Collection[str]]) -> None:
        """Save changed slots; `more` says per drawer id which slots hold it beside its holders until now."""
        names = self._names(unlocked)
        filled = []
        for slot in slots:
            empty = {key: self._sealing.box(slot, key, NO_DRAWER) for key in names if key not in slot.boxes}
            filled.append(replace(slot, boxes={**slot.boxes, **empty}))
        file = self._sealing.with_office_key(replace(self._file, slots=tuple(filled)), unlocked)
        for drawer_id, slot_ids in more.items():
            name = names[drawer_id]
            holders = self._holding(unlocked, drawer_id, name) | set(slot_ids)
            file = self._sealing.fill(file, drawer_id, name, unlocked.drawers[name], holders)
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
