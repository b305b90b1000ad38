"""What the Tab key costs: `python benchmarks/completion.py [PAPERS [FOLDER]]`, 100,000 papers unless told otherwise

Runs fm as the shells ask it (see `fm completion zsh`) against `python -c "import typer"`, whole processes in one run.
FOLDER keeps the generated library for the next time.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from libraries import make
from measure import compare

YARDSTICK = 'python -c "import typer"'
LINES = (
    "fm |", "fm list --|", "fm show b|", "fm show |", "fm show ba|", "fm mark read b|", "fm list --domain s|",
    "fm list --model b|", "fm list --author m|", "fm list --venue journal|", "fm list --tag t|",
    "fm list domain:sc|", "fm model show b|", "fm export bibtex --key b|",
)  # fmt: skip


def main() -> None:
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    python, fm = sys.executable, str(Path(sys.executable).with_name("fm"))
    with tempfile.TemporaryDirectory() as room:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(room)
        library = make(folder / f"{papers}.sqlite", papers)
        environ = {**os.environ, "HOME": room, "FM_LIBRARY": str(library), "_FM_COMPLETE": "zsh"}
        commands = {line: [fm, *line.rstrip("|").split(" ")[1:]] for line in LINES}
        print(compare({YARDSTICK: [python, "-c", "import typer"], **commands}, YARDSTICK, environ=environ))


if __name__ == "__main__":
    main()
