"""What a person changes of one thing, field by field, in her own name: no file and no source overrules it later.

`fields` says what may be typed, `changes` what is wanted and what came of it; each noun is laid open by a sheet in a
module of its own, and `desk` is what the library hands out.
"""

from lifesci_fm.library.editing.changes import Changes, Edited, Values
from lifesci_fm.library.editing.desk import Desk, fields_of

__all__ = ["Changes", "Desk", "Edited", "Values", "fields_of"]
