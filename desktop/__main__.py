"""The `commonground` command. With a verb it does one job without a window; see `desktop.verbs`."""

import sys
from collections.abc import Sequence

from desktop.verbs.command import run_command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for and give the exit code."""
    return run_command(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    raise SystemExit(main())
