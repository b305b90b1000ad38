"""What commands cost at 10,000 to 1,000,000 papers, beside others: `python benchmarks/speed.py --rooms FOLDER`

Prints the table of the README: whole processes, taken in turn in one run, the installed fm beside the yardsticks
(Python itself, its imports, the sqlite3 module with the same question) and, with `--peers FOLDER`, the other programs
that `benchmarks/peers.py FOLDER` installed there. The libraries are made in the folder of `--rooms` and kept: a
million papers take some minutes and 2 GB, and a peer's library of 100,000 as long. Options name other sizes and rounds:

    python benchmarks/peers.py /tmp/peers
    python benchmarks/speed.py --rooms /tmp/rooms --peers /tmp/peers

A machine that does other work makes every process wait, the long ones more: so ratios are of processor time (user and
system), the best of all rounds, beside which stand the best and the median time by the clock. On an idle machine the
three are one. What takes more than five seconds is run once for its caches and once to be counted.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import libraries
import peers
from measure import Run, run

_SLOW = 5.0  # seconds

_LIST = """
SELECT p.key, p.title, p.year, p.venue, p.domains, p.status FROM papers AS p WHERE p.status IN ('planned', 'preparing')
AND EXISTS (SELECT 1 FROM paper_domains AS d WHERE d.paper_id = p.id AND d.domain = 'scRNA') ORDER BY p.id LIMIT 50"""
_SEARCH = """
SELECT p.key, p.title, p.year, p.venue, p.domains, p.status FROM search AS s JOIN papers AS p ON p.id = s.rowid
WHERE s.search MATCH 'single cell foundation' ORDER BY s.rank LIMIT 50"""
_ASK = """
import sqlite3, sys
for row in sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).execute(sys.argv[2]):
    print(*row, sep="\\t")
"""


class Command(NamedTuple):
    """One row of the table; words that are callable are asked again in each round."""

    name: str
    words: list[str | Callable[[int], str]]
    environ: Mapping[str, str]
    terminal: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", type=Path, required=True, help="folder of the libraries")
    parser.add_argument("--peers", type=Path, help="folder of the other programs")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    options.rooms.mkdir(parents=True, exist_ok=True)
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "FM_"))}
    environ |= {"HOME": str(options.rooms), "TERM": "xterm-256color", "PAGER": "cat"}
    small = libraries.make(options.rooms / "1000.sqlite", 1_000)
    sections = [("none", [*_yardsticks(environ), *_starts(environ), *_changes(small, environ)])]
    for size in options.sizes:
        library = libraries.make(options.rooms / f"{size}.sqlite", size)
        commands = [*_yardsticks(environ)[1:2], *_questions(library, environ), *_changes(library, environ)]
        if options.peers:
            commands += _peers(options.peers, options.rooms, library, size, environ)
        sections.append((f"{size:,} papers", commands))
    print("| papers | command | processor s | × `import typer` | best s | median s | peak MB |")
    print("|---|---|---|---|---|---|---|")
    for title, commands in sections:
        _measure(title, commands, options.rounds)
    print(f"\nLoad of the machine (1, 5, 15 minutes): {', '.join(f'{one:.1f}' for one in os.getloadavg())}")


def _yardsticks(environ: Mapping[str, str]) -> list[Command]:
    codes = ("pass", "import typer", "import typer, sqlmodel")
    return [Command(f'`python -c "{code}"`', [sys.executable, "-c", code], environ) for code in codes]


def _fm(name: str, *words: str | Callable[[int], str], environ: Mapping[str, str], terminal: bool = False) -> Command:
    return Command(name, [str(Path(sys.executable).with_name("fm")), *words], environ, terminal)


def _starts(environ: Mapping[str, str]) -> list[Command]:
    return [_fm(f"`fm {words}`", *words.split(), environ=environ) for words in ("--version", "list --help")]


def _questions(library: Path, environ: Mapping[str, str]) -> list[Command]:
    place = ("--library", str(library))
    few = (*place, "list", "--domain", "scRNA", "--status", "pending", "--limit", "50")
    search = (*place, "search", "single", "cell", "foundation", "--limit", "50")
    whole = (*place, "list", "--domain", "scRNA", "--year", "2023")
    asked = [sys.executable, "-c", _ASK, str(library)]
    return [
        _fm("`fm list --domain scRNA --status pending --limit 50`", *few, environ=environ),
        Command("— the sqlite3 module, same question", [*asked, _LIST], environ),
        _fm("— as a table on a terminal", *few, "--no-pager", environ=environ, terminal=True),
        _fm("`fm list --domain scRNA --year 2023`, all of them", *whole, environ=environ),
        _fm("`fm search single cell foundation --limit 50`", *search, environ=environ),
        Command("— the sqlite3 module, same words by rank", [*asked, _SEARCH], environ),
        _fm("— as a table on a terminal, hits marked", *search, "--no-pager", environ=environ, terminal=True),
    ]


def _changes(library: Path, environ: Mapping[str, str]) -> Iterator[Command]:
    """One paper shown, and small changes of it; every round changes something."""
    connection = sqlite3.connect(library)
    key, doi = connection.execute("SELECT key, doi FROM papers WHERE doi IS NOT NULL ORDER BY id LIMIT 1").fetchone()
    connection.close()
    place = ("--library", str(library))
    end = ", 1,000 papers" if library.stem == "1000" else ""
    yield _fm(f"`fm show KEY`{end}", *place, "show", key, environ=environ)
    status: Callable[[int], str] = lambda turn: ("read", "planned")[turn % 2]  # noqa: E731  (a word of a command)
    rating: Callable[[int], str] = lambda turn: f"rating={1 + turn % 5}"  # noqa: E731  (the same)
    yield _fm(f"`fm mark STATUS KEY`{end}", *place, "mark", status, key, environ=environ)
    yield _fm(f"`fm edit KEY --set rating=N`{end}", *place, "edit", key, "--set", rating, environ=environ)
    yield _fm(f"`fm add` of a known DOI{end}", *place, "--offline", "add", doi, environ=environ)


def _peers(folder: Path, rooms: Path, library: Path, size: int, environ: Mapping[str, str]) -> Iterator[Command]:
    """Those that are installed and can bear so many papers."""
    for peer in peers.PEERS:
        program = folder / peer.program / "bin" / peer.program
        if not program.exists() or size > peer.most:
            continue
        home = rooms / f"{peer.name.replace(', ', '-')}-{size}"
        if not home.exists():
            home.mkdir()
            peer.write(home, peers.papers(library))
        for what, words in peer.commands.items():
            if what != "start" or size == 10_000:
                line = " ".join(words)
                yield Command(
                    f"{peer.name}: `{peer.program} {line}`", [str(program), *words], environ | {"HOME": str(home)}
                )


def _measure(title: str, commands: list[Command], rounds: int) -> None:
    """Run all in turn and print their rows; the first round fills caches and is not counted, but for slow ones."""
    taken: list[tuple[Command, list[Run]]] = [(command, []) for command in commands]
    for turn in range(rounds + 1):
        for command, runs in taken:
            if runs and max(one.seconds for one in runs) > _SLOW and turn > 1:
                continue
            words = [word(turn) if callable(word) else word for word in command.words]
            try:
                result = run(words, command.environ, terminal=command.terminal, quiet=True)
            except subprocess.CalledProcessError as fault:
                sys.exit(f"{' '.join(words)} ended with {fault.returncode}")
            if turn == 1:
                runs.clear()
            runs.append(result)
    typer = next(min(one.processor for one in runs) for command, runs in taken if 'import typer"' in command.name)
    for command, runs in taken:
        clock, processor = [one.seconds for one in runs], min(one.processor for one in runs)
        name = f"{command.name} (1 run)" if len(runs) == 1 else command.name
        cells = [title, name, f"{processor:.3f}", f"{processor / typer:.2f}", f"{min(clock):.3f}"]
        cells += [f"{statistics.median(clock):.3f}", f"{max(one.megabytes for one in runs):.0f}"]
        print(f"| {' | '.join(cells)} |", flush=True)
        title = ""


if __name__ == "__main__":
    main()
