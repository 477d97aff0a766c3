"""The session every read and write goes through: keeps to its thread, and to what the rules can follow."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import get_ident
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, bindparam, event, inspect, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import GenerativeSelect
from sqlalchemy.sql.visitors import iterate

from desktop.models.refusal import Refusal
from desktop.models.sealed import is_sealed

Found = TypeVar("Found")


class OfficeSession(Session):
    """A session of one thread. Nothing crosses threads silently, nothing changes rows behind the journal's back."""

    def __init__(self, bind: Engine | Connection) -> None:
        super().__init__(bind, expire_on_commit=False)
        self._thread = get_ident()

    def get(self, entity: type[Found] | Mapper[Found], ident: Any, **options: Any) -> Found | None:
        """The record of an id, as ever; most writes begin with one, so the statement of a kind is built once."""
        mapper = inspect(entity)
        if any(options.values()) or mapper.identity_key_from_primary_key((ident,)) in self.identity_map:
            return super().get(entity, ident, **options)
        return self.scalars(_by_id(mapper), {"id": ident}).one_or_none()

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """What is loaded inside stays known, and is asked for once: a session forgets what nobody else holds."""
        kept: list[object] = []

        def keep(session: Session, record: object) -> None:
            kept.append(record)

        event.listen(self, "loaded_as_persistent", keep)
        try:
            yield
        finally:
            event.remove(self, "loaded_as_persistent", keep)

    def expect_own_thread(self) -> None:
        """RuntimeError on any thread but the one that made this session."""
        if get_ident() != self._thread:
            raise RuntimeError("a session was used on another thread than its own")


@cache
def _by_id(mapper: Mapper[Any]) -> Select[Any]:
    (own,) = mapper.primary_key
    return select(mapper).where(own == bindparam("id"))


@contextmanager
def stopped_when(session: Session, stops: Callable[[], bool], every: int) -> Iterator[None]:
    """Let the engine ask `stops` every so many of its steps, and give the question up when that is so."""
    driver: Any = session.connection().connection.driver_connection
    driver.set_progress_handler(stops, every)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


@event.listens_for(OfficeSession, "do_orm_execute")
def _watch(state: ORMExecuteState) -> None:
    session = state.session
    assert isinstance(session, OfficeSession)
    session.expect_own_thread()
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("rows are changed through records, so that rules and journal see it; or by store.bulk")
    if isinstance(state.statement, GenerativeSelect):
        _expect_no_sealed_order(state.statement)


@event.listens_for(OfficeSession, "before_flush")
def _stay(session: OfficeSession, context: object, instances: object) -> None:
    session.expect_own_thread()


def _expect_no_sealed_order(query: GenerativeSelect) -> None:
    """Refusal for a query that sorts, groups or tells apart by what the database cannot read."""
    clauses, distinct = (*query._order_by_clauses, *query._group_by_clauses), getattr(query, "_distinct", False)
    asked = getattr(query, "_raw_columns", ())
    refused = any(isinstance(column, FunctionElement) and is_sealed(column.type) for column in asked)
    if clauses or distinct:
        sealed = {column.key for column in query.selected_columns if is_sealed(column.type)}
        refused = refused or bool(distinct and sealed)
        refused = refused or any(_is_sealed_or_named(part, sealed) for each in clauses for part in iterate(each))
    if refused:
        raise Refusal("A sealed field cannot be sorted or filtered. Open its own list, which holds it in memory.")


def _is_sealed_or_named(part: object, names: set[str | None]) -> bool:
    """Whether a part of a clause is a sealed column, or names one of the result's in text."""
    if is_sealed(getattr(part, "type", None)):
        return True
    if isinstance(part, TextClause):
        return not names.isdisjoint(re.findall(r"\w+", part.text))
    return getattr(part, "element", None) in names
