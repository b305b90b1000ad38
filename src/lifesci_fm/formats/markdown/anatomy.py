"""One entry taken apart, whatever its shape:

- [Venue] Title. [[Paper]](u), [[Code]](u)
1. [2025 Nature Methods] **Title** [[paper]](u)
- `2023.05` Title, [arXiv](u)
**Title**⏎Authors⏎[bioRxiv 2023.06](u) • [code](u)
- 2020 - [name](code) - Author - what it does - [paper](doi)
- **(Model)** _Title_ ```Venue 2023```⏎[[Paper](u)]
Authors. Title. Venue, 2021. doi:…
"""

from __future__ import annotations

from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.heads import take_head
from lifesci_fm.formats.markdown.inline import Piece, plain
from lifesci_fm.formats.markdown.labels import label_role
from lifesci_fm.formats.markdown.leads import take_leads
from lifesci_fm.formats.markdown.parts import Cursor, parts_of
from lifesci_fm.formats.markdown.tails import take_afterthoughts, take_tail


def read_entry(pieces: list[Piece]) -> Entry:
    """What an entry says; the pieces stay as they are."""
    found = parts_of(pieces)
    entry = Entry(text=plain(pieces), badges=found.badges, status=found.status)
    cursor = Cursor(found.parts)
    take_leads(cursor, entry)
    take_head(cursor, entry)
    take_tail(cursor, entry)
    take_afterthoughts(entry)
    entry.names_not_venues()
    named = entry.name is not None and (entry.name_link is not None or entry.name.isupper())
    if entry.title and entry.name and not named and label_role(entry.name):
        entry.name = None  # `**Paper:** [Title](url)`
    return entry
