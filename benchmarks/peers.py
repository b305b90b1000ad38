"""Other literature managers, with the papers of a generated library: `python benchmarks/peers.py FOLDER`

Makes an environment in FOLDER for each line of peers.txt; `benchmarks/speed.py --peers FOLDER` then measures what is
there. Each gets a library of its own in its own form: key, title, authors, year, venue, abstract, DOI, and the domains
as tags. Nothing of theirs is touched but folders made here, HOME included.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

PINS = Path(__file__).with_name("peers.txt")

#: One question each: papers of the domain scRNA of 2023; papers whose title has three words.
_ROWS = """
SELECT key, title, authors, year, venue, coalesce(abstract, ''), coalesce(doi, ''), coalesce(domains, '') FROM papers
"""
Paper = dict[str, Any]


class Peer(NamedTuple):
    """A program: `write` makes its library of papers in a folder that is its HOME; its command lines by what they do.

    `most` is the largest library that it is measured with: a larger one takes it minutes for one answer.
    """

    name: str
    program: str
    write: Callable[[Path, Iterator[Paper]], None]
    commands: Mapping[str, list[str]]
    most: int


def papers(library: Path) -> Iterator[Paper]:
    """The papers of a library of fm."""
    connection = sqlite3.connect(f"file:{library}?mode=ro", uri=True)
    names = ("key", "title", "author", "year", "journal", "abstract", "doi", "tags")
    for row in connection.execute(_ROWS):
        paper = dict(zip(names, row, strict=True))
        yield paper | {"author": paper["author"].replace("; ", " and "), "tags": paper["tags"].split(", ")}
    connection.close()


def _write_papis(home: Path, rows: Iterator[Paper], backend: str = "papis") -> None:
    settings = home / ".config" / "papis" / "config"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        f"[settings]\ndefault-library = papers\ndatabase-backend = {backend}\n[papers]\ndir = {home}/p\n"
    )
    for number, paper in enumerate(rows):
        folder = home / "p" / str(number // 1000) / paper["key"]
        folder.mkdir(parents=True)
        info = paper | {"ref": paper["key"], "papis_id": f"{number:032x}", "type": "article", "files": []}
        (folder / "info.yaml").write_text(_yaml(info), encoding="utf-8")


def _write_papis_sqlite(home: Path, rows: Iterator[Paper]) -> None:
    _write_papis(home, rows, "sqlite")


def _write_cobib(home: Path, rows: Iterator[Paper]) -> None:
    (home / "cobib").mkdir()
    settings = home / ".config" / "cobib" / "config.py"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        "from cobib.config import config\n"
        f"config.database.file = '{home}/cobib/db.yaml'\nconfig.database.cache = '{home}/cobib/cache'\n"
        "config.logging.version = None\n"
    )
    with (home / "cobib" / "db.yaml").open("w", encoding="utf-8") as file:
        for paper in rows:
            fields = {name: value for name, value in paper.items() if name != "key"} | {"ENTRYTYPE": "article"}
            file.write(
                f"---\n{paper['key']}:\n" + "".join(f"  {line}\n" for line in _yaml(fields).splitlines()) + "...\n"
            )


def _write_pubs(home: Path, rows: Iterator[Paper]) -> None:
    for name in ("bib", "meta", "doc", "notes", ".cache"):
        (home / ".pubs" / name).mkdir(parents=True)
    (home / ".pubsrc").write_text(f"[main]\npubsdir = {home}/.pubs\n[internal]\nversion = 0.9.0\n")
    for paper in rows:
        names = ("title", "author", "year", "journal", "abstract", "doi")
        fields = ",\n".join(f"  {name} = {{{paper[name]}}}" for name in names)
        text = f"@article{{{paper['key']},\n{fields}\n}}\n"
        (home / ".pubs" / "bib" / f"{paper['key']}.bib").write_text(text, encoding="utf-8")
        tags = ", ".join(f"{tag}: null" for tag in paper["tags"] if tag)
        meta = f"added: 2026-11-20 10:00:00\ndocfile: null\ntags: !!set {{{tags}}}\n"
        (home / ".pubs" / "meta" / f"{paper['key']}.yaml").write_text(meta, encoding="utf-8")


def _yaml(values: Paper) -> str:
    """A flat mapping: JSON values are YAML values."""
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())


_PAPIS = {
    "start": ["--version"],
    "list": ["list", "--all", "tags:scRNA year:2023"],
    "search": ["list", "--all", "title:single title:cell title:foundation"],
}
PEERS = (
    Peer("papis", "papis", _write_papis, _PAPIS, 100_000),
    Peer("papis, SQLite", "papis", _write_papis_sqlite, _PAPIS, 100_000),
    Peer(
        "cobib",
        "cobib",
        _write_cobib,
        {
            "start": ["--version"],
            "list": ["list", "--limit", "50", "++tags", "scRNA", "++year", "2023"],
            "search": ["search", "single.cell.*foundation"],
        },
        10_000,
    ),
    Peer(
        "pubs",
        "pubs",
        _write_pubs,
        {
            "start": ["--version"],
            "list": ["list", "tag:scRNA", "year:2023"],
            "search": ["list", "title:single", "title:cell", "title:foundation"],
        },
        10_000,
    ),
)


def main() -> None:
    """Make the environments."""
    for line in PINS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            room = Path(sys.argv[1]) / line.partition("=")[0]
            subprocess.run([sys.executable, "-m", "venv", str(room)], check=True)
            subprocess.run([str(room / "bin" / "pip"), "install", "--quiet", *line.split()], check=True)


if __name__ == "__main__":
    main()
