"""The encrypted database: the only module that opens it, always with a key, never in plain text."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool, StaticPool
from sqlcipher3 import dbapi2

from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store.faults import Damaged, damaged, disk_failed, told_plainly

PLAIN_HEADER = b"SQLite format 3\x00"
BUSY_SECONDS = 5
KEY_BYTES = 32
PRIVATE_FILE = 0o600


def reading_engine(path: Path, key: bytes, drawers: DrawerKeys, *, temporary: bool = False) -> Engine:
    """An engine whose connections only read; `temporary` lets them make temporary tables, in memory.

    Where the folder cannot be written to, a clean database still opens.
    """
    folder_writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
    options = "mode=rw" if folder_writable else "mode=ro&immutable=1"
    log = path.with_name(path.name + "-wal")
    if not folder_writable and log.exists() and log.stat().st_size:
        raise Refusal(
            f"{path.parent} cannot be written to, and its last changes are not folded in yet. "
            "Open it once where it can be written, or copy the whole folder to a disk of your own."
        )

    def connect() -> dbapi2.Connection:
        connection = _connect(path, key, options)
        if not temporary:
            connection.execute("PRAGMA query_only = ON")
        return connection

    return _engine(connect, drawers, begin="BEGIN")


def writing_engine(path: Path, key: bytes, drawers: DrawerKeys) -> Engine:
    """An engine with the one connection that writes: durable before a commit returns, freed pages overwritten."""

    def connect() -> dbapi2.Connection:
        connection = _connect(path, key, "mode=rw")
        connection.execute("PRAGMA journal_mode = WAL")  # `stand_alone` may have taken it away before a kill
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    return _engine(connect, drawers, begin="BEGIN IMMEDIATE", single=True)


def migrating_engine(path: Path, key: bytes) -> Engine:
    """A writing engine for a copy whose tables are being rebuilt: references are checked afterwards, not meanwhile."""

    def connect() -> dbapi2.Connection:
        connection = _connect(path, key, "mode=rw")
        connection.execute("PRAGMA foreign_keys = OFF")  # has no effect once a transaction has begun
        return connection

    return _engine(connect, DrawerKeys(), begin="BEGIN IMMEDIATE", single=True)


def create_database(path: Path, key: bytes) -> None:
    """Make an empty encrypted database with write-ahead log; Refusal when something lies there already."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    except FileExistsError:
        raise Refusal(f"{path} exists already. Choose another folder for a new office.") from None
    connection = _connect(path, key, "mode=rw", new=True)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA user_version = 1")
    finally:
        connection.close()
    if _header(path) == PLAIN_HEADER:  # cannot happen with a key; never leave such a file behind
        path.unlink()
        raise RuntimeError("the new database is not encrypted")


def copy_database(source: Connection, target: Path, key: bytes) -> None:
    """Copy the whole database consistently while it is in use; the copy is encrypted with the same key."""
    create_database(target, key)
    copy = _connect(target, key, "mode=rw")
    try:
        copy.execute("PRAGMA journal_mode = DELETE")
        driver: dbapi2.Connection = source.connection.driver_connection
        driver.backup(copy)
    finally:
        copy.close()


def fold_in_log(connection: Connection) -> None:
    """Fold the write-ahead log into the database and truncate it, so that no older text stays in it."""
    connection.connection.driver_connection.execute(  # type: ignore[union-attr]
        "PRAGMA wal_checkpoint(TRUNCATE)"
    )


def stand_alone(path: Path, key: bytes) -> None:
    """Bring a database into its one file, without log, so that it can be replaced; Refusal while another reads it."""
    connection = _connect(path, key, "mode=rw")
    try:
        connection.execute("PRAGMA busy_timeout = 1000")
        alone = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete"
    except dbapi2.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY":
            raise
        alone = False
    finally:
        connection.close()
    if not alone:
        raise _read_elsewhere(path)


def opens(path: Path, key: bytes) -> bool:
    """Whether this key opens the database; a Refusal when the disk does not let us see."""
    engine = reading_engine(path, key, DrawerKeys())
    try:
        with told_plainly(path), engine.connect():
            return True
    except Damaged:
        return False
    finally:
        engine.dispose()


@contextmanager
def held_alone(path: Path, key: bytes) -> Iterator[Callable[[bytes], None]]:
    """Hold a database that nobody else reads, its log folded in; gives the function that changes its key.

    The change goes through the log in one commit: a kill leaves it wholly old or wholly new. It is encrypted anew page
    by page, so it takes as much room on the disk again. Refusal while another program reads, or without that room.
    """
    try:
        connection = _connect(path, key, "mode=rw", alone=True)
    except dbapi2.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY":
            raise
        raise _read_elsewhere(path) from None

    def change_key(new: bytes) -> None:
        if len(new) != KEY_BYTES:
            raise ValueError("the office key has 32 bytes")
        # The pragma answers "ok" also when its commit failed on a full disk: what counts is which key opens the file.
        with suppress(dbapi2.Error):
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()
        if not opens(path, new):
            raise disk_failed(path)

    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield change_key
    finally:
        connection.close()


def _read_elsewhere(path: Path) -> Refusal:
    return Refusal(f"Another program reads {path}. Close it there and try again. Nothing was changed.")


def page_errors(path: Path, key: bytes) -> list[str]:
    """Every page whose checksum fails, then what the engine finds wrong; empty when all is well.

    Reads to the last row: a single damaged page is reported once, wherever it lies.
    """
    if found := _bad_checksums(path, key):
        # A page that was just being written may look damaged for a moment; a damaged one looks so again.
        again = _bad_checksums(path, key)
        if found := [error for error in found if error in again]:
            return found
    engine = reading_engine(path, key, DrawerKeys())
    try:
        with engine.connect() as connection:
            rows = connection.execute(text("PRAGMA integrity_check"))
            found = [str(row[0]) for row in rows if row[0] != "ok"]
            found += [f"reference broken: {row[0]}" for row in connection.execute(text("PRAGMA foreign_key_check"))]
            return found
    finally:
        engine.dispose()


def _bad_checksums(path: Path, key: bytes) -> list[str]:
    """The pages whose checksum fails, found even when the schema lies on one of them."""
    writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
    connection = _connect(path, key, "mode=rw" if writable else "mode=ro&immutable=1", probe=False)
    try:
        return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    finally:
        connection.close()


def _connect(
    path: Path, key: bytes, options: str, *, new: bool = False, probe: bool = True, alone: bool = False
) -> dbapi2.Connection:
    if len(key) != KEY_BYTES:
        raise ValueError("the office key has 32 bytes")
    if not path.exists():
        raise Refusal(f"There is no {path}. Check the path.")
    header = _header(path)
    if header == PLAIN_HEADER:
        raise Refusal(f"{path} is not encrypted, so it was not made by this program. It was not opened.")
    if not new and len(header) < len(PLAIN_HEADER):
        raise damaged(path)
    connection = dbapi2.connect(
        f"file:{quote(str(path.absolute()))}?{options}",
        uri=True,
        timeout=1 if alone else BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if alone:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        if probe:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _engine(
    connect: Callable[[], dbapi2.Connection], drawers: DrawerKeys, *, begin: str, single: bool = False
) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        module=dbapi2,
        poolclass=StaticPool if single else QueuePool,
        hide_parameters=True,
    )
    engine.dialect.drawer_keys = drawers  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver: dbapi2.Connection = connection.connection.driver_connection
        driver.execute(begin)

    return engine


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER))
