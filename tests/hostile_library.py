"""A library in which every title, name, venue, model and address tries to break out of something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bibliography import HOSTILE
from export_library import HOSTILE as MANY_IN_ONE
from lifesci_fm.formats.readme.markdown import visible
from lifesci_fm.store import database
from lifesci_fm.store.transfer import load_rows

TITLES = [
    *HOSTILE,
    MANY_IN_ONE,
    "tab\tand\nnewline and \x07 bell",
    "ends in a pipe |",
    "| begins with one",
    "1. numbered",
]


def make(library: Path) -> Path:
    """The library, as a new file."""
    database.create(library)
    connection = database.connect(library)
    try:
        connection.execute("BEGIN IMMEDIATE")
        load_rows(connection, enumerate(_lines(), 1), name="hostile", at="2026-01-01T00:00:00Z")
        connection.execute("COMMIT")
    finally:
        connection.close()
    return library


def _lines() -> Iterator[dict[str, Any]]:
    for number, title in enumerate(TITLES, 1):
        model = f"{visible(title)} {number}"
        yield {"model": model, "released": "2023-05"}
        yield {"dataset": model, "modality": title, "scale": title, "task": title, "url": f"https://x.org/d_({number})"}
        link = {"kind": "article", "url": f"https://x.org/a_({number})", "title": title}
        yield {"article": model, "number": number, "links": [link]}
        yield {
            "resource": model,
            "kind": "course",
            "url": f"https://x.org/r_({number})",
            "topic": [title],
            "remark": title,
        }
        yield {
            "paper": f"hostile{number}",
            "title": title,
            "type": "article",
            "status": "planned",
            "authors": [f"{visible(title)}, Given".replace(", Jr.", ""), "A | B](javascript:x)"],
            "versions": [
                {
                    "kind": "published",
                    "id": f"doi:10.1234/({number})",
                    "venue": f"Journal of {visible(title)}",
                    "date": "2024-02",
                    "url": f"https://x.org/a_(b)_{number}?q=<script>|`x`*y*",
                }
            ],
            "models": [model],
        }
