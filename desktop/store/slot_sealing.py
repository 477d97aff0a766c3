"""How the parts of a key slot are sealed: the private key, boxes for its key pair, and a drawer's sheet."""

import json
import math
from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping
from dataclasses import replace

from desktop.store.slots_file import (
    Entropy,
    KdfCost,
    NotOpenedError,
    Slot,
    SlotKind,
    SlotsFile,
    canonical,
    derive,
    seal,
    subkey,
    unseal,
)
from desktop.store.unlocked import Unlocked

SHEET_STEP = 4096  # sheets grow in steps, so their size does not count the holders
NO_DRAWER = bytes(36)


class SlotSealing:
    """Seals and opens parts of one office's slots; each is bound to office, slot and purpose."""

    def __init__(self, office_id: str, entropy: Entropy) -> None:
        self._office_id = office_id
        self._entropy = entropy

    def new_slot(
        self, cost: KdfCost, kind: SlotKind, person_id: str, name: str, secret: bytes, slot_id: str = ""
    ) -> Slot:
        """A slot with a new key pair and nothing for it yet."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        private, salt, nonce = self._entropy(32), self._entropy(16), self._entropy(12)
        public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
        ids = (slot_id or self._entropy(8).hex(), kind, person_id, name)
        slot = Slot(*ids, cost, salt, nonce, sealed=b"", public=public, office=b"")
        key = derive(secret, salt, cost)
        return replace(slot, sealed=seal(key, nonce, private, self._about(slot, "private key")))

    def open_private(self, slot: Slot, secret: bytes) -> bytes:
        """The slot's private key; NotOpenedError for another passphrase or code."""
        key = derive(secret, slot.salt, slot.cost)
        return unseal(key, slot.nonce, slot.sealed, self._about(slot, "private key"))

    def with_office_key(self, file: SlotsFile, unlocked: Unlocked) -> SlotsFile:
        """The file with the office key, and the former one while there is one, for every slot."""
        plain = unlocked.office_key + (unlocked.former_office_key or bytes(32))
        slots = (replace(slot, office=self.box(slot, "office", plain)) for slot in file.slots)
        return replace(file, slots=tuple(slots))

    def fill(
        self, file: SlotsFile, drawer_id: str, name: str, keys: Mapping[int, bytes], holders: Collection[str]
    ) -> SlotsFile:
        """The file with this drawer for these slots, an empty box of the same size for all others."""
        newest = max(keys)
        plain = newest.to_bytes(4) + keys[newest]
        slots = []
        for slot in file.slots:
            box = self.box(slot, drawer_id, plain if slot.slot_id in holders else NO_DRAWER)
            slots.append(replace(slot, boxes={**slot.boxes, drawer_id: box}))
        past = {str(version): _text(key) for version, key in keys.items() if version != newest}
        known = {slot.slot_id: _text(slot.public) for slot in slots if slot.slot_id in holders}
        content = canonical({"past": past, "holders": known})
        content = content.ljust(math.ceil(len(content) / SHEET_STEP) * SHEET_STEP)
        nonce = self._entropy(12)
        sheet = nonce + seal(subkey(keys[newest], "sheet"), nonce, content, [self._office_id, drawer_id, name])
        return replace(file, slots=tuple(slots), drawers={**file.drawers, drawer_id: sheet})

    def open_sheet(
        self, file: SlotsFile, drawer_id: str, name: str, key: bytes
    ) -> tuple[dict[int, bytes], dict[str, bytes]]:
        """A drawer's older keys and its holders' public keys by slot; NotOpenedError when not sealed with `key`."""
        sheet = file.drawers.get(drawer_id, b"")
        about = [self._office_id, drawer_id, name]
        content = json.loads(unseal(subkey(key, "sheet"), sheet[:12], sheet[12:], about))
        past = {int(version): b64decode(old) for version, old in content["past"].items()}
        return past, {slot_id: b64decode(public) for slot_id, public in content["holders"].items()}

    def open_roster(self, file: SlotsFile, office_key: bytes) -> dict[str, str]:
        """Drawer ids and names; NotOpenedError unless somebody with the office key wrote these very slots."""
        roster = file.roster
        names: dict[str, str] = json.loads(
            unseal(subkey(office_key, "roster"), roster[:12], roster[12:], file.vouched())
        )
        return names

    def box(self, slot: Slot, purpose: str, plain: bytes) -> bytes:
        """Seal for the slot's key pair: an ephemeral public key, then AES-GCM under a key used only here."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

        private = X25519PrivateKey.from_private_bytes(self._entropy(32))
        public = private.public_key().public_bytes_raw()
        shared = private.exchange(X25519PublicKey.from_public_bytes(slot.public))
        key = subkey(shared, "box", public + slot.public)
        return public + seal(key, bytes(12), plain, self._about(slot, purpose))

    def open_box(self, slot: Slot, private: bytes, purpose: str, box: bytes) -> bytes:
        """What `box` sealed for the slot; NotOpenedError when it was not."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

        try:
            shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(box[:32]))
        except ValueError as error:
            raise NotOpenedError from error
        key = subkey(shared, "box", box[:32] + slot.public)
        return unseal(key, bytes(12), box[32:], self._about(slot, purpose))

    def _about(self, slot: Slot, purpose: str) -> list[str]:
        return [self._office_id, slot.slot_id, slot.kind, purpose]


def _text(value: bytes) -> str:
    return b64encode(value).decode()
