"""Faults put into a verb by strace: a kill, or an error, at exactly the N-th call of one kind on one file.

The verbs run in processes forked from a server that has imported everything: strace then follows what the verb does and
not twenty thousand calls of imports, and hundreds of writes are swept in minutes.
"""

import multiprocessing
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.verbs.harness import LONGEST_RUN, Bench, Ran

INJECTED = "(INJECTED)"
KILL = "signal=SIGKILL"
# What verbs import when they need it; imported here, before the fork.
IMPORTED_LATE = (
    "desktop.verbs.add_verb", "desktop.verbs.backup_verb", "desktop.verbs.export_verb", "desktop.verbs.set_verb",
    "desktop.verbs.strike_verb", "desktop.verbs.undo_verb", "desktop.store.upgrading", "desktop.documents.workbook",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What goes wrong where. `call` is one system call, or several with commas; `file` one name in the office folder.

    strace counts the calls of each thread apart: the writer's commits, and what the main thread does around them.
    """

    call: str
    file: str = ""
    act: str = KILL

    def __str__(self) -> str:
        return f"{self.act} at {self.call}{f' of {self.file}' if self.file else ''}"

    def options(self, bench: Bench, when: str) -> list[str]:
        """For strace; `when` as it has it: "7", or "7+" for the seventh and all after."""
        only = ["-P", str(bench.root / self.file)] if self.file else []
        inject = f"inject={self.call}:{self.act}:when={when}"
        log = ["-o", str(log_of(bench))]
        return ["-f", "-qqq", "-e", "signal=none", *log, *only, "-e", f"trace={self.call}", "-e", inject]


def log_of(bench: Bench) -> Path:
    return bench.aside / "strace.log"


def injected(bench: Bench) -> int:
    """How many errors strace put into the last run."""
    return log_of(bench).read_text(errors="replace").count(INJECTED)


def faulty(bench: Bench, fault: Fault, when: int | str, verb: str, *words: str | Path) -> Ran:
    """Run a verb with this fault in it."""
    said = bench.aside / "out", bench.aside / "err"
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__, *IMPORTED_LATE])
    there, here = server.Pipe(duplex=False)
    process = server.Process(target=_run, args=(bench.arguments(verb, *words), *said, there), daemon=True)
    process.start()
    log_of(bench).unlink(missing_ok=True)
    tracer = subprocess.Popen(["strace", *fault.options(bench, str(when)), "-p", str(process.pid)])
    try:
        while not _is_traced(process.pid or 0):
            with suppress(subprocess.TimeoutExpired):
                tracer.wait(0.001)
                raise RuntimeError("strace could not attach")
        here.send("go")
        process.join(LONGEST_RUN)
        tracer.wait(LONGEST_RUN)
        code = process.exitcode
        assert code is not None, f"{verb} hangs with {fault}, when={when}"
        return Ran(code, *(path.read_text(encoding="utf-8", errors="backslashreplace") for path in said))
    finally:
        process.kill()
        process.join()
        process.close()
        tracer.kill()
        tracer.wait()
        here.close()
        there.close()


def _run(arguments: list[str], out: Path, err: Path, start: Connection) -> None:
    sys.stdout, sys.stderr = out.open("w", encoding="utf-8"), err.open("w", encoding="utf-8")
    start.recv()
    code = main(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def _is_traced(process: int) -> bool:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return "TracerPid:\t0\n" not in status


@cache
def why_not_strace() -> str:
    """Why strace cannot be used here, "" when it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    probe = ["strace", "-qqq", "-o", os.devnull, "-e", "trace=getpid", "-e", "inject=getpid:retval=1"]
    done = subprocess.run(
        [*probe, sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=False
    )
    return "" if done.stdout == "1\n" else "strace may not trace here"


needs_strace = pytest.mark.skipif(bool(why_not_strace()), reason=why_not_strace() or "strace works here")
