"""The Tab key in real bash, zsh and fish: what is typed on means what was offered, whatever signs a name has."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_library
from lifesci_fm.cli.completion import script
from lifesci_fm.store import database
from running import fm
from shells import Keyboard, need

#: A name to hurt a shell with.
EVIL = """$(touch hurt) `touch hurt` "a" 'b' \\c;d*"""

#: What is typed before the Tab key → the words that fm must get.
TYPED = {
    "fm li": "<list>",
    "fm show cui": "<show><cui2024scgpt>",
    "fm show SCG": "<show><scGPT>",
    "fm list --tag key": "<list><--tag><key paper>",
    "fm list --tag 'key": "<list><--tag><key paper>",
    'fm list --tag "key': "<list><--tag><key paper>",
    "fm list --domain=small": "<list><--domain=small molecules>",
    "fm list type:soft": "<list><type:software>",
    "fm list @to": "<list><@to-read>",
    "fm list 'type:article (status:pend": "<list><type:article (status:pending>",
    "fm list --domain 单细": "<list><--domain><单细胞>",
    "fm list --sort -ven": "<list><--sort><-venue>",
    "fm --library notes": "<--library><notes.sqlite>",
    "fm list --tag '$": f"<list><--tag><{EVIL}>",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = small_library.make(tmp_path_factory.mktemp("shells") / "library.sqlite")
    connection = database.connect(path)
    connection.execute("INSERT INTO tag (name, name_key) VALUES (?, ?)", (EVIL, EVIL.lower().replace(" ", "")))
    connection.execute(
        "INSERT INTO saved_query (name, name_key, query, sort) VALUES ('to-read', 'toread', 'status:pending', '')"
    )
    connection.commit()
    connection.close()
    return path


def started(shell: str, folder: Path) -> list[str]:
    """A shell that knows nothing but the script that fm prints, saved in a file."""
    need(shell)
    file = folder / f"fm.{shell}"
    file.write_bytes(script(shell))
    (folder / "notes.sqlite").touch()
    return {
        "bash": ["bash", "--noprofile", "--rcfile", str(file), "-i"],
        "zsh": ["zsh", "-f", "-i"],
        "fish": ["fish", "--no-config", "--init-command", f"source {file}"],
    }[shell]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_the_tab_key_types_on_is_the_word_that_fm_gets(shell: str, tmp_path: Path, library: Path) -> None:
    with Keyboard(started(shell, tmp_path), tmp_path, library) as keyboard:
        if shell == "zsh":
            keyboard.type("autoload -Uz compinit; compinit -i -D; . ./fm.zsh; echo be''gun\r")
            keyboard.see("begun")
        for typed, meant in TYPED.items():
            keyboard.type(f"{typed}\t\r")
            keyboard.see(meant)
    assert not (tmp_path / "hurt").exists()


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_keys_are_shown_with_their_titles(shell: str, tmp_path: Path, library: Path) -> None:
    with Keyboard(started(shell, tmp_path), tmp_path, library) as keyboard:
        if shell == "zsh":
            keyboard.type("autoload -Uz compinit; compinit -i -D; . ./fm.zsh; echo be''gun\r")
            keyboard.see("begun")
        keyboard.type("fm list --key \t\t")
        keyboard.see("DNABERT-2: Efficient")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_an_installed_script_works_in_the_next_shell_and_leaves_no_trace(
    shell: str, tmp_path: Path, library: Path
) -> None:
    """The start-up file a person has is changed by one line, and by none after she has thought better of it."""
    need(shell)
    startup = tmp_path / {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".nothing"}[shell]
    mine = b"# mine, and not UTF-8: \xff\nPS1='$ '\n"
    startup.write_bytes(mine)
    home = {"HOME": str(tmp_path)}
    ran = fm(None, "completion", shell, "--install", env=home)
    assert (ran.code, ran.out) == (0, "")
    written = tmp_path / {"fish": ".config/fish/completions/fm.fish"}.get(
        shell, f".local/share/lifesci-fm/completion/fm.{shell}"
    )
    assert str(written) in ran.err
    assert f"fm completion {shell} --uninstall" in ran.err
    once = startup.read_bytes()
    assert once.startswith(mine)
    assert fm(None, "completion", shell, "--install", env=home).code == 0
    assert startup.read_bytes() == once
    with Keyboard([shell, "-i"], tmp_path, library) as keyboard:
        keyboard.type("fm show cui\t\r")
        keyboard.see("<show><cui2024scgpt>")
    assert fm(None, "completion", shell, "--uninstall", env=home).code == 0
    assert startup.read_bytes() == mine
    assert not written.exists()
    assert "not installed" in fm(None, "completion", shell, "--uninstall", env=home).err


def test_the_script_is_printed_for_those_who_keep_their_dotfiles_themselves() -> None:
    assert fm(None, "completion", env={"SHELL": "/usr/bin/fish"}).out == script("fish").decode()
    assert fm(None, "completion", "BASH").out == script("bash").decode()
    assert fm(None, "completion", "tcsh").code == 2
    assert fm(None, "completion", env={"SHELL": "/bin/sh"}).code == 2
