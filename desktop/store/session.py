"""The session every read and write goes through: keeps to its thread, and to what the rules can follow."""

from threading import get_ident
from typing import Any

from sqlalchemy import Engine, Select, event
from sqlalchemy.orm import ORMExecuteState, Session
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
    if isinstance(state.statement, Select):
        _expect_no_sealed_order(state.statement)


@event.listens_for(OfficeSession, "before_flush")
def _stay(session: OfficeSession, context: object, instances: object) -> None:
    session.expect_own_thread()


def _expect_no_sealed_order(query: Select[Any]) -> None:
    """Refusal for a query that sorts, groups or tells apart by what the database cannot read."""
    for clause in (*query._order_by_clauses, *query._group_by_clauses):
        for part in iterate(clause):
            if is_sealed(getattr(part, "type", None)):
                raise Refusal(
                    "A sealed field cannot be sorted or filtered. Open its own list, which holds it in memory."
                )
