"""Settings: the config file, overruled by `FM_…` variables, overruled by the command line.

The file is TOML, `<user config>/lifesci-fm/config.toml`; every key has a variable of the same name
(`contact_email` is `FM_CONTACT_EMAIL`, `url.crossref` is `FM_CROSSREF_URL`). Settings are read when a command
first asks for one, so that commands that need none pay nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from lifesci_fm.errors import UnreadableInput, UsageError

APP = "lifesci-fm"

#: Languages of labels.
LANGUAGES = ("en", "zh")

#: Base URLs of the sources; a setting replaces scheme, host and path prefix, the rest of a request stays.
SOURCE_URLS = {
    "crossref": "https://api.crossref.org",
    "datacite": "https://api.datacite.org",
    "arxiv": "https://export.arxiv.org/api/query",
    "biorxiv": "https://api.biorxiv.org",
    "europepmc": "https://www.ebi.ac.uk/europepmc/webservices/rest",
    "ncbi": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
    "idconv": "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles",
    "openalex": "https://api.openalex.org",
    "s2": "https://api.semanticscholar.org",
    "doi": "https://doi.org",
}


def user_data_path() -> Path:
    """Where the library lives unless told otherwise."""
    if sys.platform == "linux":
        return _xdg_path("XDG_DATA_HOME", ".local/share")
    from platformdirs import user_data_path as place

    return place(APP, appauthor=False)


def user_config_path() -> Path:
    """The folder of config.toml and of the note template."""
    if sys.platform == "linux":
        return _xdg_path("XDG_CONFIG_HOME", ".config")
    from platformdirs import user_config_path as place

    return place(APP, appauthor=False)


def user_cache_path() -> Path:
    """The folder of what may be deleted at any time."""
    if sys.platform == "linux":
        return _xdg_path("XDG_CACHE_HOME", ".cache")
    from platformdirs import user_cache_path as place

    return place(APP, appauthor=False)


def _xdg_path(variable: str, default: str) -> Path:
    """What platformdirs answers on Linux (a test holds them equal), without the 3 ms of importing it."""
    named = os.environ.get(variable, "")
    return (Path(named) if named.strip() else Path("~").expanduser() / default) / APP


def language(word: str) -> str:
    """`en` or `zh`, of which `zh-CN`, `zh_Hans` and the like are forms. Raises UsageError."""
    found = word.strip().casefold().replace("_", "-").partition("-")[0]
    if found not in LANGUAGES:
        raise UsageError(f"fm has no labels in {word!r}.", "Say en or zh: --lang, FM_LANG, the setting lang.")
    return found


class Config:
    """The settings of one run. `environ` is injected so that tests need not touch the process's own."""

    def __init__(self, environ: Mapping[str, str], offline: bool = False) -> None:
        self.environ = environ
        self.offline = offline

    @classmethod
    def of_process(cls, *, offline: bool = False) -> Config:
        """Settings from this process's environment."""
        return cls(os.environ, offline)

    @cached_property
    def path(self) -> Path:
        """The config file: `FM_CONFIG`, else the user's."""
        named = self.environ.get("FM_CONFIG")
        return Path(named) if named else user_config_path() / "config.toml"

    @cached_property
    def file(self) -> Mapping[str, Any]:
        """What the config file says; empty when there is none. Raises UnreadableInput."""
        if not self.path.exists():
            return {}
        import tomllib

        try:
            return tomllib.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            raise UnreadableInput(f"{self.path} is no TOML file: {fault}.", "Correct or remove it.") from fault

    def _setting(self, key: str, default: Any) -> Any:
        variable = self.environ.get(f"FM_{key.upper()}")
        return variable if variable not in (None, "") else self.file.get(key, default)

    def _seconds(self, key: str, default: float) -> float:
        value = self._setting(key, default)
        try:
            seconds = float(value)
        except (TypeError, ValueError):
            seconds = -1.0
        if not 0 <= seconds < float("inf"):
            raise UsageError(f"The setting {key} is {value!r}.", f"Give FM_{key.upper()} a number of seconds.")
        return seconds

    @cached_property
    def library(self) -> Path:
        """The library file: `FM_LIBRARY`, the config file's `library`, else the platform's data folder."""
        named = self._setting("library", None)
        return Path(named).expanduser() if named else user_data_path() / "library.sqlite"

    @cached_property
    def notes(self) -> Path:
        """The folder of reading notes: `FM_NOTES`, the config file's `notes`, else one beside the library's place."""
        named = self._setting("notes", None)
        return Path(named).expanduser() if named else user_data_path() / "notes"

    @cached_property
    def cache(self) -> Path:
        """The folder of what may be deleted at any time: `FM_CACHE`, the config file's `cache`, else the platform's."""
        named = self._setting("cache", None)
        return Path(named).expanduser() if named else user_cache_path()

    @property
    def author(self) -> str:
        """Who writes the reading notes; empty when the user did not say."""
        return str(self._setting("author", ""))

    @property
    def contact_email(self) -> str:
        """Address sent to the polite pools; empty when the user gave none."""
        return str(self._setting("contact_email", ""))

    @property
    def format(self) -> str | None:
        """Output format when neither the command line nor the kind of output decides."""
        value = self._setting("format", None)
        return None if value is None else str(value)

    @property
    def lang(self) -> str:
        """`en` or `zh`: labels of tables, pages and blocks. Raises UsageError."""
        return language(str(self._setting("lang", "en")))

    @property
    def cite(self) -> str:
        """What `fm cite` prints unless told otherwise: `latex`, `pandoc` or `text`."""
        return str(self._setting("cite", "latex"))

    @property
    def key_pattern(self) -> str:
        """How citation keys are made from a paper's first author, year and title."""
        return str(self._setting("key_pattern", "{family}{year}{word}"))

    @property
    def openalex_key(self) -> str:
        """API key of OpenAlex; without one it is never asked."""
        return str(self._setting("openalex_key", ""))

    @property
    def timeout(self) -> float:
        """Seconds one request may take."""
        return self._seconds("timeout", 20.0)

    @property
    def arxiv_interval(self) -> float:
        """Seconds between two requests to arXiv; its terms ask for 3 (info.arxiv.org/help/api/tou.html)."""
        return self._seconds("arxiv_interval", 3.0)

    def source_url(self, source: str) -> str:
        """Base URL of a source, without a closing slash. KeyError for a source that does not exist."""
        default = SOURCE_URLS[source]
        variable = self.environ.get(f"FM_{source.upper()}_URL")
        return str(variable or self.file.get("url", {}).get(source, default)).rstrip("/")
