"""What a command costs before it does anything: `python benchmarks/startup.py`

Runs the installed fm on the starter library, piped, against `python -c "import typer"`, whole processes in one run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from measure import compare


def main() -> None:
    python, fm = sys.executable, str(Path(sys.executable).with_name("fm"))
    with tempfile.TemporaryDirectory() as room:
        library = Path(room) / "library.sqlite"
        environ = {**os.environ, "HOME": room, "FM_LIBRARY": str(library)}
        commands = {
            'python -c "import typer"': [python, "-c", "import typer"],
            "python -c pass": [python, "-c", "pass"],
            "fm --version": [fm, "--version"],
            "fm list": [fm, "list"],
            "fm list --domain scRNA --status pending": [fm, "list", "--domain", "scRNA", "--status", "pending"],
            "fm list --json": [fm, "list", "--json"],
            "fm show scGPT": [fm, "show", "scGPT"],
            "fm export readme --style plan": [fm, "export", "readme", "--style", "plan"],
            "fm export bibtex": [fm, "export", "bibtex"],
        }
        print(compare(commands, 'python -c "import typer"', environ=environ))


if __name__ == "__main__":
    main()
