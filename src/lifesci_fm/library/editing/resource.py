"""One course, video, tool, tutorial, community or lab laid open for editing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from lifesci_fm.errors import Conflict, UsageError
from lifesci_fm.library.editing import fields as read
from lifesci_fm.library.editing.changes import Values
from lifesci_fm.library.editing.fields import Field, Value
from lifesci_fm.library.editing.thing import Thing
from lifesci_fm.library.intake import Intake
from lifesci_fm.store.derived import url_key
from lifesci_fm.store.naming import resolve
from lifesci_fm.text import fold
from lifesci_fm.vocabulary import LINK_KINDS, resource_kind


def _topic(name: str, typed: Any) -> list[str]:
    """Headings from the outermost in: an array, or one text parted by `>`, `/` or `›`."""
    if isinstance(typed, list):
        return read.names(name, typed)
    for separator in (">", "›", "/"):
        if isinstance(typed, str) and separator in typed:
            return read.names(name, typed.split(separator))
    return read.names(name, [typed])


def _kind(name: str, typed: Any) -> str:
    """What sort of thing it is: a word of ours in either language, or another in small letters."""
    said = read.text(name, typed)
    if not said:
        raise UsageError("A resource needs a kind.", "Say course, video, tool, tutorial, community, lab or the like.")
    return resource_kind(said)


FIELDS = (
    Field("title", "", read.text),
    Field("kind", "course, video, column, repository, tool, tutorial, community, lab, …", _kind),
    Field("url", "where it is found", read.url),
    Field("topic", "headings it stands under, from the outermost in", _topic),
    Field("remark", "", read.prose),
    Field("links", f"further links; kinds: {', '.join(LINK_KINDS)}", read.links, many=True, plural="link"),
    Field("papers", "papers named under it, by their keys", read.names, many=True, plural="paper"),
)


class ResourceSheet(Thing):
    """A resource's fields."""

    noun = "resource"
    fields = FIELDS
    title = "title"

    @classmethod
    def identity(cls, intake: Intake, values: Values) -> Values:
        """Its title and its address: two courses may be called the same."""
        title, url = values["title"], values.get("url")
        if not values.get("kind"):
            raise UsageError("A resource needs a kind.", "Say --kind course, video, tool, lab or the like.")
        _check_free(intake, title, url, None)
        kind = values["kind"]
        topic = json.dumps(values.get("topic", []), ensure_ascii=False)
        named = {"title": title, "title_key": fold(title), "url": url, "url_key": url_key(url) or ""}
        return {**named, "kind": kind, "topic": topic}

    def put_title(self, value: Value, _: Sequence[Value]) -> None:
        """Change the title; a list with the old one still means this resource."""
        if value is None or not fold(value):
            raise UsageError("A resource needs a title.", "Give one, or remove it: `fm resource remove`.")
        _check_free(self.intake, value, self.row["url"], self.row["id"])
        self.insist("title", value)
        self.ledger.set(self.row, title_key=fold(value))

    def put_url(self, value: Value, _: Sequence[Value]) -> None:
        """Change the address; a list with the old one still means this resource."""
        _check_free(self.intake, self.row["title"], value, self.row["id"])
        self.insist("url", value)
        self.ledger.set(self.row, url_key=url_key(value) or "")

    def get_topic(self) -> Value:
        """Headings it stands under."""
        return json.loads(self.row["topic"])

    def put_topic(self, value: Value, _: Sequence[Value]) -> None:
        """Move it under other headings."""
        self.insist("topic", json.dumps(value, ensure_ascii=False))

    def get_papers(self) -> Value:
        """Keys of the papers named under it."""
        return [key for _, key in self.tied("resource_paper", "paper")]

    def put_papers(self, value: Value, _: Sequence[Value]) -> None:
        """Change them."""
        numbers = [resolve(self.ledger.database, key).id for key in value]
        self.tie("resource_paper", "paper", value, numbers)


def _check_free(intake: Intake, title: str, url: str | None, owner: int | None) -> None:
    sql = "SELECT id FROM resource WHERE title_key = ? AND url_key = ?"
    for (number,) in intake.ledger.query(sql, fold(title), url_key(url) or ""):
        if number != owner:
            remedy = f"`fm resource edit '#{number}'` changes it."
            raise Conflict(f"The library has the resource {title!r} at this address already.", remedy)
