"""What of an edit was taken back alone: a field of one record, while the rest of the change set stands.

Such an undo keeps, as `undoes`, the negative of the edit it reaches into, so that the index finds it and nobody takes
the whole edit for undone; its details list what it took back.
"""

import json
from collections import defaultdict
from collections.abc import Container

from sqlalchemy import Connection, select

from desktop.store.tables import CHANGE_SET

Taken = dict[int, set[tuple[int, str]]]


def partly_undone(connection: Connection, taken: Container[int]) -> Taken:
    """{first change set of an edit: (record id, column) of it that is taken back}; `taken` are undos taken back."""
    found: Taken = defaultdict(set)
    partial = select(CHANGE_SET.c.seq, CHANGE_SET.c.details).where(CHANGE_SET.c.undoes < 0)
    for seq, details in connection.execute(partial):
        if seq not in taken:
            for first, record_id, column in json.loads(details)["takes_back"]:
                found[first].add((record_id, column))
    return found
