"""What an import did or, on a dry run, would do; in the shape of the contract in docs/verbs.md."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

COUNTED = ("new", "same", "changed", "conflict")


@dataclass(slots=True)
class Report:
    """How the rows of a file came out. `also` counts records of other kinds that came along, by the kinds' names."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[dict[str, Any]] = field(default_factory=list)
    also: Counter[str] = field(default_factory=Counter)
    left_out: tuple[str, ...] = ()

    def to_json(self, kinds: str) -> dict[str, Any]:
        """In the shape of the verb's contract."""
        counted = {name: self.counts[name] for name in COUNTED}
        of = {name: {**dict.fromkeys(COUNTED, 0), "new": count, "refused": 0} for name, count in self.also.items()}
        of[kinds] = {**counted, "refused": len(self.refused)}
        return {**counted, "refused": self.refused, "kinds": of}

    def refuse(self, file: str, row: int, column: str | None, reason: str) -> None:
        """Note a row that does not come in."""
        self.refused.append({"file": file, "row": row, "column": column, "reason": reason})
