"""The PIN of the cover: kept as an Argon2id digest inside the encrypted office, never as it is typed."""

import hmac
import os
from base64 import b64decode, b64encode
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from desktop.models.refusal import Refusal
from desktop.store.slots_file import Entropy, KdfCost, derive

PREFERENCE = "cover_pin"
SHORTEST = 6
LONGEST = 32
TRIES = 3
SALT_BYTES = 16


def expect_pin(pin: str) -> None:
    """Refusal unless `pin` may be one: six digits or more, and not the first that anybody would try."""
    if not (pin.isascii() and pin.isdecimal() and SHORTEST <= len(pin) <= LONGEST):
        raise Refusal("A PIN is six digits or more, such as the last ones of a number only you know.")
    steps = {(ord(after) - ord(before)) % 10 for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {9}):
        raise Refusal("That PIN is one of the first anybody would try. Choose digits in no order.")


def digest(pin: str, cost: KdfCost = KdfCost(), entropy: Entropy = os.urandom) -> dict[str, Any]:  # noqa: B008 - frozen
    """What is kept of a PIN, as JSON. Slow on purpose: call it off the window's thread."""
    expect_pin(pin)
    salt = entropy(SALT_BYTES)
    return {"salt": _text(salt), "digest": _text(derive(pin.encode(), salt, cost)), "cost": asdict(cost)}


def opens(pin: str, kept: dict[str, Any]) -> bool:
    """Whether this is the PIN of which `kept` is the digest; False for anything that is none. Slow on purpose."""
    try:
        salt, known, cost = b64decode(kept["salt"]), b64decode(kept["digest"]), KdfCost(**kept["cost"])
        return hmac.compare_digest(derive(pin.encode(errors="replace"), salt, cost), known)
    except (KeyError, TypeError, ValueError):
        return False


def _text(value: bytes) -> str:
    return b64encode(value).decode()
