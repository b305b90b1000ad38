"""The libraries that benchmarks measure are real ones: a figure of a library that fm would not make means nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from lifesci_fm.store.database import connect_readonly
from lifesci_fm.store.derived import DERIVED
from lifesci_fm.store.settle import unsettled

MAKER = Path(__file__).parent.parent / "benchmarks" / "libraries.py"


def test_a_made_library_is_as_fm_would_have_written_it(tmp_path: Path) -> None:
    path = tmp_path / "60.sqlite"
    made = subprocess.run([sys.executable, MAKER, path, "60"], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    with closing(connect_readonly(path)) as connection:
        assert connection.execute("SELECT count(*) FROM papers").fetchone() == (60,)
        assert unsettled(connection) == []
        for table in ("link", "author"):
            rows = _rows(connection, table)
            for column, make in DERIVED[table].items():
                assert [row[column] for row in rows] == [make(row) for row in rows], column


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
