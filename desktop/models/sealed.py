"""The sealed column type: text encrypted a second time with a drawer key that only some slots carry.

Whoever opens the database without the drawer reads `Closed`, never the words. The database cannot sort or compare
what it cannot read, so this type refuses both; holders sort a few thousand rows in memory.
"""

import os
from typing import Any, Final, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.sql.operators import OperatorType, eq, is_, is_not, ne
from sqlalchemy.types import TypeDecorator, TypeEngine

from desktop.models.refusal import Refusal

NONCE_BYTES = 12
VERSION_BYTES = 2


class Closed:
    """Stands for a sealed value whose drawer this person's slot does not open."""

    def __repr__(self) -> str:
        """The word shown in its place."""
        return "(sealed)"


CLOSED: Final = Closed()


class DrawerKeys:
    """The drawer keys of the person who signed in: {drawer: {version: 32 bytes}}; the highest version seals."""

    def __init__(self, keys: dict[str, dict[int, bytes]] | None = None) -> None:
        self._keys = keys or {}

    @property
    def open_drawers(self) -> frozenset[str]:
        """The drawers whose current key is held."""
        return frozenset(drawer for drawer, versions in self._keys.items() if versions)

    def seal(self, drawer: str, words: str) -> bytes:
        """Encrypt `words` under the current key of `drawer`. Refusal when this person does not hold it."""
        versions = self._keys.get(drawer)
        if not versions:
            raise Refusal(f'The drawer "{drawer}" is closed for you. Ask somebody who holds it to write this field.')
        version = max(versions)
        nonce = os.urandom(NONCE_BYTES)
        head = version.to_bytes(VERSION_BYTES, "big")
        return head + nonce + AESGCM(versions[version]).encrypt(nonce, words.encode(), head + drawer.encode())

    def open(self, drawer: str, sealed: bytes) -> str | Closed:
        """Decrypt, or `CLOSED` when the key of that version is not held. ValueError when the value is damaged."""
        head, nonce = sealed[:VERSION_BYTES], sealed[VERSION_BYTES : VERSION_BYTES + NONCE_BYTES]
        key = self._keys.get(drawer, {}).get(int.from_bytes(head, "big"))
        if key is None:
            return CLOSED
        try:
            words = AESGCM(key).decrypt(nonce, sealed[VERSION_BYTES + NONCE_BYTES :], head + drawer.encode())
        except InvalidTag:
            raise ValueError(f"a sealed value in the drawer {drawer!r} is damaged") from None
        return words.decode()


class SealedText(TypeDecorator[Any]):
    """Text in a drawer. The engine's dialect carries the `DrawerKeys` of the person who opened the office."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, drawer: str) -> None:
        super().__init__()
        self.drawer = drawer

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
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
