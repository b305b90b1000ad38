"""What a small change costs before it changes anything: `python benchmarks/writing.py`

Runs the installed fm on the starter library against `python -c "import typer, sqlmodel"`, what a change would cost at
least if it went through an ORM; whole processes in one run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from measure import compare, run

YARDSTICK = 'python -c "import typer, sqlmodel"'


def main() -> None:
    python, fm = sys.executable, str(Path(sys.executable).with_name("fm"))
    with tempfile.TemporaryDirectory() as room:
        environ = {**os.environ, "HOME": room, "FM_LIBRARY": str(Path(room) / "library.sqlite")}
        run([fm, "--quiet", "init"], environ)
        words = {
            "fm mark read scGPT": ["mark", "read", "scGPT"],
            "fm edit scGPT --set rating=5": ["edit", "scGPT", "--set", "rating=5"],
            "fm edit scGPT --add-tag a --link demo=…": [
                "edit",
                "scGPT",
                "--add-tag",
                "a",
                "--link",
                "demo=https://a.org",
            ],
            "fm model edit scGPT --set parameters=53M": ["model", "edit", "scGPT", "--set", "parameters=53M"],
            "fm dataset edit Norman --set task=x": ["dataset", "edit", "Norman", "--set", "task=x"],
        }
        commands = {name: [fm, "--quiet", *typed] for name, typed in words.items()}
        print(compare({YARDSTICK: [python, "-c", "import typer, sqlmodel"], **commands}, YARDSTICK, environ=environ))


if __name__ == "__main__":
    main()
