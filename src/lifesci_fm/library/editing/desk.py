"""Where a person works on the things of a library: lays them open, adds, changes, joins and removes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from lifesci_fm.library.editing.changes import Changes, Edited, Sheet, Values, apply, read
from lifesci_fm.library.editing.fields import Field
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.marking import mark
from lifesci_fm.records import USER
from lifesci_fm.store.naming import resolve
from lifesci_fm.vocabulary import Status

if TYPE_CHECKING:
    from lifesci_fm.library.editing.thing import Thing

#: What is not a paper, and the name of its sheet in the module called like it; only the one in hand is imported.
_THINGS = {"model": "ModelSheet", "dataset": "DatasetSheet", "article": "ArticleSheet", "resource": "ResourceSheet"}


def _thing(noun: str) -> type[Thing]:
    found: type[Thing] = getattr(import_module(f"lifesci_fm.library.editing.{noun}"), _THINGS[noun])
    return found


class _Noun(NamedTuple):
    """What one kind of thing is edited by: its fields, a thing's number by its name, and its sheet."""

    fields: Sequence[Field]
    number: Callable[[Intake, str], int]
    sheet: Callable[[Intake, int], Sheet]


def _noun(noun: str) -> _Noun:
    if noun in _THINGS:
        sheet = _thing(noun)
        return _Noun(sheet.fields, sheet.number, sheet)
    from lifesci_fm.library.editing import paper

    return _Noun(paper.FIELDS, lambda intake, name: resolve(intake.ledger.database, name).id, paper.PaperSheet)


def fields_of(noun: str) -> Sequence[Field]:
    """The editable fields of a noun."""
    return _noun(noun).fields


class Desk:
    """Works on things inside the library's transaction, in the user's name. Things are called by any of their names."""

    def __init__(self, intake: Intake) -> None:
        self._intake, self._ledger = intake, intake.ledger
        self._done: list[str] = []  # for the history
        intake.facts.speaker = USER

    def lay_open(self, noun: str, name: str) -> tuple[str, Values]:
        """What a thing is called, and its fields. Raises NotFound or Ambiguous."""
        sheet = _noun(noun).sheet(self._intake, _noun(noun).number(self._intake, name))
        return sheet.name, sheet.values()

    def edit(self, noun: str, name: str, changes: Changes) -> Edited:
        """Change one thing. Raises NotFound or Ambiguous for its name, UsageError for a word that is no value,
        NotFound for an item that is not there to be taken away, Conflict for a name that is another's."""
        done = self._edit(noun, _noun(noun).number(self._intake, name), changes)
        self._summarise(f"{done.name}: {', '.join(done.changed) or 'as before'}")
        return done

    def add(self, noun: str, changes: Changes) -> Edited:
        """Make a model, dataset, write-up or resource. Raises Conflict when there is one of that name."""
        sheet = _thing(noun)
        wanted = read(sheet.fields, changes, noun)
        number = sheet.make(self._intake, wanted.set)
        done = self._edit(noun, number, changes, new=True)
        self._summarise(f"added the {noun} {done.name}")
        return done

    def remove(self, noun: str, names: Sequence[str]) -> list[str]:
        """Take things out of the library; what they were tied to stays. Raises NotFound or Ambiguous."""
        sheet = _thing(noun)
        gone = {number: sheet(self._intake, number) for number in (sheet.number(self._intake, name) for name in names)}
        for thing in gone.values():
            self._ledger.drop(thing.row)
        self._ledger.flush()
        called = [thing.name for thing in gone.values()]
        self._summarise(f"removed the {noun} {', '.join(called)}")
        return called

    def _summarise(self, what: str) -> None:
        self._done.append(what)
        self._ledger.summarise("; ".join(self._done))

    def _edit(self, noun: str, number: int, changes: Changes, *, new: bool = False) -> Edited:
        sheet = _noun(noun).sheet(self._intake, number)
        sheet.new = new
        before = sheet.values()
        asked = apply(sheet, changes)
        sheet.finish()
        now = _noun(noun).sheet(self._intake, number)
        after = now.values()
        return Edited(noun, number, now.name, before, after, tuple(_remarks(asked, after) if noun == "paper" else ()))

    # -- models ------------------------------------------------------------------------------------------------

    def merge_models(self, name: str, others: Sequence[str]) -> tuple[str, list[str]]:
        """Make models one; the name of the first and of the others. Raises NotFound, Ambiguous or UsageError."""
        from lifesci_fm.library.editing import model

        gone = [model.merge(self._intake, name, other) for other in others]
        self._summarise(f"{', '.join(gone)} is now {name}")
        return self.lay_open("model", name)[0], gone

    # -- write-ups ---------------------------------------------------------------------------------------------

    def about(self, names: Sequence[str], of: str | None = None) -> tuple[list[str], list[str]]:
        """Keys of papers and names of models that these names mean, or mean `of` a write-up that is about them.

        Raises NotFound or Ambiguous.
        """
        from lifesci_fm.library.editing import article

        return article.about(self._intake, names, self.lay_open("article", of)[1] if of else None)

    def titled(self, papers: Sequence[str], models: Sequence[str]) -> str:
        """What to call a write-up about these that was given no title."""
        from lifesci_fm.library.editing import article

        return article.titled(self._intake, papers, models)

    def mark_read(self, name: str) -> list[str]:
        """Mark the papers that a write-up is about as read, those of its models included; their keys.

        Raises Ambiguous for a model that several papers introduce.
        """
        from lifesci_fm.library.editing import article

        held = self.lay_open("article", name)[1]
        papers = article.papers_about(self._intake, held["papers"], held["models"])
        mark(self._intake, Status.READ, papers)
        self._summarise(f"read: {', '.join(papers)}")
        return papers

    # -- tags --------------------------------------------------------------------------------------------------

    def rename_tag(self, name: str, new: str) -> tuple[str, bool]:
        """Call a tag something else; its papers move to the other tag where there is one already (True).

        Raises NotFound or UsageError.
        """
        from lifesci_fm.library.editing import tags

        called, joined = tags.rename(self._intake, name, new)
        self._summarise(f"tag {name}: now {called}")
        return called, joined

    def remove_tags(self, names: Sequence[str]) -> list[str]:
        """Take tags off every paper. Raises NotFound."""
        from lifesci_fm.library.editing import tags

        gone = tags.remove(self._intake, names)
        self._summarise(f"removed the tag {', '.join(gone)}")
        return gone


def _remarks(asked: Values, after: Values) -> list[str]:
    """What did not come out as it was asked: another version may be the one that is shown."""
    return [
        f"{name} is {after[name] or 'nothing'} now: that is what stands of the versions together."
        for name, value in asked.items()
        if not isinstance(value, list) and getattr(value, "value", value) != after[name]
    ]
