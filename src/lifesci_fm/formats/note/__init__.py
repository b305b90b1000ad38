"""Reading notes: Markdown files with front matter, written from a template and read back.

`writing` fills the placeholders of a template, the packaged one or the user's; `reading` tells which paper a note is
about and what it lists.
"""

from __future__ import annotations

from lifesci_fm.formats.note.reading import Note, read
from lifesci_fm.formats.note.writing import PLACEHOLDERS, packaged_template, write

__all__ = ["PLACEHOLDERS", "Note", "packaged_template", "read", "write"]
