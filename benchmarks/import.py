"""What importing a large bibliography costs: `python benchmarks/import.py [--large]`

Whole processes in one run, taken in turn: bibtexparser parsing the file and nothing else (the yardstick), the installed
fm importing it into an empty library, and importing it again. With --large also ten times as many entries, once.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from measure import Run, run

from bibliography import write_bibliography

_PARSE = "import sys, bibtexparser; bibtexparser.parse_file(sys.argv[1])"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="ten times as many entries, too")
    options = parser.parse_args()
    print("| entries | what | median s | peak MB | × parse | µs an entry |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as room:
        _report(Path(room), options.entries, options.rounds)
        if options.large:
            _report(Path(room), 10 * options.entries, 1)


def _report(room: Path, entries: int, rounds: int) -> None:
    file = write_bibliography(room / f"{entries}.bib", entries)
    taken: dict[str, list[Run]] = {"bibtexparser": [], "first import": [], "second import": []}
    for _ in range(rounds):
        for name, result in zip(taken, _round(room, file), strict=True):
            taken[name].append(result)
    parse = [one.seconds for one in taken["bibtexparser"]]
    for name, runs in taken.items():
        seconds = statistics.median(one.seconds for one in runs)
        ratio = statistics.median(one.seconds / base for one, base in zip(runs, parse, strict=True))
        peak = max(one.megabytes for one in runs)
        print(f"| {entries:,} | {name} | {seconds:.2f} | {peak:.0f} | {ratio:.2f} | {seconds / entries * 1e6:.0f} |")


def _round(room: Path, file: Path) -> tuple[Run, Run, Run]:
    """The three of one round, one right after the other."""
    fm, library = str(Path(sys.executable).with_name("fm")), room / "library.sqlite"
    for old in room.glob("library.sqlite*"):
        old.unlink()
    environ = {**os.environ, "HOME": str(room), "FM_LIBRARY": str(library)}
    run([fm, "--quiet", "init", "--empty"], environ)
    parse = run([sys.executable, "-c", _PARSE, str(file)], environ)
    return parse, run([fm, "import", str(file)], environ), run([fm, "import", str(file)], environ)


if __name__ == "__main__":
    main()
