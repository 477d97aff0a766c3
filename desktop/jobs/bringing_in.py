"""Bringing a file in: read apart, its columns understood, then one change set with all accepted rows or none."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.exchange.foreign.reading import never, read_table
from desktop.exchange.given_file import read_given
from desktop.exchange.mapping import plan_for
from desktop.exchange.own_json import bring_in
from desktop.exchange.record_json import read_items
from desktop.exchange.report import Report
from desktop.exchange.table_import import TableImport, bring_back, source_of
from desktop.models.base import Record
from desktop.models.refusal import Refusal
from desktop.store.history import history_of
from desktop.store.journal import Act
from desktop.store.store import Store
from desktop.store.writing import WritingSession

FROM_FILES = ("created", Act.IMPORT.value)


class _DryRunError(Exception):
    """Carries the report out of a transaction that must not be kept."""

    def __init__(self, report: Report) -> None:
        super().__init__("dry run")
        self.report = report


def bring_in_file(
    store: Store,
    kind: type[Record],
    path: Path,
    *,
    wanted: Mapping[str, Any] | None = None,
    dry_run: bool = False,
    is_unwanted: Callable[[], bool] = never,
) -> Report:
    """What became of the rows of a file; on a `dry_run` what would become of them, and nothing is kept.

    `wanted` is a map of columns and values as `read_map` gives it. Refusal for a file that cannot be read at all.
    """
    work = (
        _of_json(store, kind, path)
        if path.suffix.lower() == ".json"
        else _of_table(store, kind, path, wanted, is_unwanted)
    )

    def whole(session: WritingSession) -> Report:
        report = work(session)
        if dry_run:
            raise _DryRunError(report)
        return report

    try:
        return store.write(f"Import {kind.kinds}", whole, act=Act.IMPORT).result()
    except _DryRunError as dry:
        return dry.report


def read_map(path: Path) -> dict[str, Any]:
    """A map of columns and values: {"columns": {head: field or null}, "values": {field: {as written: as here}}}."""
    text = read_given(path, megabytes=1, too_large="A map is small; check the file.")
    try:
        content = json.loads(text)
    except ValueError:
        content = None
    if not _is_map(content):
        raise Refusal(f"{path} is no map of columns and values. See under import in docs/verbs.md how one is written.")
    return dict(content)


def _is_map(content: Any) -> bool:
    if not isinstance(content, dict) or set(content) - {"columns", "values"}:
        return False
    columns, values = content.get("columns", {}), content.get("values", {})
    if not isinstance(columns, dict) or not isinstance(values, dict):
        return False
    words = [word for each in values.values() if isinstance(each, dict) for word in each.values()]
    return (
        all(key is None or isinstance(key, str) for key in columns.values())
        and all(isinstance(each, dict) for each in values.values())
        and all(isinstance(word, str) for word in words)
    )


def _of_json(store: Store, kind: type[Record], path: Path) -> Callable[[WritingSession], Report]:
    items, zone = read_items(path), store.office.time_zone
    return lambda session: bring_in(session, kind, items, file=path.name, zone=zone, attempt=session.attempt)


def _of_table(
    store: Store,
    kind: type[Record],
    path: Path,
    wanted: Mapping[str, Any] | None,
    is_unwanted: Callable[[], bool],
) -> Callable[[WritingSession], Report]:
    rows, zone = read_table(path, is_unwanted), store.office.time_zone
    plan = plan_for(kind, rows, path.name, wanted)
    if plan.is_ours:
        return lambda session: bring_back(plan, session, path.name, zone, session.attempt)
    source = source_of(plan, path.stem)
    return lambda session: TableImport(session, plan, path.name, source, zone, session.attempt, changed_here).run()


def changed_here(session: Session, record: Record) -> set[str]:
    """The keys of the fields that somebody here changed since the record last came from a file."""
    last: dict[str, str] = {}
    for entry in history_of(session, record):
        if not entry.is_undone:
            last.update(dict.fromkeys((change.key for change in entry.changes), entry.act))
    return {key for key, act in last.items() if act not in FROM_FILES}
