"""A new key for a drawer: everything that is sealed in it is sealed again, in one transaction.

The slots hold the new key before the database uses it, and the older ones stay for the drawer's holders, so whatever a
kill leaves can be read by them; the next holder who opens the office for writing finishes the work.
"""

import base64
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, column, select, table, update

from desktop.models.access import Role
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys, Sealed, SealedText
from desktop.store.drafts import SEALED
from desktop.store.journal import Act
from desktop.store.keys import KeySlots, Unlocked
from desktop.store.payload import seal_payloads_again
from desktop.store.store import Store
from desktop.store.tables import DRAFT, read_state, write_state
from desktop.store.writing import WritingSession

SEALED_UNDER = "sealed_under"  # in the table `state`: JSON {drawer: the version under which everything in it is sealed}


def renew_drawer(
    session: WritingSession, slots: KeySlots, unlocked: Unlocked, drawer: str, holders: Iterable[str]
) -> Unlocked:
    """Give a drawer a new key for these person ids and the recovery sheet, and seal everything in it again.

    Part of the change set of `session`; `Store.fold_in` after its commit takes the older form out of the log as well.
    """
    changed = slots.new_drawer_key(unlocked, drawer, holders)
    _keys_of(session).renew(drawer, changed.drawers[drawer])
    seal_drawer_again(session, drawer)
    return changed


def finish_new_drawer_keys(store: Store, unlocked: Unlocked) -> None:
    """Seal again what a kill left under an older key of a drawer that this person holds; without room, next time."""
    with store.reading() as session:
        done = _sealed_under(session.connection())
    late = [drawer for drawer in unlocked.drawers if store.drawers.newest(drawer) > done.get(drawer, 1)]
    if not late or store.member.role is Role.READER:
        return
    with suppress(Refusal):
        for drawer in late:
            work = partial(seal_drawer_again, drawer=drawer)
            store.write(f"Finish the new key of the drawer “{drawer}”", work, act=Act.NOTE).result()
        store.fold_in().result()


def seal_drawer_again(session: WritingSession, drawer: str) -> None:
    """Under its newest key: every column, draft and journal payload. What was equal in two places stays so."""
    keys, connection = _keys_of(session), session.connection()
    known: dict[bytes, Sealed] = {}

    def again(value: Sealed) -> Sealed:
        if value.drawer != drawer:
            return value
        if value not in known:
            known[value] = value
            with suppress(ValueError):  # a damaged value stays as it is, and must not keep the others from a new key
                known[value] = keys.seal_again(value)
        return known[value]

    session.flush()
    for record in BY_KIND.values():
        for each in record.__mapper__.columns:
            if isinstance(each.type, SealedText) and each.type.drawer == drawer:
                _seal_column_again(connection, record.__tablename__, each.name, drawer, again)
    _seal_drafts_again(connection, drawer, again)
    seal_payloads_again(connection, again)
    done = {**_sealed_under(connection), drawer: keys.newest(drawer)}
    write_state(connection, SEALED_UNDER, json.dumps(done, ensure_ascii=False))


def _seal_column_again(
    connection: Connection, name: str, key: str, drawer: str, again: Callable[[Sealed], Sealed]
) -> None:
    own: Any = column("id")
    value: Any = column(key)  # without a type it comes and goes as it is kept
    rows = table(name, own, value)
    found = connection.execute(select(own, value).select_from(rows).where(value.is_not(None))).all()
    changed = [{"own": record_id, "sealed": bytes(again(Sealed.of(drawer, raw)))} for record_id, raw in found]
    if changed:
        connection.execute(update(rows).where(own == bindparam("own")).values({key: bindparam("sealed")}), changed)


def _seal_drafts_again(connection: Connection, drawer: str, again: Callable[[Sealed], Sealed]) -> None:
    start = f"{SEALED}{drawer}:"
    mine = select(DRAFT.c.place, DRAFT.c.content).where(DRAFT.c.content.startswith(start, autoescape=True))
    for place, content in connection.execute(mine).all():
        value = again(Sealed.of(drawer, base64.b64decode(content.removeprefix(start))))
        sealed = start + base64.b64encode(value).decode()
        connection.execute(update(DRAFT).where(DRAFT.c.place == place).values(content=sealed))


def _keys_of(session: WritingSession) -> DrawerKeys:
    keys: DrawerKeys = session.get_bind().dialect.drawer_keys  # type: ignore[attr-defined]
    return keys


def _sealed_under(connection: Connection) -> dict[str, int]:
    done: dict[str, int] = json.loads(read_state(connection, SEALED_UNDER) or "{}")
    return done
