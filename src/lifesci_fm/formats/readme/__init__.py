"""README blocks: the library's papers, datasets, write-ups and resources as Markdown, printed or kept between markers.

`options` says what a block prints, `choose` takes the entries from a library, `render` prints them in the styles of
`tables` and `lists`, `markdown` makes library text safe, `blocks` finds and fills the marked blocks of a file.
Reading such files is `formats.markdown`.
"""

from __future__ import annotations

from lifesci_fm.formats.readme.blocks import Block, Page, fill, new_page, read_page
from lifesci_fm.formats.readme.choose import Library, things
from lifesci_fm.formats.readme.options import STYLES, Options, filter_words, read_options
from lifesci_fm.formats.readme.render import render

__all__ = [
    "STYLES",
    "Block",
    "Library",
    "Options",
    "Page",
    "fill",
    "filter_words",
    "new_page",
    "read_options",
    "read_page",
    "render",
    "things",
]
