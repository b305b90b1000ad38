"""Who says what: origins of facts, and what happens when two of them state one scalar differently.

A person's word wins over a file's, a file's over a source's, a source's over a guess; on a tie what stands stays.
What loses is kept as a claim. The value that stands is that of the row's own origin, unless a claim of the same
value names another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from lifesci_fm.library.ledger import Ledger, Row
from lifesci_fm.library.recent import Recent
from lifesci_fm.records import Origin
from lifesci_fm.store.derived import title_key
from lifesci_fm.vocabulary import OriginKind

_RANKS = {kind.value: kind.rank for kind in OriginKind}
_DATES = frozenset({"date", "released"})


class Voice(NamedTuple):
    """An origin but for its place in a file: a file that grows by a line still says the same things."""

    kind: str
    name: str

    @property
    def rank(self) -> int:
        """3 for a person's word, 0 for a guess."""
        return _RANKS[self.kind]


_voice = lru_cache(maxsize=256)(Voice)  # a file speaks many times

_Key = tuple[str, str, int, str]
_COLUMNS = ("kind", "name", "line", "section")


class Origins:
    """Origins and their row ids. A row is made when something is first written in its name."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.clear()

    def clear(self) -> None:
        """Forget everything: all is written, and whoever comes next asks anew."""
        self._ids: Recent[_Key, int] = Recent()
        self._absent: set[_Key] = set()
        self._voices: Recent[int, Voice] = Recent()

    def prepare(self, origins: Iterable[Origin]) -> None:
        """Look up those that the library knows, in one question; forget the batch before the last."""
        self._ids.turn()
        self._voices.turn()
        self._absent = {key for key in map(_key, origins) if key not in self._ids}
        found = self._ledger.query_json(
            "SELECT o.id, o.kind, o.name, o.line, o.section FROM json_each(?) j JOIN origin o"
            " ON o.kind = j.value->>0 AND o.name = j.value->>1 AND o.line = j.value->>2 AND o.section = j.value->>3",
            self._absent,
        )
        for number, kind, name, line, section in found:
            self._remember(number, (kind, name, line, section))

    def prepare_ids(self, numbers: Iterable[int]) -> None:
        """Look up who stands behind these ids, in one question."""
        unknown = {number for number in numbers if number not in self._voices}
        sql = "SELECT id, kind, name FROM origin WHERE id IN (SELECT value FROM json_each(?))"
        for number, kind, name in self._ledger.query_json(sql, unknown):
            self._voices[number] = Voice(kind, name)

    def known(self, origin: Origin) -> int | None:
        """The row id of an origin, if it has one."""
        key = _key(origin)
        return self._ids.get(key) or self._find(key)

    def number(self, origin: Origin) -> int:
        """The row id of an origin, made now if it has none."""
        key = _key(origin)
        found = self._ids.get(key)
        if found is None:
            found = self._find(key) or self._ledger.bind("origin", _COLUMNS, [key]).first_id
            self._remember(found, key)
        return found

    def voice(self, number: int) -> Voice:
        """Who stands behind a row's `origin_id`."""
        found = self._voices.get(number)
        if found is None:
            ((kind, name),) = self._ledger.query("SELECT kind, name FROM origin WHERE id = ?", number)
            self._voices[number] = found = Voice(kind, name)
        return found

    def origin(self, number: int) -> Origin:
        """The origin of a row id."""
        ((kind, name, line, section),) = self._ledger.query(
            "SELECT kind, name, line, section FROM origin WHERE id = ?", number
        )
        return Origin(OriginKind(kind), name, line or None, tuple(json.loads(section)))

    def _find(self, key: _Key) -> int | None:
        if key in self._absent:
            return None
        sql = "SELECT id FROM origin WHERE kind = ? AND name = ? AND line = ? AND section = ?"
        found = self._ledger.query(sql, *key)
        return found[0][0] if found else None

    def _remember(self, number: int, key: _Key) -> None:
        self._ids[key] = number
        self._absent.discard(key)
        self._voices[number] = _voice(key[0], key[1])


def _key(origin: Origin) -> _Key:
    section = json.dumps(origin.section, ensure_ascii=False) if origin.section else "[]"
    return origin.kind.value, origin.name, origin.line or 0, section


class Facts:
    """Writes scalars in the name of one origin at a time (`speaker`), by the rules above."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.origins = Origins(ledger)
        self.speaker = Origin(OriginKind.USER)

    @property
    def speaker(self) -> Origin:
        """Who states what is written now."""
        return self._speaker

    @speaker.setter
    def speaker(self, origin: Origin) -> None:
        self._speaker = origin
        self._origin_id: int | None = None
        self.voice = _voice(origin.kind.value, origin.name)

    @property
    def origin_id(self) -> int:
        """The speaker's row id, for rows made in its name."""
        if self._origin_id is None:
            self._origin_id = self.origins.number(self._speaker)
        return self._origin_id

    @contextmanager
    def speaking_for(self, origin: Origin) -> Iterator[None]:
        """Within the block, facts are stated by this origin."""
        before, self.speaker = self.speaker, origin
        try:
            yield
        finally:
            self.speaker = before

    def say(self, row: Row, claims: list[Row], field: str, value: Any, *, prefer: bool = False) -> bool:
        """The speaker says that a column of `row` is `value`; `claims` are the row's own. True when it stands now.

        None and empty text say nothing. With `prefer`, the speaker wins a tie.
        """
        if value is None or value == "":
            return False
        stands = row[field]
        if stands is None:
            if self.silenced(claims, field):
                self._claim(row, claims, field, value)
                return False
            self.ledger.set(row, **{field: value})
            if row["origin_id"] != self.origin_id:
                self._claim(row, claims, field, value)
            return True
        if not self.weigh(row, claims, field, stands, value, prefer=prefer):
            return bool(stands == value)
        self.ledger.set(row, **{field: value})
        return True

    def weigh(self, row: Row, claims: list[Row], field: str, stands: Any, said: Any, *, prefer: bool = False) -> bool:
        """Should what the speaker says take the place of what stands? What loses is kept as a claim.

        A more precise date takes the place of a vaguer one that it does not contradict, whoever states it; but a
        person's word stands as she gave it.
        """
        standing = self._standing(row, claims, field, str(stands))
        if stands == said or (field in _DATES and stands.startswith(f"{said}-")):
            if self.voice.rank > standing.rank:
                self._claim(row, claims, field, stands)
            return False
        refines = (
            field in _DATES
            and said.startswith(f"{stands}-")
            and self.voice.rank > OriginKind.GUESS.rank
            and (standing.kind != OriginKind.USER or self.voice.kind == OriginKind.USER)
        )
        wins = refines or self._wins(standing, prefer)
        if wins and not refines and not any(c["field"] == field and c["value"] == str(stands) for c in claims):
            self._claim(row, claims, field, stands, row["origin_id"])
        self._claim(row, claims, field, said)
        return wins

    def insist(self, row: Row, claims: list[Row], field: str, value: Any) -> None:
        """A person corrects a column: what she says stands, None for nothing at all, and what stood becomes a claim.

        From then on `say` changes it for another person only, be it to a more precise date.
        """
        stands = row[field]
        if stands not in (None, value) and all((c["field"], c["value"]) != (field, str(stands)) for c in claims):
            self._claim(row, claims, field, stands, row["origin_id"])
        for claim in [c for c in claims if c["field"] == field and c["value"] == ""]:
            self.ledger.drop(claim)
            claims.remove(claim)
        self._claim(row, claims, field, "" if value is None else value)
        self.ledger.set(row, **{field: value})

    def silenced(self, claims: list[Row], field: str) -> bool:
        """Did a person say that there is nothing to say of this column? Then only a person fills it."""
        if not claims or self.voice.kind == OriginKind.USER:
            return False
        return any(claim["value"] == "" for claim in self.claims_of(claims, field, OriginKind.USER))

    def is_users(self, claims: list[Row], field: str) -> bool:
        """Did a person state this list herself? Then nobody else changes it."""
        if not claims or self.voice.kind == OriginKind.USER:
            return False
        return bool(self.claims_of(claims, field, OriginKind.USER))

    def ties(self, row: Row, claims: list[Row], field: str) -> bool:
        """Is the speaker's word as strong as that of whoever states what stands?"""
        return self.voice.rank == self._standing(row, claims, field, str(row[field])).rank

    def claims_of(self, claims: list[Row], field: str, kind: OriginKind) -> list[Row]:
        """What somebody of this kind claims of a field."""
        return [c for c in claims if c["field"] == field and self.origins.voice(c["origin_id"]).kind == kind.value]

    def claim(self, row: Row, claims: list[Row], field: str, value: str) -> None:
        """Keep what the speaker says beside the column, whatever stands."""
        self._claim(row, claims, field, value)

    def note(self, row: Row, claims: list[Row], field: str, value: str, origin_id: int) -> None:
        """The same in the name of one line: another line of its file may have said it, too."""
        if (field, value, origin_id) not in ((c["field"], c["value"], c["origin_id"]) for c in claims):
            self._write_claim(row, claims, field, value, origin_id)

    def _wins(self, standing: Voice, prefer: bool) -> bool:
        if self.voice.rank != standing.rank:
            return self.voice.rank > standing.rank
        # whoever speaks again corrects himself; lines of one file are not one speaker
        return prefer or (self.voice == standing and self.voice.kind in ("user", "source"))

    def _standing(self, row: Row, claims: list[Row], field: str, stands: str) -> Voice:
        """Who states the value that stands; the strongest, if several do."""
        voices = [self.origins.voice(c["origin_id"]) for c in claims if c["field"] == field and c["value"] == stands]
        return max(voices, key=lambda voice: voice.rank, default=None) or self.origins.voice(row["origin_id"])

    def _claim(self, row: Row, claims: list[Row], field: str, value: Any, origin_id: int | None = None) -> None:
        """One row a statement and speaker, whatever line it stands on. Without `origin_id`, the speaker's."""
        text = str(value)
        voice = self.voice if origin_id is None else self.origins.voice(origin_id)
        for claim in claims:
            if claim["field"] == field and claim["value"] == text and self.origins.voice(claim["origin_id"]) == voice:
                return
        self._write_claim(row, claims, field, text, self.origin_id if origin_id is None else origin_id)

    def _write_claim(self, row: Row, claims: list[Row], field: str, text: str, origin_id: int) -> None:
        key = title_key(text) if field == "title" and row.table == "paper" else None
        values = {f"{row.table}_id": row["id"], "field": field, "value": text, "value_key": key}
        claims.append(self.ledger.new("claim", **values, origin_id=origin_id))
