"""The sealed column type: text encrypted a second time with a drawer key that only some slots carry.

Whoever opens the database without the drawer reads `Closed`, never the words. The database cannot sort or compare
what it cannot read, so this type refuses both; holders sort a few thousand rows in memory.

A sealed value is version, mark, nonce and ciphertext. The mark is a digest of the words and of a salt that is sealed
with them: it tells nothing, and stays when a new key seals the value again, so the journal's chain covers the mark.
"""

import hashlib
import os
from typing import Any, Final, NoReturn, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.sql.operators import OperatorType, eq, is_, is_not, ne
from sqlalchemy.types import TypeDecorator, TypeEngine

from desktop.models.refusal import Refusal

NONCE_BYTES = 12
VERSION_BYTES = 2
SALT_BYTES = 16
HEAD_BYTES = VERSION_BYTES + hashlib.sha256().digest_size


class Closed:
    """Stands for a sealed value whose drawer this person's slot does not open."""

    def __repr__(self) -> str:
        """The word shown in its place."""
        return "(sealed)"


CLOSED: Final = Closed()


class Sealed(bytes):
    """A sealed value as the database keeps it, and the drawer it lies in."""

    drawer: str

    @classmethod
    def of(cls, drawer: str, raw: bytes) -> Self:
        """The bytes of a column as a value of its drawer."""
        value = cls(raw)
        value.drawer = drawer
        return value

    @property
    def version(self) -> int:
        """Which key of the drawer opens it."""
        return int.from_bytes(self[:VERSION_BYTES], "big")

    @property
    def mark(self) -> bytes:
        """What stays when the value is sealed again."""
        return self[VERSION_BYTES:HEAD_BYTES]


class DrawerKeys:
    """The drawer keys of the person who signed in: {drawer: {version: 32 bytes}}; the highest version seals."""

    def __init__(self, keys: dict[str, dict[int, bytes]] | None = None) -> None:
        self._keys = keys or {}

    @property
    def open_drawers(self) -> frozenset[str]:
        """The drawers whose current key is held."""
        return frozenset(drawer for drawer, versions in self._keys.items() if versions)

    def newest(self, drawer: str) -> int:
        """The version that seals now, 0 when the drawer is closed."""
        return max(self._keys.get(drawer, ()), default=0)

    def renew(self, drawer: str, versions: dict[int, bytes]) -> None:
        """Take the keys of a drawer that just got a new one; what is sealed from now on is sealed with it."""
        self._keys[drawer] = versions

    def seal(self, drawer: str, words: str) -> Sealed:
        """Encrypt `words` under the current key of `drawer`. Refusal when this person does not hold it."""
        return self._seal(drawer, os.urandom(SALT_BYTES) + words.encode())

    def seal_again(self, value: Sealed) -> Sealed:
        """The same words under the current key, with the same mark; a value nobody here can open stays as it is."""
        salted = self._salted(value.drawer, value)
        return (
            value if salted is None or value.version == self.newest(value.drawer) else self._seal(value.drawer, salted)
        )

    def open(self, drawer: str, sealed: bytes) -> str | Closed:
        """Decrypt, or `CLOSED` when the key of that version is not held. ValueError when the value is damaged."""
        salted = self._salted(drawer, sealed)
        return CLOSED if salted is None else salted[SALT_BYTES:].decode()

    def _seal(self, drawer: str, salted: bytes) -> Sealed:
        version = self.newest(drawer)
        if not version:
            raise Refusal(f'The drawer "{drawer}" is closed for you. Ask somebody who holds it to write this field.')
        nonce = os.urandom(NONCE_BYTES)
        head = version.to_bytes(VERSION_BYTES, "big") + hashlib.sha256(salted).digest()
        words = AESGCM(self._keys[drawer][version]).encrypt(nonce, salted, head + drawer.encode())
        return Sealed.of(drawer, head + nonce + words)

    def _salted(self, drawer: str, sealed: bytes) -> bytes | None:
        """Salt and words, None when the key is not held. ValueError when damaged or not what the mark says."""
        value = Sealed.of(drawer, sealed)
        key = self._keys.get(drawer, {}).get(value.version)
        if key is None:
            return None
        head, nonce, words = value[:HEAD_BYTES], value[HEAD_BYTES:][:NONCE_BYTES], value[HEAD_BYTES + NONCE_BYTES :]
        try:
            salted = AESGCM(key).decrypt(nonce, words, head + drawer.encode())
        except (InvalidTag, ValueError):
            salted = b""
        if hashlib.sha256(salted).digest() != value.mark:
            raise ValueError(f"a sealed value in the drawer {drawer!r} is damaged")
        return salted


class SealedText(TypeDecorator[Any]):
    """Text in a drawer. The engine's dialect carries the `DrawerKeys` of the person who opened the office."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, drawer: str) -> None:
        super().__init__()
        self.drawer = drawer

    def process_bind_param(self, value: Any, dialect: Dialect) -> Sealed | None:
        """Seal on the way in; a value that was closed when read cannot be written back."""
        if value is None:
            return None
        if isinstance(value, Closed):
            raise Refusal(f'The drawer "{self.drawer}" is closed for you. This field cannot be changed.')
        return self._keys(dialect).seal(self.drawer, str(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> str | Closed | None:
        """Open on the way out, or give `CLOSED`."""
        return None if value is None else self._keys(dialect).open(self.drawer, bytes(value))

    def compare_values(self, x: Any, y: Any) -> bool:
        """Two opened values compare as text."""
        return bool(x == y)

    class Comparator(TypeDecorator.Comparator[Any]):
        """Refuses every comparison but "is empty": ciphertext has no order and no equality."""

        def operate(self, op: OperatorType, *other: Any, **kwargs: Any) -> Any:
            """Allow IS NULL and IS NOT NULL only."""
            if op in (is_, is_not, eq, ne) and other and other[0] is None:
                return super().operate(op, *other, **kwargs)
            self._refuse()

        def reverse_operate(self, op: OperatorType, other: Any, **kwargs: Any) -> Any:
            """Refuse."""
            self._refuse()

        @staticmethod
        def _refuse() -> NoReturn:
            raise Refusal("A sealed field cannot be sorted or filtered. Open its own list, which holds it in memory.")

    comparator_factory = Comparator

    @staticmethod
    def _keys(dialect: Dialect) -> DrawerKeys:
        keys: DrawerKeys = getattr(dialect, "drawer_keys", None) or DrawerKeys()
        return keys


def is_sealed(type_: TypeEngine[Any] | None) -> bool:
    """Whether a column of this type holds sealed text."""
    return isinstance(type_, SealedText)
