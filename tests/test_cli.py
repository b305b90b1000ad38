"""The frame of the command line: finding commands, ending with the right code and sentence, and starting fast."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import small_library
from lifesci_fm import __version__
from lifesci_fm.cli.app import COMMANDS, build
from lifesci_fm.config import user_cache_path, user_config_path, user_data_path
from lifesci_fm.store.release import packaged
from running import FM, environment, fm


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_library.make(tmp_path_factory.mktemp("cli") / "library.sqlite")


def test_help_lists_every_command_with_its_line() -> None:
    ran = fm(None, "--help", env={"COLUMNS": "200"})
    assert ran.code == 0
    for name, (_, line) in COMMANDS.items():
        assert any(row.split() == [name, *line.split()] for row in ran.out.splitlines()), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_built_and_explains_its_parameters(name: str) -> None:
    module, _, attribute = COMMANDS[name][0].partition(":")
    assert hasattr(import_module(f"lifesci_fm.cli.{module}"), attribute)
    command = build(name)
    assert command.help
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name} has no help"


def test_version() -> None:
    assert fm(None, "--version") == (0, f"fm {__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lsit"], "fm has no command 'lsit'. Did you mean list or split?"),
        (["list", "--domian", "DNA"], "`fm list` has no option --domian. Did you mean --domain"),
        (["list", "--library", "x"], "--library stands before the command: `fm --library … list`."),
        (["list", "--status", "raed"], "No status is called 'raed'. Did you mean read"),
        (["list", "--sort", "yaer"], "'yaer' is no sort key. Did you mean year?"),
        (["list", "--year", "soon"], "'soon' is no year."),
        (["list", "--since", "2023-13"], "'2023-13' is no date."),
        (["list", "--type", "articel"], "'articel' is no paper type. Did you mean article?"),
        (["list", "--has", "cod"], "Did you mean code?"),
        (["list", "--format", "jsno"], "No output format is called 'jsno'. Did you mean json"),
        (["list", "--columns", "titel"], "Papers have no column 'titel'. Did you mean title"),
        (["list", "--limit", "-1"], "Invalid value for '--limit'"),
        (["show"], "Missing argument 'PAPER'"),
        (["model", "lst"], "No such command 'lst'"),
    ],
)
def test_a_word_that_means_nothing_is_a_usage_error(library: Path, words: list[str], said: str) -> None:
    ran = fm(library, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) <= 2


def test_without_a_command_the_help_is_shown(library: Path) -> None:
    ran = fm(library)
    assert ran.code == 2
    assert "Commands:" in ran.err


@pytest.mark.parametrize(("words", "code"), [(["show", "nothing"], 3), (["list", "--domain", "x"], 3), (["lst"], 2)])
def test_stdout_stays_json_when_json_was_asked_for(library: Path, words: list[str], code: int) -> None:
    for asked in (["--json"], ["--format", "json"], ["--format=json"]):
        ran = fm(library, *words, *asked)
        assert ran.code == code
        assert json.loads(ran.out)["error"]["exit_code"] == code
        assert ran.err


def test_no_match_prints_nothing_says_so_and_is_no_error(library: Path) -> None:
    assert fm(library, "list", "--year", "1999", "--json") == (0, "[]\n", "No paper matches.\n")
    assert fm(library, "list", "--year", "1999") == (0, "", "No paper matches.\n")
    assert fm(library, "--quiet", "list", "--year", "1999", "--format", "table") == (0, "", "")


def test_an_unforeseen_fault_is_one_sentence_and_debug_shows_where(tmp_path: Path, library: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(library.read_bytes())
    import sqlite3

    connection = sqlite3.connect(broken)
    connection.execute("DROP VIEW papers")
    connection.commit()
    connection.close()
    ran = fm(broken, "list")
    assert ran.code == 1
    assert "--debug" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" in fm(broken, "--debug", "list").err


@pytest.mark.parametrize("content", [b"not a database, certainly" * 20, b"SQLite format 3\x00" + b"\x00" * 200])
def test_what_is_no_library_is_said_with_exit_7(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    ran = fm(file, "list")
    assert ran.code == 7
    assert str(file) in ran.err


def test_a_library_damaged_inside_is_said_with_exit_7(tmp_path: Path, library: Path) -> None:
    """The header is sound, so opening succeeds; what SQLite says later must not become a fault of fm's."""
    content = bytearray(library.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(content)
    assert fm(damaged, "list").code == 7


def test_a_name_with_control_characters_is_quoted_harmlessly(library: Path) -> None:
    ran = fm(library, "show", "evil\x1b[31mname\nsecond line")
    assert ran.code == 3
    assert "\x1b" not in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    library = small_library.make(tmp_path / "long.sqlite")
    from lifesci_fm.store import database

    connection = database.connect(library)
    connection.execute("BEGIN")
    for number in range(3000):
        small_library.paper(connection, f"p{number}", title="x" * 100)
    connection.execute("COMMIT")
    connection.close()
    for format in ("tsv", "json", "csv", "md", "table"):
        child = subprocess.Popen(
            [*FM, "--library", str(library), "list", "--format", format],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        assert child.stdout and child.stderr
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b"", format
        child.stderr.close()
        assert child.wait(timeout=60) == 0, format


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("redirected", ["--json > /dev/full", "2> /dev/full"])
def test_an_error_that_cannot_be_printed_keeps_its_exit_code(library: Path, redirected: str) -> None:
    """A script on a full disk would take a misspelt key for a fault of fm."""
    ran = subprocess.run(
        f"{shlex.join([*FM, '--library', str(library), 'show', 'nosuch'])} {redirected}",
        shell=True,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )
    assert ran.returncode == 3
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_behind_stdout_is_no_success(library: Path) -> None:
    ran = subprocess.run(
        f"{shlex.join([*FM, '--library', str(library), 'list'])} > /dev/full",
        shell=True, capture_output=True, text=True, env=environment(), timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr == "fm could not finish: No space left on device.\n"


@pytest.mark.parametrize(("words", "code"), [(["list"], 0), (["show", "nothing"], 3)])
def test_closed_streams_are_no_fault(library: Path, words: list[str], code: int) -> None:
    command = shlex.join([*FM, "--library", str(library), *words])
    assert (
        subprocess.run(f"{command} >&- 2>&-", shell=True, env=environment(), timeout=60, check=False).returncode == code
    )


def test_ctrl_c_is_130(library: Path) -> None:
    shell = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, str(library)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    out, err = shell.communicate(timeout=60)
    assert (shell.returncode, out, err.strip()) == (130, b"", b"Interrupted.")


_INTERRUPTED = """
import os, signal, sys
from lifesci_fm.catalog import Catalog
from lifesci_fm.cli import main
Catalog.open = lambda path: os.kill(os.getpid(), signal.SIGINT)
sys.exit(main(["--library", sys.argv[1], "list"]))
"""


def test_the_first_use_makes_the_library_from_the_starter_library(tmp_path: Path) -> None:
    packaged("seed.sqlite")
    new = tmp_path / "new.sqlite"
    first, second = fm(new, "list"), fm(new, "list")
    assert (first.code, second.code) == (0, 0)
    assert str(new) in first.err
    assert len(first.err.splitlines()) == 1
    assert second.err == ""
    assert first.out == second.out
    other = fm(tmp_path / "other.sqlite", "--quiet", "list")
    assert (other.code, other.err) == (0, "")


def test_the_library_may_be_named_by_the_environment(library: Path) -> None:
    assert fm(None, "list", env={"FM_LIBRARY": str(library)}) == fm(library, "list")


def test_a_format_may_be_set_in_the_config_file_or_the_environment(library: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('format = "jsonl"\n', encoding="utf-8")
    assert json.loads(fm(library, "list", "--limit", "1", env={"FM_CONFIG": str(config)}).out)["key"]
    assert fm(library, "list", "--limit", "1", env={"FM_FORMAT": "csv"}).out.startswith("key,model,")
    config.write_text("format = ", encoding="utf-8")
    assert fm(library, "list", env={"FM_CONFIG": str(config)}).code == 6


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked itself")
@pytest.mark.parametrize(
    "variables", [{}, {"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"}, {"XDG_DATA_HOME": " "}]
)
def test_folders_are_those_platformdirs_names(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert user_data_path() == platformdirs.user_data_path("lifesci-fm", appauthor=False)
    assert user_config_path() == platformdirs.user_config_path("lifesci-fm", appauthor=False)
    assert user_cache_path() == platformdirs.user_cache_path("lifesci-fm", appauthor=False)


#: What reading may load beyond `import typer`. Each module costs every `fm list` its time: add none thoughtlessly.
_FRAME = {
    "gc", "lifesci_fm", "lifesci_fm.cli", "lifesci_fm.cli.app", "lifesci_fm.cli.context", "lifesci_fm.cli.faults",
    "lifesci_fm.cli.cells", "lifesci_fm.cli.output", "lifesci_fm.config", "lifesci_fm.errors", "lifesci_fm.text",
    "unicodedata",
    "typer._click.decorators", "typer._click._textwrap",
}  # fmt: skip
_LIST = _FRAME | {
    "lifesci_fm.catalog", "lifesci_fm.catalog.catalog", "lifesci_fm.catalog.names", "lifesci_fm.catalog.query",
    "lifesci_fm.catalog.terms",
    "lifesci_fm.cli.counting", "lifesci_fm.cli.filters", "lifesci_fm.cli.list_", "lifesci_fm.store",
    "lifesci_fm.store.database",
    "lifesci_fm.store.faults", "lifesci_fm.store.release", "lifesci_fm.vocabulary", "sqlite3", "sqlite3.dbapi2",
    "_sqlite3",
}  # fmt: skip

_LOADED = """
import sys
import typer
before = set(sys.modules)
from lifesci_fm.cli import main
code = main(sys.argv[1:])
print(*sorted(set(sys.modules) - before), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["--version"], _FRAME),
        (["--help"], _FRAME),
        (["list"], _LIST),
        (["list", "--domain", "scRNA", "--status", "read", "--sort", "-year", "--limit", "5"], _LIST),
        (["list", "--help"], _LIST),
    ],
)
def test_start_up_loads_these_modules_and_no_other(library: Path, words: list[str], allowed: set[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _LOADED, *words],
        capture_output=True,
        text=True,
        env=environment({"FM_LIBRARY": str(library)}),
        timeout=60,
        check=True,
    )
    assert set(ran.stderr.split()) - {"__future__"} <= allowed
