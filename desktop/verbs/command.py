"""Running one verb by its name: exit 0 done, 1 you can act, 2 usage, 70 our own bug."""

import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop import __version__
from desktop.models.refusal import Refusal
from desktop.verbs import VERBS
from desktop.verbs.bug_report import bug_line, printable
from desktop.verbs.early_refusal import expect_passphrase

DONE, REFUSED, USAGE, BUG, INTERRUPTED = 0, 1, 2, 70, 130


def run_command(given: Sequence[str], handed: Mapping[str, Callable[..., Any]] | None = None) -> int:
    """Run the verb that `given` begins with and give its exit code; what it says goes to the terminal.

    `handed` gives a verb what it may not import itself, by the verb's name.
    """
    os.umask(0o077)  # whatever is written is for this person only
    try:
        code = _dispatch(given, handed or {})
        sys.stdout.flush()
        return code
    except Refusal as refusal:
        print(printable(str(refusal)), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. What was saved before stays saved.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # the last line of defense: a code instead of a traceback
        print(bug_line(error), file=sys.stderr)
        return BUG


def _dispatch(given: Sequence[str], handed: Mapping[str, Callable[..., Any]]) -> int:
    if not given or given[0] in ("-h", "--help"):
        _print_usage()
        return DONE if given else USAGE
    if given[0] == "--version":
        print(f"Common Ground {__version__}")
        return DONE
    if given[0] not in VERBS:
        print(f'There is no verb "{printable(given[0][:40])}". Run with --help for the list.', file=sys.stderr)
        return USAGE
    expect_passphrase(given)
    module = importlib.import_module(f"desktop.verbs.{given[0]}_verb")
    also = (handed[given[0]],) if given[0] in handed else ()
    return int(module.run(given[1:], *also) or DONE)


def _print_usage() -> None:
    print("usage: commonground VERB OFFICE [options]      (commonground VERB --help tells more)\n")
    for verb, what in VERBS.items():
        print(f"  {verb:<12} {what}")
