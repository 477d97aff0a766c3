"""Every claim about speed, each a ratio to a floor measured in the same run. Exit 1 when one does not hold."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import (
    adding,
    demo,
    exporting,
    importing,
    journeys,
    printing,
    searching,
    session,
    starting,
    tables,
)


def main() -> int:
    """Run the measurements named on the command line, or all."""
    wanted = sys.argv[1:]
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        for module in (starting, adding, session, exporting, importing, printing, searching, tables, journeys, demo):
            name = module.__name__.rsplit(".", 1)[-1]
            if wanted and name not in wanted:
                continue
            for result in module.measure(Path(folder) / name):
                print(result, flush=True)
                over += not result.ok
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
