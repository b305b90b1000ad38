"""What every `fm … edit` shares: options made into changes, a form in an editor, and what became of it."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.errors import FmError, UnreadableInput, UsageError

if TYPE_CHECKING:
    from lifesci_fm.library.editing import Changes, Edited

Words = list[str] | None
SetOption = Annotated[Words, typer.Option("--set", metavar="FIELD=VALUE", help="Set a field; nothing clears it.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
DraftOption = Annotated[
    Path | None, typer.Option("--draft", metavar="FILE", help="Go on with a form that was kept because it was wrong.")
]


Lists = Mapping[str, Sequence[str] | None]


def changes(set: Words, add: Lists, remove: Lists, given: Mapping[str, str | None] | None = None) -> Changes:
    """The changes that options ask for; `given` are fields with an option of their own.

    Raises UsageError for a `--set` without `=` and a field set twice.
    """
    from lifesci_fm.library.editing import Changes

    made = Changes(set={name: value for name, value in (given or {}).items() if value is not None})
    for word in set or ():
        name, sign, value = word.partition("=")
        name = name.strip().casefold().replace("-", "_")
        if not sign or not name:
            raise UsageError(f"--set {word!r} sets nothing.", "Write --set field=value: --set date=2024-05.")
        if name in made.set:
            raise UsageError(f"--set {name} stands twice.", "Give one value; several in a list are parted by `;`.")
        made.set[name] = value
    made.add = {name: list(words) for name, words in add.items() if words}
    made.remove = {name: list(words) for name, words in remove.items() if words}
    return made


def add(session: Session, noun: str, wanted: Changes, json: bool) -> None:
    """Add one thing and say so."""
    with session.library() as library:
        done = library.desk.add(noun, wanted)
    added(session, done, json)


def added(session: Session, done: Edited, json: bool) -> None:
    """Say what was added; with `--json` the thing itself."""
    if json:
        output.print_object(session, session.catalog().named(done.noun, f"#{done.id}"))
    session.note(printable(f"Added the {done.noun} {done.name} (#{done.id})."))


def remove(session: Session, noun: str, names: Sequence[str], yes: bool, json: bool) -> None:
    """Remove things, but for papers and domains; without `--yes` a person is asked."""
    if not yes:
        catalog = session.catalog()
        things = [catalog.named(noun, name) for name in names]
        ask([f"the {noun} {thing.get('name') or thing['title']} (#{thing['id']})" for thing in things])
    with session.library() as library:
        gone = library.desk.remove(noun, names)
    removed(session, noun, gone, json)


def removed(session: Session, noun: str, gone: Sequence[str], json: bool) -> None:
    """Say what is gone."""
    if json:
        output.print_object(session, [{"noun": noun, "name": name} for name in gone])
    for name in gone:
        session.note(printable(f"Removed the {noun} {name}."))


def ask(things: Sequence[str]) -> None:
    """Name what would go and ask. Raises UsageError where nobody can answer, Abort for a no."""
    if not sys.stdin.isatty():
        raise UsageError(
            printable(f"This would remove {'; '.join(things)}."), "Say --yes to do it without being asked."
        )
    for thing in things:
        print(printable(thing), file=sys.stderr)
    typer.confirm("Remove these?" if len(things) > 1 else "Remove it?", abort=True, err=True)


def edit(session: Session, noun: str, name: str, wanted: Changes, draft: Path | None, json: bool) -> None:
    """Edit one thing by options, or in an editor when there are none, and say what changed."""
    if wanted and draft is not None:
        raise UsageError("--draft is a form of its own.", "Give it without other options.")
    if wanted:
        with session.library() as library:
            done: Edited | None = library.desk.edit(noun, name, wanted)
    else:
        done = _in_editor(session, noun, name, draft)
    report(session, done, name, json)


def report(session: Session, done: Edited | None, name: str, json: bool) -> None:
    """One line on stderr; with `--json` what each changed field held and holds. None: the form was left as it was."""
    if json:
        fields = {f: {"before": done.before.get(f), "after": done.after[f]} for f in done.changed} if done else {}
        called = "key" if done is None or done.noun == "paper" else "name"
        output.print_object(session, {called: done.name if done else name, "changed": fields})
    if done is None:
        session.note("Nothing was changed.")
        return
    told = f"{', '.join(done.changed)} changed" if done.changed else "as before"
    for line in (f"{done.name}: {told}.", *done.remarks):
        session.note(printable(line))


def _in_editor(session: Session, noun: str, name: str, draft: Path | None) -> Edited | None:
    """Lay the thing open in the user's editor. What is wrong with the form is said, and the form is kept."""
    from lifesci_fm.cli import form
    from lifesci_fm.cli.editor import edit_file, editor
    from lifesci_fm.library.editing import Changes, fields_of

    command = editor()
    with session.library() as library:
        called, values = library.desk.lay_open(noun, name)
    before = form.write(fields_of(noun), called, values)
    path = draft or _new_draft(noun, called, before)
    again = f"The form is kept: `fm {noun + ' ' if noun != 'paper' else ''}edit {name} --draft {path}` goes on with it."
    text, done, wanted = before, None, Changes()
    try:
        edit_file(command, path)
        text = _saved(path)
        wanted.set = form.changed(form.read(before, path), form.read(text, path))
        if wanted:
            with session.library() as library:
                done = library.desk.edit(noun, name, wanted)
    except FmError as fault:
        if wanted:
            fault.message = f"{path}:{_line(text, wanted)}: {fault.message}"
        if draft is not None or _differs(path, before):
            fault.remedy = f"{fault.remedy} {again}".strip()
            raise
        path.unlink(missing_ok=True)
        raise
    if draft is None:
        path.unlink()
    return done


def _differs(path: Path, before: str) -> bool:
    """Did the user write something that is worth keeping?"""
    return path.exists() and path.read_bytes() != before.encode()


def _line(text: str, wanted: Changes) -> int:
    """Where the form goes wrong: at a field that is none, else at the one in hand."""
    from lifesci_fm.cli import form

    return form.line_of(text, wanted.at or next(iter(wanted.set)))


def _new_draft(noun: str, name: str, text: str) -> Path:
    from tempfile import NamedTemporaryFile

    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:40] or noun
    with NamedTemporaryFile("w", prefix=f"fm-{plain}-", suffix=".toml", delete=False, encoding="utf-8") as file:
        file.write(text)
    return Path(file.name)


def _saved(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UnreadableInput(f"{path} is gone: nothing was changed.", "Save the form where it is.") from None
    except UnicodeDecodeError:
        raise UnreadableInput(f"{path} is not text in UTF-8: nothing was changed.", "Save it as UTF-8.") from None


def pairs(**lists: Any) -> dict[str, Sequence[str] | None]:
    """Options of a list by the name of its field."""
    return lists
