"""What one commit changed, as every view hears it once."""

from dataclasses import dataclass

from desktop.store.journal import Act, RowAct


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One record: which, what happened, and which of its columns are different now."""

    kind: str
    record_id: int
    act: RowAct
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Changes:
    """One committed change set. `seq` is its place in the journal."""

    seq: int
    act: Act
    label: str
    rows: tuple[ChangedRow, ...]

    def ids(self, kind: str) -> frozenset[int]:
        """The ids of the records of a kind that were touched."""
        return frozenset(row.record_id for row in self.rows if row.kind == kind)
