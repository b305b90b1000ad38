"""What the Tab key offers: every parameter its kind of word, from the library at hand, by a few steps in an index.

A shell asks at every press of the key, before a library exists, while it is locked, and when it is damaged: the answer
may be empty, but it is never late, never an error, and never changes anything.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import small_library
from lifesci_fm.catalog import completion
from lifesci_fm.catalog.completion import MOST
from lifesci_fm.cli.app import COMMANDS, build
from lifesci_fm.cli.complete import grammar, kinds, shells
from lifesci_fm.store import database
from running import FM, environment


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = small_library.make(tmp_path / "library.sqlite")
    connection = database.connect(path)
    connection.execute(
        "INSERT INTO saved_query (name, name_key, query, sort) VALUES ('to-read', 'toread', 'status:pending', '')"
    )
    connection.commit()
    connection.close()
    monkeypatch.setenv("FM_LIBRARY", str(path))
    return path


def offered(*words: str) -> list[str]:
    """What can stand in the place of the last word."""
    return [offer.word for offer in kinds.offers(grammar.spot(list(words[:-1]), words[-1])).words]


def asked(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The same from a process of its own, as zsh asks."""
    environ = environment({"_FM_COMPLETE": "zsh", **(env or {})})
    return subprocess.run([*FM, *words], env=environ, capture_output=True, text=True, timeout=60, check=False)


def parameters(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every parameter of a command and its verbs that takes a word."""
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from parameters(command.get_command(None, name), (*path, name))
    yield from ((path, one) for one in command.params if one.param_type_name == "argument" or not one.is_flag)


EVERY = [place for name in COMMANDS for place in parameters(build(name), (name,))]


def test_every_parameter_has_its_kind_of_word() -> None:
    """A new option whose words nobody can know says so by what its value is called in the help."""
    for path, one in EVERY:
        assert kinds.is_path(one) or kinds.kind_of(path, one) or one.metavar in kinds.FREE, (path, one.name)


def test_no_kind_of_word_is_kept_for_a_parameter_that_is_gone() -> None:
    names = {" ".join((*path, one.name)) for path, one in EVERY}
    names |= {f"{path[0]} * {one.name}" for path, one in EVERY} | {one.name for _, one in EVERY}
    assert set(kinds.PLACES) <= names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["li"], ["list"]),
        (["model", "com"], ["compare"]),
        (["export", "bibl"], ["biblatex"]),
        (["list", "--read"], ["--read-since"]),
        (["--of"], ["--offline"]),
        (["list", "--format", "json"], ["json", "jsonl"]),
        (["list", "--format=js"], ["--format=json", "--format=jsonl"]),
        (["list", "--domain", "单"], ["单细胞", "单细胞转录组"]),
        (["list", "--domain", "scrna"], ["scRNA", "scRNA-seq"]),
        (["list", "--status", "p"], ["planned", "preparing", "pending"]),
        (["mark", "p"], ["planned", "preparing"]),
        (["mark", "已"], ["已解读", "已读"]),
        (["mark", ""], ["unplanned", "planned", "preparing", "read"]),
        (["mark", "read", "CUI"], ["cui2024scgpt"]),
        (["mark", "read", "anon", "dnabert"], ["DNABERT-2"]),
        (["show", "10.1038/s41592"], ["10.1038/s41592-024-02201-0"]),
        (["show", "2306."], ["2306.15006"]),
        (["list", "--model", "sc"], ["scGPT", "sc-GPT v1"]),
        (["list", "--model", "-"], []),
        (["list", "--tag", ""], ["key paper"]),
        (["list", "--key", ""], ["anon", "cui2024scgpt", "zhou2023dnabert"]),
        (["list", "--author", "m"], ["Müller"]),
        (["list", "--venue", "nature m"], ["Nature Methods"]),
        (["list", "--has", "a"], ["article", "abstract"]),
        (["list", "--type", "prep"], ["preprint"]),
        (["list", "--sort", "year,-t"], ["year,-title"]),
        (["list", "--columns", "key,pmi"], ["key,pmid"]),
        (["list", "@"], ["@to-read"]),
        (["list", "not @to"], ["not @to-read"]),
        (["list", "dom"], ["domain:"]),
        (["list", "status:pl"], ["status:planned"]),
        (["list", "type:article,s"], ["type:article,software"]),
        (["list", "(domain:DNA or -tag:"], ['(domain:DNA or -tag:"key paper"']),
        (["list", 'tag:"key paper" stat'], ['tag:"key paper" status:']),
        (["list", "year:20"], []),
        (["query", "remove", "t"], ["to-read"]),
        (["model", "show", "s"], ["scGPT", "sc-GPT v1"]),
        (["model", "add", "s"], []),
        (["dataset", "show", "c"], ["CELLxGENE", "CZ CELLxGENE"]),
        (["article", "show", "scgpt"], ["scGPT 解读"]),
        (["resource", "list", "--kind", "l"], ["lab"]),
        (["edit", "anon", "--link", "c"], ["code=", "community="]),
        (["edit", "anon", "--link", "code=https://a"], []),
        (["list", 'tag:"k'], ['tag:"key paper"']),
        (["resource", "edit", "z"], ["Zhou lab"]),
        (["export", "readme", "--style", "a"], ["awesome", "articles"]),
        (["note", "new", "--lang", ""], ["zh", "en"]),
        (["export", "datasets", "--format", "c"], ["csv"]),
        (["export", "json", "--format", ""], ["json", "jsonl"]),
        (["export", "csv", "--columns", "key,first"], []),
        (["import", "--as", "m"], ["markdown"]),
        (["doctor", "retr"], ["retracted"]),
        (["nothing", "of", "this"], []),
        (["list", "--", "--dom"], []),
        (["list", "--format", "json", "--form"], []),
        (["list", "--domain", "DNA", "--dom"], ["--domain"]),
    ],
)  # fmt: skip
def test_what_is_offered(library: Path, words: list[str], expected: list[str]) -> None:
    assert offered(*words) == expected


def test_the_library_of_the_command_line_is_the_one_that_answers(library: Path, tmp_path: Path) -> None:
    other = shutil.copy(library, tmp_path / "other.sqlite")
    connection = sqlite3.connect(other)
    connection.execute("UPDATE paper SET key = 'elsewhere' WHERE key = 'anon'")
    connection.commit()
    connection.close()
    assert offered("--library", str(other), "show", "else") == ["elsewhere"]
    assert offered(f"--library={other}", "--quiet", "show", "else") == ["elsewhere"]
    assert offered("show", "else") == []


def test_files_are_left_to_the_shell() -> None:
    for words in (["--library", "a"], ["dump", ""], ["import", "x"], ["list", "-o"], ["export", "bibtex", "-o", "r"]):
        found = kinds.offers(grammar.spot(words[:-1], words[-1]))
        assert found.files == (words[0] != "list")


def test_among_many_the_shell_types_on_no_further_than_all_agree(library: Path) -> None:
    """bash types what all words on offer begin with: with the last ones cut off, it would type a wrong letter."""
    connection = database.connect(library)
    connection.execute("BEGIN")
    for number in range(3 * MOST):
        small_library.paper(connection, f"wang20{number:03}", venue=f"Wonders {number:03}")
    connection.execute("COMMIT")
    connection.close()
    for words in (["show", "wan"], ["list", "--venue", "Won"]):
        found = offered(*words)
        assert len(found) <= MOST + 1
        assert {word[:6] for word in found} == {found[0][:6]}
        assert {word[-3] for word in found} == {"0", "2"}


def test_every_name_is_found_by_an_index(library: Path) -> None:
    """At 100,000 papers nobody waits for a scan at the Tab key. Domains and resources are few."""
    connection = database.glance(library)
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    for name in (
        "keys",
        "papers",
        "models",
        "datasets",
        "domains",
        "tags",
        "saved_queries",
        "articles",
        "authors",
        "venues",
    ):
        for start in ("", "s", "S-1", "10.1", "2301."):
            list(getattr(completion, name)(connection, start))
    connection.set_trace_callback(None)
    assert len(statements) > 50
    for statement in statements:
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
        scans = [step for step in steps if step.startswith("SCAN ") and step != "SCAN domain"]
        assert scans == [] or "SCAN domain" in steps, statement
        assert not [step for step in steps if "TEMP B-TREE" in step and "domain" not in statement], statement
    connection.close()


@pytest.mark.parametrize(
    "words",
    [["li"], ["list", "--domain", "s"], ["mark", "read", "c"], ["model", "show", "s"], ["search", "tag:k"]],
)
def test_nothing_heavy_is_imported_and_no_other_command(library: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "lifesci_fm", *words],
        env=environment({"_FM_COMPLETE": "fish"}), capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "lifesci_fm.cli.complete.grammar" in loaded
    for heavy in ("sqlmodel", "sqlalchemy", "alembic", "pydantic", "httpx", "rich", "lifesci_fm.library", "rapidfuzz"):
        assert heavy not in loaded
    for other in {place.partition(":")[0] for place, _ in COMMANDS.values()} - {words[0], "list_", "show"}:
        assert f"lifesci_fm.cli.{other}" not in loaded  # but for those that print for several commands
    assert done.stdout.startswith("words\n")


def test_before_the_first_use_nothing_is_made_and_nothing_said(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    for words in (["show", ""], ["list", "--domain", ""], ["list", "@"]):
        ran = asked(*words, env=home)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "words\n", "")
    assert asked("li", env=home).stdout.startswith("words\nlist\t")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "state", ["damaged", "newer", "older", "empty", "folder", "no library", "locked", "bad config"]
)
def test_a_library_that_cannot_answer_is_silent(library: Path, tmp_path: Path, state: str) -> None:
    env, locker = {"FM_LIBRARY": str(library)}, None
    if state == "damaged":
        whole = library.read_bytes()
        library.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    elif state == "empty":
        library.write_bytes(b"")
    elif state == "no library":
        library.write_bytes(b"a text" * 100)
    elif state == "folder":
        env = {"FM_LIBRARY": str(tmp_path)}
    elif state == "bad config":
        (tmp_path / "config.toml").write_text("= nothing")
        env = {"FM_LIBRARY": "", "FM_CONFIG": str(tmp_path / "config.toml"), "HOME": str(tmp_path)}
    else:
        locker = sqlite3.connect(library, isolation_level=None)
        if state == "locked":
            locker.execute("PRAGMA locking_mode = EXCLUSIVE")
            locker.execute("UPDATE paper SET rating = 1")
        else:
            locker.execute("UPDATE alembic_version SET version_num = ?", ("9999" if state == "newer" else "0000",))
            if state == "older":
                locker.execute("DROP VIEW saved_queries")
                locker.execute("DROP TABLE saved_query")
            locker.close()
    # reading the file here would let go of the lock on it
    before = library.read_bytes() if state != "locked" else b""
    words = ["list", "@"] if state == "older" else ["show", "c"]
    ran = asked(*words, env=env)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "words\n", "")
    assert asked("lis", env=env).stdout.startswith("words\nlist\t")
    if state != "locked":
        assert library.read_bytes() == before
    if locker:
        locker.close()


def test_asking_changes_no_byte_and_leaves_no_file(library: Path) -> None:
    before = (library.read_bytes(), library.stat().st_mtime_ns, sorted(library.parent.iterdir()))
    assert "cui2024scgpt\tscGPT: toward" in asked("show", "c").stdout
    assert (library.read_bytes(), library.stat().st_mtime_ns, sorted(library.parent.iterdir())) == before


@pytest.mark.parametrize("words", [["bash"], ["bash", "a"], ["tcsh", "a", "b"], ["zsh"]])
def test_a_shell_that_asks_oddly_gets_no_answer_and_no_fault(words: list[str]) -> None:
    shell, *typed = words
    ran = asked(*typed, env={"_FM_COMPLETE": shell})
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("line", "replaced", "word", "reply"),
    [
        ("fm show c", "c", "cui", "cui"),
        ("fm list domain:sc", "sc", "domain:scRNA", "scRNA"),
        ("fm list --domain=sc", "sc", "--domain=scRNA", "scRNA"),
        ("fm list --tag ke", "ke", "key paper", "key\\ paper"),
        ('fm list --tag "ke', "ke", 'key "p"', 'key \\"p\\"'),
        ("fm list --tag 'ke", "ke", "key 'p'", "key '\\''p'\\''"),
        ("fm list --tag key\\ pa", "key\\ pa", "key paper", "key\\ paper"),
        ('fm list ke"y pa', "y pa", "key paper", "y paper"),
        ("fm mark 已", "已", "已读", "已读"),
    ],
)
def test_bash_gets_what_it_is_to_put_in_the_place_of_what_it_takes_away(
    line: str, replaced: str, word: str, reply: str
) -> None:
    heard = shells.heard("bash", [line, replaced])
    assert shells.spoken(heard, kinds.Offers([completion.Offer(word)])) == f"words\n{reply}\n"


def test_no_title_can_break_the_answer_or_drive_the_terminal(library: Path) -> None:
    connection = database.connect(library)
    connection.execute("UPDATE paper SET title = ? WHERE key = 'anon'", ("a\nb\tc\x1b[31m" + "x" * 500,))
    connection.commit()
    connection.close()
    (line,) = asked("show", "anon").stdout.splitlines()[1:]
    assert line.startswith("anon\ta b c␛[31mxxx")
    assert len(line) < 140
