"""RIS, MEDLINE (.nbib) and EndNote (.enw): what Zotero, EndNote, PubMed and publishers export; RIS is written, too.

`tags` splits a file of either kind into records of tags, `reader` says what the tags mean, `writer` prints RIS.
"""

from __future__ import annotations

from lifesci_fm.formats.ris.reader import read
from lifesci_fm.formats.ris.writer import write

__all__ = ["read", "write"]
