"""The payload of one journaled row: a salt and {column: [before, after]} in JSON, in the form the database keeps.

A sealed value stands in it sealed. The digest over a payload takes the value's mark in its place: a new key for the
drawer replaces the ciphertext, leaves the mark, and so changes no digest in the journal's chain.
"""

import base64
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select, update

from desktop.models.sealed import DrawerKeys, Sealed
from desktop.store.tables import ROW_CHANGE

SALT_BYTES = 16
# In JSON the quotation marks of a text are escaped: only a sealed value ever looks like this.
SEALED = b'{"sealed": "'
_VALUE = re.compile(re.escape(SEALED) + rb'([A-Za-z0-9+/]{48})[A-Za-z0-9+/]*={0,2}"')
_WHOLE = re.compile(re.escape(SEALED) + rb'[A-Za-z0-9+/]+={0,2}", "drawer": "(?:[^"\\]|\\.)*"\}')


def make_payload(values: dict[str, tuple[Any, Any]]) -> bytes:
    """The bytes that are kept: salted, so that a digest tells nothing of a short value."""
    return os.urandom(SALT_BYTES) + _JSON.encode(values).encode()


def read_payload(payload: bytes | None) -> dict[str, tuple[Any, Any]]:
    """{column: (before, after)} in bind form; empty when the payload was struck."""
    if not payload:
        return {}
    values = json.loads(payload[SALT_BYTES:])
    return {key: (_unpack(before), _unpack(after)) for key, (before, after) in values.items()}


def digest_of(payload: bytes) -> bytes:
    """SHA-256 of a payload, with the marks of sealed values in place of the values."""
    return hashlib.sha256(_VALUE.sub(_marked, payload) if SEALED in payload else payload).digest()


def sealed_again(payload: bytes, again: Callable[[Sealed], Sealed]) -> bytes:
    """A payload with other forms of the same sealed values, and otherwise the same bytes."""
    return _WHOLE.sub(lambda found: _JSON.encode(again(_unpack(json.loads(found[0])))).encode(), payload)


def seal_payloads_again(connection: Connection, again: Callable[[Sealed], Sealed]) -> None:
    """Replace every sealed value in the journal by what `again` makes of it, which keeps its mark."""
    changed = [
        {"own": row.seq, "facts": sealed_again(row.facts, again), "words": row.words and sealed_again(row.words, again)}
        for row in _with_sealed_values(connection)
    ]
    if changed:
        connection.execute(update(ROW_CHANGE).where(ROW_CHANGE.c.seq == bindparam("own")), changed)


def damaged_values(connection: Connection, keys: DrawerKeys) -> Iterator[str]:
    """One sentence per sealed value in the journal that its holder cannot open: the chain covers its mark alone."""
    for row in _with_sealed_values(connection):
        for key, pair in {**read_payload(row.facts), **read_payload(row.words)}.items():
            for value in pair:
                try:
                    _ = isinstance(value, Sealed) and keys.open(value.drawer, value)
                except ValueError:
                    yield f"The journal keeps a damaged {key} of the {row.kind} {row.record_id}."


def _with_sealed_values(connection: Connection) -> Sequence[Any]:
    facts, words = ROW_CHANGE.c.facts, ROW_CHANGE.c.words
    sealed = or_(func.instr(facts, SEALED) > 0, func.instr(words, SEALED) > 0)
    return connection.execute(select(ROW_CHANGE).where(sealed)).all()


def _marked(found: re.Match[bytes]) -> bytes:
    return SEALED + Sealed(base64.b64decode(found[1])).mark + b'"'


def _pack(value: Any) -> Any:
    if isinstance(value, Sealed):
        return {"sealed": base64.b64encode(value).decode(), "drawer": value.drawer}
    if isinstance(value, (bytes, memoryview)):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    raise TypeError(type(value).__name__)


_JSON = json.JSONEncoder(ensure_ascii=False, default=_pack)


def _unpack(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "sealed" in value:
        return Sealed.of(value["drawer"], base64.b64decode(value["sealed"]))
    return base64.b64decode(value["base64"])
