"""Full text over all kinds: one contentless index, written in the same transaction as the records.

All folding happens here, on both sides: case, diacritics, đ ø ł ß and their like; every Han, kana and hangul character
is a token of its own; a word made of signs only (":-)", "😍") is kept as one token. The engine's `ascii` tokenizer then
only splits at ASCII punctuation, so its age does not matter.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    bindparam,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.orm import Session

from desktop.models.base import Record
from desktop.models.records import RECORDS

NAME = "search"
# Described beside the records' metadata, because create_all cannot make a virtual table.
SEARCH = Table(
    NAME,
    MetaData(),
    Column("rowid", Integer, primary_key=True),
    Column("kind", String),
    Column("title", String),
    Column("body", String),
)
INDEXED: tuple[type[Record], ...] = tuple(record for record in RECORDS if record.fields.searchable)

_CREATE = (
    f"CREATE VIRTUAL TABLE {NAME} USING fts5(kind, title, body, content='', contentless_delete=1, "
    "tokenize='ascii', prefix='1 2 3')"
)
# Straight to the driver: every durable line passes here, and half a million rows need no object each.
_INSERT = f"INSERT INTO {NAME}(rowid, kind, title, body) VALUES (?, ?, ?, ?)"
# Built once: every key in the filter box passes here. `search MATCH ?` names the table itself as a column.
_MATCHING = select(SEARCH.c.rowid).where(text(f"{NAME} MATCH :sought"))
_NEWEST = _MATCHING.order_by(SEARCH.c.rowid.desc()).limit(bindparam("count"))
_DELETE = text(f"DELETE FROM {NAME} WHERE rowid = :id")

_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
)
_SIGNS_ONLY = re.compile(r"(?<!\S)[^\sa-z0-9\x00-\x1f\x7f]+(?!\S)")
_SIGN_BASE = 0xE000
_ALONE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_TOKEN = re.compile(r"[a-z0-9\u0080-\U0010ffff]+")
_Token = tuple[int, str, int, bytes]  # record, column, place in it, word
LONGEST_TOKEN = 32768  # bytes; the engine cuts the rest off
GROUPS, LOOKED_INTO = 4093, 50
AT_A_TIME = 500


def fold(words: str) -> str:
    """`words` as the index keeps and seeks them: tokens with spaces or ASCII punctuation between them."""
    lowered = words.lower() if words.isascii() else _fold_beyond_ascii(words)
    return _SIGNS_ONLY.sub(_one_token, lowered)


def _fold_beyond_ascii(words: str) -> str:
    flat = unicodedata.normalize("NFKD", words.casefold()).casefold().translate(_LETTERS)
    return flat.translate(_KEPT)


class _Kept(dict[int, str]):
    """What becomes of each character of folded text, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = kept = _keep(chr(code))
        return kept


_KEPT = _Kept()


def _keep(character: str) -> str:
    """One character of folded text: kept, dropped, spaced out, or turned into a space."""
    if character.isascii():
        return character
    if _ALONE.match(character):
        return f" {character} "
    category = unicodedata.category(character)
    if (category == "Mn" and "\u0300" <= character <= "\u036f") or category == "Cf":
        return ""
    return character if category[0] in "LMNS" or category == "Co" else " "


def _one_token(word: "re.Match[str]") -> str:
    """A word without letters or digits as one token: its ASCII signs move to a private range."""
    return "".join(chr(_SIGN_BASE + ord(c)) if c.isascii() else c for c in word[0])


def query(typed: str, kind: str = "") -> str | None:
    """What to MATCH for text as typed: all words, each a prefix, operators plain text. None when nothing was typed."""
    phrases = []
    for word in typed.split():
        if tokens := _TOKEN.findall(fold(word)):
            phrases.append(f'"{" ".join(tokens)}"*')
    if not phrases:
        return None
    found = " AND ".join(phrases)
    words = f"{{title body}} : ({found})"
    return f'kind : "{_kind_token(kind)}" AND {words}' if kind else words


def matching(typed: str, kind: str = "") -> Select[int] | None:
    """Ids of the records that hold all typed words, unordered; None when nothing was typed to seek."""
    sought = query(typed, kind)
    if sought is None:
        return None
    return _MATCHING.params(sought=sought)


def newest(session: Session, typed: str, kind: str, limit: int) -> list[int]:
    """The ids of the newest `limit` records of a kind that hold all typed words, newest first."""
    sought = query(typed, kind)
    return [] if sought is None else list(session.scalars(_NEWEST, {"sought": sought, "count": limit}))


def create_index(connection: Connection) -> None:
    """Make the empty index."""
    connection.execute(text(_CREATE))
    # Struck and deleted words leave the segments at once instead of at the next merge.
    connection.execute(text(f"INSERT INTO {NAME}({NAME}, rank) VALUES ('secure-delete', 1)"))


def forget_deleted_words(connection: Connection) -> None:
    """Merge all segments, so that words of struck lines are in none of them."""
    connection.execute(text(f"INSERT INTO {NAME}({NAME}) VALUES ('optimize')"))


def entry(record: Any) -> dict[str, Any] | None:
    """The index row of a record, None when it is not to be found: deleted, or without any words."""
    if record.deleted_at is not None:
        return None
    values = [str(value) for field in record.fields.searchable if (value := getattr(record, field.key))]
    return entry_of(record.id, record.kind, values)


def entry_of(record_id: int, kind: str, values: list[str]) -> dict[str, Any] | None:
    """The index row for plain values, the first two being the title."""
    if not values:
        return None
    title, body = " ".join(values[:2]), "\n".join(values[2:])
    return {"id": record_id, "kind": _kind_token(kind), "title": fold(title), "body": fold(body)}


def update(connection: Connection, records: Iterable[Record], new: set[int]) -> None:
    """Bring the index in step with changed records; those in `new` were not in it before."""
    sought = [record for record in records if record.fields.searchable]
    if known := [{"id": record.id} for record in sought if record.id not in new]:
        connection.execute(_DELETE, known)
    add_many(connection, [row for record in sought if (row := entry(record))])


def add_many(connection: Connection, entries: list[dict[str, Any]]) -> None:
    """Add rows of records that were not in the index before."""
    if entries:
        rows = [(entry["id"], entry["kind"], entry["title"], entry["body"]) for entry in entries]
        connection.exec_driver_sql(_INSERT, rows)


def rebuild(connection: Connection) -> None:
    """Make the index anew from the records."""
    connection.execute(text(f"DROP TABLE IF EXISTS {NAME}"))
    create_index(connection)
    for rows in expected(connection):
        add_many(connection, rows)


def out_of_step(connection: Connection) -> int:
    """How many index tokens are missing or too many at least, comparing the index with what the records ask for.

    Both sides are read once and go into one sum per group of records, so an office of any size needs no memory for
    it; only of groups whose sums differ, and of so many of them, the tokens themselves are compared.
    """
    connection.execute(text(f"CREATE VIRTUAL TABLE temp.real USING fts5vocab(main, {NAME}, instance)"))
    try:
        sums = [0] * GROUPS
        for token in _real_tokens(connection):
            sums[token[0] % GROUPS] += hash(token)
        for token in _expected_tokens(connection):
            sums[token[0] % GROUPS] -= hash(token)
        wrong = [group for group, rest in enumerate(sums) if rest]
        looked_into = frozenset(wrong[:LOOKED_INTO])
        different = _differences(connection, looked_into) if wrong else 0
        return different + len(wrong) - len(looked_into)
    finally:
        connection.execute(text("DROP TABLE temp.real"))


def _differences(connection: Connection, groups: frozenset[int]) -> int:
    counts: Counter[_Token] = Counter(token for token in _real_tokens(connection) if token[0] % GROUPS in groups)
    counts.subtract(token for token in _expected_tokens(connection) if token[0] % GROUPS in groups)
    return sum(abs(count) for count in counts.values())


def _real_tokens(connection: Connection) -> Iterable[_Token]:
    """What the index holds, straight from the driver: a large office has millions."""
    raw: Any = connection.connection.driver_connection
    found: Iterable[_Token] = raw.execute("SELECT doc, col, offset, CAST(term AS BLOB) FROM temp.real")
    return found


def _expected_tokens(connection: Connection) -> Iterator[_Token]:
    """The same from the records."""
    return (token for rows in expected(connection) for row in rows for token in _tokens_of(row))


def _tokens_of(row: dict[str, Any]) -> Iterator[_Token]:
    """An index row cut into words as the engine cuts it."""
    for column in ("kind", "title", "body"):
        for offset, term in enumerate(_TOKEN.findall(row[column])):
            yield row["id"], column, offset, term.encode()[:LONGEST_TOKEN]


def expected(connection: Connection) -> Iterable[list[dict[str, Any]]]:
    """The index rows that the records ask for, in parts: what the index must hold, neither more nor less."""
    for record in INDEXED:
        columns = [record.fields.column(field) for field in record.fields.searchable]
        found = connection.execute(select(record.id, *columns).where(record.deleted_at.is_(None)))
        for part in found.partitions(AT_A_TIME):
            entries = (entry_of(row[0], record.kind, [str(v) for v in row[1:] if v]) for row in part)
            yield [entry for entry in entries if entry]


def _kind_token(kind: str) -> str:
    return "k" + re.sub(r"\W", "", kind)


def counts_by_kind(connection: Connection) -> Counter[str]:
    """How many live records of each kind the office holds."""
    return Counter(
        {
            record.kinds: connection.scalar(
                select(func.count(literal(1))).select_from(record).where(record.deleted_at.is_(None))
            )
            or 0
            for record in RECORDS
        }
    )
