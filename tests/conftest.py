"""What every test stands on: a home that is nobody's, no FM_ variable from outside, and the optional shared data."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from lifesci_fm.store.database import connect, create

# A loaded machine is no fault of the code; and where CI decides, the same examples decide every time.
settings.register_profile(
    "fm", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("fm")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may read or write the home directory of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in [n for n in os.environ if n.startswith(("FM_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents and answers that stand beside some checkouts; tests that want them skip elsewhere."""
    place = ROOT.parent / "shared"
    if not (place / "seeds").is_dir():
        pytest.skip("the shared data is not beside this checkout")
    return place


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A new library as the migrations make it, open for writing."""
    path = tmp_path / "library.sqlite"
    create(path)
    with closing(connect(path)) as connection:
        yield connection
