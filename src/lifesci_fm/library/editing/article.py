"""One write-up of the library's owner laid open for editing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

from lifesci_fm.errors import Conflict, UsageError
from lifesci_fm.library.editing import fields as read
from lifesci_fm.library.editing.changes import Values
from lifesci_fm.library.editing.fields import Field, Value
from lifesci_fm.library.editing.thing import Thing
from lifesci_fm.library.intake import Intake
from lifesci_fm.records import ModelRecord
from lifesci_fm.store.naming import find_papers, resolve
from lifesci_fm.text import fold
from lifesci_fm.vocabulary import LINK_KINDS

FIELDS = (
    Field("title", "", read.text),
    Field("number", "as counted in the owner's list", read.number(0)),
    Field("date", "2023, 2023-05 or 2023-05-17", read.partial_date),
    Field("author", "", read.text),
    Field("links", f"kinds: {', '.join(LINK_KINDS)}", read.links, many=True, plural="link"),
    Field("papers", "papers it is about, by their keys", read.names, many=True, plural="paper"),
    Field("models", "models it is about", read.names, many=True, plural="model"),
)


class ArticleSheet(Thing):
    """A write-up's fields."""

    noun = "article"
    fields = FIELDS
    title = "title"

    @classmethod
    def identity(cls, intake: Intake, values: Values) -> Values:
        """Its title, and a number: the next one where none is given."""
        title = values["title"]
        _check_free(intake, title, None)
        ((last,),) = intake.ledger.query("SELECT max(number) FROM article")
        number = values["number"] if "number" in values else None if last is None else last + 1
        return {"title": title, "title_key": fold(title), "number": number}

    def put_title(self, value: Value, _: Sequence[Value]) -> None:
        """Change the title; a list with the old one still means this write-up."""
        if value is None or not fold(value):
            raise UsageError("A write-up needs a title.", "Give one, or remove it: `fm article remove`.")
        _check_free(self.intake, value, self.row["id"])
        self.insist("title", value)
        self.ledger.set(self.row, title_key=fold(value))

    def get_papers(self) -> Value:
        """Keys of the papers it is about."""
        return [key for _, key in self.tied("article_paper", "paper")]

    def put_papers(self, value: Value, _: Sequence[Value]) -> None:
        """Change them."""
        numbers = [resolve(self.ledger.database, key).id for key in value]
        self.tie("article_paper", "paper", value, numbers)

    def get_models(self) -> Value:
        """Names of the models it is about."""
        return [name for _, name in self.tied("article_model", "model")]

    def put_models(self, value: Value, _: Sequence[Value]) -> None:
        """Change them; a model that nobody has described yet is made."""
        models = [self.intake.models.find(name) or self.intake.models.state(ModelRecord(name=name)) for name in value]
        self.tie("article_model", "model", value, [model.row["id"] for model in models if model])


def _check_free(intake: Intake, title: str, owner: int | None) -> None:
    for number in _owners(intake, title):
        if number != owner:
            raise Conflict(
                f"The library has the write-up {title!r} already.", f"`fm article edit '#{number}'` changes it."
            )


def _owners(intake: Intake, title: str) -> list[int]:
    return [number for (number,) in intake.ledger.query("SELECT id FROM article WHERE title_key = ?", fold(title))]


def about(intake: Intake, names: Sequence[str], held: Values | None = None) -> tuple[list[str], list[str]]:
    """Papers (by their keys) and models that these names mean; a model's name means the model.

    With `held`, a write-up's fields, a name means what of these it is about: the paper, if it is not about the model.
    Raises NotFound or Ambiguous.
    """
    papers, models = [], []
    for name in names:
        model = intake.models.find(name)
        if model is not None and held is not None and model.row["name"] not in held["models"] and held["papers"]:
            model = None
        if model is not None and not _is_key(intake, name):
            models.append(str(model.row["name"]))
        else:
            papers.append(resolve(intake.ledger.database, name).key)
    return papers, models


def papers_about(intake: Intake, papers: Sequence[str], models: Sequence[str]) -> list[str]:
    """The papers that a write-up about these is about: the papers, and the one that introduces each model.

    Raises Ambiguous for a model that several papers introduce, unless one of them is named.
    """
    found = list(papers)
    for name in models:
        introducing = find_papers(intake.ledger.database, name)
        if introducing and not {paper.key for paper in introducing} & set(papers):
            found.append(resolve(intake.ledger.database, name).key)
    return found


def titled(intake: Intake, papers: Sequence[str], models: Sequence[str]) -> str:
    """What to call a write-up that was given no title: by what it is about, with a number where that is taken."""
    sql = "SELECT coalesce(p.title, p.key) FROM json_each(?) AS j JOIN paper AS p ON p.key = j.value ORDER BY j.key"
    about = ", ".join(models) or "; ".join(title for (title,) in intake.ledger.query_json(sql, papers))
    names = chain([about], (f"{about} ({number})" for number in count(2)))
    return next(name for name in names if not _owners(intake, name))


def _is_key(intake: Intake, name: str) -> bool:
    return bool(intake.ledger.query("SELECT 1 FROM paper WHERE key = ?", name.strip()))
