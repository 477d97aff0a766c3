"""The key slots of an office as they are read: who may sign in, and what a passphrase or the recovery code opens.

What the slots are, and against whom they hold, says `keys.py`, which also changes them.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from desktop.models.refusal import Refusal
from desktop.store.recovery_code import read_code
from desktop.store.slot_info import SlotInfo
from desktop.store.slot_sealing import NO_DRAWER, SlotSealing
from desktop.store.slot_words import derivable, folded
from desktop.store.slots_file import (
    COPIES,
    Entropy,
    KdfCost,
    NotOpenedError,
    Slot,
    SlotsDamaged,
    SlotsFile,
    read_copies,
)
from desktop.store.tries import Clock, Tries
from desktop.store.unlocked import Unlocked

WRONG = "This passphrase does not open the slot of {}: check Caps Lock and try again."


class WrongPassphrase(Refusal):
    """The passphrase or recovery code does not open this slot; the files are intact."""


class LockedSlots:
    """The key slots of one office folder, to sign in with."""

    def __init__(self, folder: Path, file: SlotsFile, cost: KdfCost, entropy: Entropy, now: Clock) -> None:
        self.folder = folder
        self.notes: list[str] = []
        self._file = file
        self._cost = cost
        self._entropy = entropy
        self._sealing = SlotSealing(file.office_id, entropy)
        self._tries = Tries(folder / "tries.json", now)

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
        return sorted(people, key=lambda info: (folded(info.name), info.person_id))

    @property
    def has_recovery(self) -> bool:
        """Whether a recovery sheet is valid."""
        return any(slot.kind == "recovery" for slot in self._file.slots)

    def unlock(self, who: str, passphrase: str) -> Unlocked:
        """Open the slot of a person, by id or name; WrongPassphrase, TooSoon, Refusal for an unknown name."""
        slot = self._slot_of(who)
        return self._open(slot, derivable(passphrase), WRONG.format(slot.name))

    def expect_passphrase(self, who: str, passphrase: str) -> None:
        """Refusal as `unlock` gives it; after a right one earlier wrong tries still count, for `unlock` to tell."""
        slot = self._slot_of(who)
        before = self._tries.of(slot)
        self._private(slot, derivable(passphrase), WRONG.format(slot.name))
        self._tries.put_back(slot, before)

    def unlock_recovery(self, code: str) -> Unlocked:
        """Open the office by its recovery sheet; Refusal naming mistyped groups, WrongPassphrase, TooSoon."""
        secret = read_code(code)
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

    def _slot_of(self, who: str) -> Slot:
        people = [slot for slot in self._file.slots if slot.kind == "person"]
        for slot in people:
            if slot.person_id == who:
                return slot
        for slot in people:
            if folded(slot.name) == folded(who):
                return slot
        known = ", ".join(info.name for info in self.people)
        raise Refusal(f"“{who}” cannot sign in to this office; these people can: {known}.")

    def _open(self, slot: Slot, secret: bytes, wrong: str) -> Unlocked:
        private, failed = self._private(slot, secret, wrong)
        self._tries.clear(slot)
        try:
            return self._contents(slot, private, failed)
        except NotOpenedError as error:
            raise SlotsDamaged(
                "The passphrase is right, but something other than Common Ground changed the key slots: "
                f"bring back {COPIES[0]} from a backup."
            ) from error

    def _private(self, slot: Slot, secret: bytes, wrong: str) -> tuple[bytes, int]:
        """The slot's private key, and how many tries before this one were wrong."""
        from desktop.store.machine import leave_no_core  # here: the lock screen reads names without it

        leave_no_core()
        failed = self._tries.begin(slot)
        try:
            return self._sealing.open_private(slot, secret), failed
        except NotOpenedError:
            raise WrongPassphrase(wrong) from None

    def _contents(self, slot: Slot, private: bytes, failed: int) -> Unlocked:
        """What the slot's key opens; NotOpenedError when anything does not fit together."""
        office = self._sealing.open_box(slot, private, "office", slot.office)
        drawers = {}
        for drawer_id, name in self._sealing.open_roster(self._file, office[:32]).items():
            box = self._sealing.open_box(slot, private, drawer_id, slot.boxes.get(drawer_id, b""))
            if box != NO_DRAWER:
                version, key = int.from_bytes(box[:4]), box[4:]
                past, _ = self._sealing.open_sheet(self._file, drawer_id, name, key)
                drawers[name] = {**past, version: key}
        former = office[32:] if any(office[32:]) else None
        ids = (slot.slot_id, slot.person_id, slot.name, slot.kind == "recovery")
        return Unlocked(office[:32], drawers, *ids, failed_before=failed, former_office_key=former)

    def _names(self, unlocked: Unlocked) -> dict[str, str]:
        """Drawer ids and names, after proving that the slots are those an office key holder wrote."""
        try:
            return self._sealing.open_roster(self._file, unlocked.office_key)
        except NotOpenedError as error:
            raise Refusal(
                "The key slots changed since you signed in, so nothing was done: lock and sign in again."
            ) from error

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
            _, holders = self._sealing.open_sheet(self._file, drawer_id, name, keys[max(keys)])
            known = {slot.slot_id: slot.public for slot in self._file.slots if slot.slot_id in holders}
            if any(holders[slot_id] != public for slot_id, public in known.items()):
                raise NotOpenedError
        except NotOpenedError as error:
            raise Refusal(
                f"The drawer “{name}” or the slots of its holders changed since you signed in, so nothing "
                "was done: lock and sign in again."
            ) from error
        return set(known)
