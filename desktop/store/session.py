"""The session every read and write goes through: keeps to its thread, and to what the rules can follow."""

import re
from threading import get_ident

from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import GenerativeSelect
from sqlalchemy.sql.visitors import iterate

from desktop.models.refusal import Refusal
from desktop.models.sealed import is_sealed


class OfficeSession(Session):
    """A session of one thread. Nothing crosses threads silently, nothing changes rows behind the journal's back."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self._thread = get_ident()

    def expect_own_thread(self) -> None:
        """RuntimeError on any thread but the one that made this session."""
        if get_ident() != self._thread:
            raise RuntimeError("a session was used on another thread than its own")


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
