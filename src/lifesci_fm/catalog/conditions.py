"""From the tree of a query to terms: what each field of the query language means in this library.

A field that is also an option of `fm list` means what the option means; the same code makes its term.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from lifesci_fm.catalog import language, names, search
from lifesci_fm.catalog.language import And, Condition, Not, Or, Saved, Tree, Word
from lifesci_fm.catalog.terms import Term, by_column, by_member, by_rows, by_venue, check_number, filter_terms, having
from lifesci_fm.errors import MalformedIdentifier, NotFound, UsageError
from lifesci_fm.text import is_partial_date, name_key, suggestion
from lifesci_fm.vocabulary import HAS, Filter, PaperType, one_of, parse_status_filter, parse_years


class Asked(NamedTuple):
    """A query as terms that must all hold, and the words to rank by, if it has any that every paper must have.

    The words are not among the terms. `sort` and `limit` are those of a saved query, if all papers must be of one.
    """

    terms: list[Term]
    words: search.Wording | None = None
    sort: tuple[str, ...] = ()
    limit: int | None = None


#: Selects within selects that SQLite's parser surely takes; what is nested deeper is tried paper by paper.
_DEEPEST = 4


def ask(connection: sqlite3.Connection, query: str, *, within: str = "") -> Asked:
    """What a query asks of this library; `within` is what it is saved as, so that it may not ask for itself.

    Raises UsageError, and NotFound for a domain or a saved query that the library has not.
    """
    tree = language.parse(query)
    if tree is None:
        return Asked([])
    compiler = _Compiler(connection, query, (name_key(within),) if within else ())
    parts = list(tree.parts) if isinstance(tree, And) else [tree]
    texts = [part for part in parts if search.is_text(part)]
    if texts:  # words that must not be there belong to those that must
        texts += [part for part in parts if isinstance(part, Not) and search.is_text(part.of)]
    words = compiler.words(And(tuple(texts))) if texts else None
    terms = [compiler.term(part) for part in parts if part not in texts]
    sort, limit = compiler.taken_over(part for part in parts if isinstance(part, Saved))
    return Asked(terms, words, sort, limit)


def text_term(asked: search.Wording) -> Term:
    """Papers that have the words."""
    found = "SELECT rowid AS id FROM search WHERE search MATCH ?"
    return Term(f"p.id IN ({found})", found, (asked.match,))


class _Compiler:
    """One query; saved queries within it are compiled with it, none of them twice inside itself."""

    def __init__(self, connection: sqlite3.Connection, text: str, within: tuple[str, ...] = ()) -> None:
        self._connection, self._text, self._within = connection, text, within

    def term(self, tree: Tree) -> Term:
        """The term of a tree."""
        if isinstance(tree, Word) or search.is_text(tree):
            return text_term(self.words(tree))
        if isinstance(tree, Not):
            return _not(self.term(tree.of))
        if isinstance(tree, And):
            return _all([self.term(part) for part in tree.parts])
        if isinstance(tree, Or):
            return _either([self.term(part) for part in tree.parts])
        if isinstance(tree, Saved):
            return self._saved(tree)
        return self._condition(tree)

    def words(self, tree: Tree) -> search.Wording:
        """The words of a tree that is nothing but words. Raises UsageError if there are none."""
        found = search.wording(self._connection, tree)
        if found is None:
            remedy = "Give it letters or digits."
            raise language.fault(self._text, _first(tree), "there is nothing here to search for", remedy)
        return found

    def _condition(self, one: Condition) -> Term:
        make = _FIELDS[one.field]
        if one.sign not in (":", "!=") and one.field not in _COMPARED:
            remedy = f"Write {one.field}:{one.values[0]}; {', '.join(_COMPARED)} are compared."
            raise self._fault(one, f"{one.field} is not compared with {one.sign}", remedy)
        try:
            term = make(self._connection, one)
        except MalformedIdentifier as wrong:
            raise self._fault(one, str(wrong).rstrip("."), "Write it whole.") from None
        except (NotFound, UsageError) as wrong:
            message = wrong.message.rstrip(".")
            raise type(wrong)(*_said(self._fault(one, message[0].lower() + message[1:], wrong.remedy))) from None
        return _not(term) if one.sign == "!=" else term

    def _saved(self, one: Saved) -> Term:
        key = name_key(one.name)
        if key in self._within:
            remedy = f"`fm query save {one.name} …` writes it anew."
            raise language.fault(self._text, one.at, f"the saved query {one.name!r} asks for itself", remedy)
        query, _, _ = self._read(one)
        tree = language.parse(query, one.depth)
        return _Compiler(self._connection, query, (*self._within, key)).term(tree) if tree else Term("1")

    def taken_over(self, saved: Iterable[Saved]) -> tuple[tuple[str, ...], int | None]:
        """The order and the number of the first of these saved queries that has one."""
        rows = [self._read(one) for one in saved]
        sort = next((sort for _, sort, _ in rows if sort), "")
        return tuple(filter(None, sort.split(","))), next((most for _, _, most in rows if most), None)

    def _read(self, one: Saved) -> tuple[str, str, int | None]:
        sql = "SELECT query, sort, most FROM saved_query WHERE name_key = ?"
        row = self._connection.execute(sql, (name_key(one.name),)).fetchone()
        if row is None:
            known = [name for (name,) in self._connection.execute("SELECT name FROM saved_queries ORDER BY name")]
            remedy = suggestion(one.name, known, "`fm query list` shows those there are.")
            raise NotFound(*_said(language.fault(self._text, one.at, f"no query is saved as {one.name!r}", remedy)))
        return row[0], row[1], row[2]

    def _fault(self, one: Condition, message: str, remedy: str) -> UsageError:
        return language.fault(self._text, one.at, message, remedy)


def _said(fault: UsageError) -> tuple[str, str]:
    return fault.message, fault.remedy


def _first(tree: Tree) -> int:
    """Where a tree begins in its text."""
    if isinstance(tree, Not):
        return _first(tree.of)
    return min(map(_first, tree.parts)) if isinstance(tree, And | Or) else tree.at


def _not(term: Term) -> Term:
    return Term(f"({term.test}) IS NOT TRUE", "", term.values)  # what is unknown is not so either


def _all(terms: Sequence[Term]) -> Term:
    """Papers of which all of these hold."""
    return _joined(terms, " AND ", " INTERSECT ")


def _either(terms: Sequence[Term]) -> Term:
    """Papers of which one of these holds. Raises UsageError for more than SQLite takes."""
    check_number(terms)
    return _joined(terms, " OR ", " UNION ALL ")


def _joined(terms: Sequence[Term], of_tests: str, of_selects: str) -> Term:
    depth = 1 + max(term.depth for term in terms)
    able = depth <= _DEEPEST and all(term.found for term in terms)
    found = of_selects.join(f"SELECT * FROM ({term.found})" for term in terms) if able else ""
    test = f"({of_tests.join(term.test for term in terms)})"
    return Term(test, found, tuple(value for term in terms for value in term.values), depth if able else 0)


# -- fields ----------------------------------------------------------------------------------------------------------

Make = Callable[[sqlite3.Connection, Condition], Term]


def _alone(make: Callable[[Condition], Term]) -> Make:
    """A field that means the same in every library."""
    return lambda _, one: make(one)


def _option(read: Callable[[Condition], Filter]) -> Make:
    """A field that is an option of `fm list`."""
    return lambda connection, one: filter_terms(connection, read(one))[0]


def _named(whole: Callable[[tuple[str, ...]], Filter], begins: Make) -> Make:
    """A field that is an option of `fm list`, and takes `pre*` too."""

    def make(connection: sqlite3.Connection, one: Condition) -> Term:
        terms = [begins(connection, one._replace(values=(value[:-1],))) for value in one.values if value.endswith("*")]
        if values := tuple(value for value in one.values if not value.endswith("*")):
            terms += filter_terms(connection, whole(values))
        return terms[0] if len(terms) == 1 else _either(terms)

    return make


def _models_begin(connection: sqlite3.Connection, one: Condition) -> Term:
    return by_member("paper_models", "model_id", names.model_ids(connection, one.values, begin=True))


def _tags_begin(connection: sqlite3.Connection, one: Condition) -> Term:
    return by_member("paper_tags", "tag_id", names.tag_ids(connection, one.values, begin=True))


def _venues_begin(connection: sqlite3.Connection, one: Condition) -> Term:
    return by_venue(names.venues_like(connection, one.values, begin=True))


def _authors_begin(one: Condition) -> Term:
    conditions, values = names.authors_begin(one.values)
    return by_rows([("authors AS h", "h.paper_id", condition) for condition in conditions], values)


def _keys_begin(one: Condition) -> Term:
    return by_column("p.key >= ? AND p.key < ?", values=[one.values[0], one.values[0] + names.LAST])


def _statuses(one: Condition) -> Filter:
    return Filter(statuses=tuple(found for word in one.values for found in parse_status_filter(word)))


def _types(one: Condition) -> Filter:
    known = [kind.value for kind in PaperType]
    return Filter(types=tuple(PaperType(one_of(word, known, "paper type")) for word in one.values))


def _has(one: Condition) -> Filter:
    return Filter(has=tuple(one_of(word, HAS, "thing a paper can have") for word in one.values))


_PUBLISHED_ALSO = "SELECT 1 FROM versions AS o WHERE o.paper_id = h.paper_id AND o.kind = 'published'"
_IS = {
    "incomplete": by_column("p.complete = 0"),
    "complete": by_column("p.complete = 1"),
    "retracted": by_column("p.retracted = 1"),
    "published": having(("published",)),
    "preprint": by_rows([("versions AS h", "h.paper_id", f"h.kind = 'preprint' AND NOT EXISTS ({_PUBLISHED_ALSO})")]),
}


def _is(one: Condition) -> Term:
    return _either([_IS[one_of(word, tuple(_IS), "thing a paper can be")] for word in one.values])


def _text_in(column: str) -> Make:
    """Words side by side in one part of a paper."""

    def make(one: Condition) -> Term:
        phrases = [search.phrase(value.rstrip("*"), prefix=value.endswith("*")) for value in one.values]
        if not all(phrases):
            raise UsageError(f"There is nothing to search for in {column}.", "Give it letters or digits.")
        return text_term(search.Wording(f"{column} : ({' OR '.join(phrases)})"))

    return _alone(make)


def _identifier(scheme: str) -> Make:
    """An identifier in any form, or `pre*`."""

    def make(one: Condition) -> Term:
        from lifesci_fm.identifiers import Scheme, parse

        conditions, values = [], list[str]()
        for value in one.values:
            if value.endswith("*"):
                conditions.append("h.value >= ? AND h.value < ?")
                values += [value[:-1].lower(), value[:-1].lower() + names.LAST]
            else:
                conditions.append("h.value = ?")
                found = parse(f"PMID:{value}" if scheme == "pmid" and value.isdecimal() else value).identifier
                values.append(found.value if found.scheme is Scheme(scheme) else value)
        rows = [
            ("identifiers AS h", "h.paper_id", f"h.scheme = '{scheme}' AND {condition}") for condition in conditions
        ]
        return by_rows(rows, values)

    return _alone(make)


# -- fields that are compared ----------------------------------------------------------------------------------------

_RANGE = re.compile(r"(.*?)\.\.(.*)")
_LONGEST_NUMBER = 18  # characters: SQLite's numbers end at 2^63
_SPAN = re.compile(r"(\d*)-(\d*)")  # 3-5, as the options have it


def _dates(column: str) -> Make:
    """Partial dates: `2023-05` is every day of it, and `2023` every month."""

    def make(one: Condition) -> Term:
        terms = [_compared(column, *_bounds(value, one.sign, _date), after="~") for value in one.values]
        return terms[0] if len(terms) == 1 else _either(terms)

    return _alone(make)


def _numbers(column: str) -> Make:
    def make(one: Condition) -> Term:
        values = [_SPAN.sub(r"\1..\2", value.removeprefix("#"), count=1) for value in one.values]
        terms = [_compared(column, *_bounds(value, one.sign, _number)) for value in values]
        return terms[0] if len(terms) == 1 else _either(terms)

    return _alone(make)


def _years(connection: sqlite3.Connection, one: Condition) -> Term:
    if one.sign in (":", "!="):
        ranges = tuple(parse_years(value.replace("..", "-")) for value in one.values)
        return filter_terms(connection, Filter(years=ranges))[0]
    return _numbers("year")(connection, one)


def _read(one: Condition) -> Term:
    """When the reader read it, as dates are compared."""
    conditions, values = [], []
    for value in one.values:
        condition, bounds = _comparison("h.date", *_bounds(value, one.sign, _date), after="~")
        conditions.append(f"h.status = 'read' AND {condition}")
        values += bounds
    return by_rows([("reading_event AS h", "h.paper_id", condition) for condition in conditions], values)


def _since(connection: sqlite3.Connection, one: Condition) -> Term:
    return _dates("date")(connection, one._replace(sign=">=", values=one.values[:1]))


def _bounds(value: str, sign: str, read: Callable[[str], Any]) -> tuple[Any, Any, bool, bool]:
    """The lowest and the highest value, and whether each is itself outside."""
    if sign in (":", "!=") and (found := _RANGE.fullmatch(value)) and (found[1] or found[2]):
        return read(found[1]) if found[1] else None, read(found[2]) if found[2] else None, False, False
    bound = read(value)
    low, high = (bound if sign not in ("<", "<=") else None), (bound if sign not in (">", ">=") else None)
    return low, high, sign == ">", sign == "<"


def _compared(column: str, low: Any, high: Any, above: bool, below: bool, *, after: str = "") -> Term:
    condition, values = _comparison(f"p.{column}", low, high, above, below, after=after)
    return by_column(condition, values=values)


def _comparison(
    column: str, low: Any, high: Any, above: bool, below: bool, *, after: str = ""
) -> tuple[str, list[Any]]:
    """A condition with its values. `after` makes of a date one behind every date that begins so."""
    conditions, values = [], []
    if low is not None:
        conditions.append(f"{column} {'>' if above else '>='} ?")
        values.append(low + after if above and after else low)
    if high is not None:
        conditions.append(f"{column} {'<' if below else '<='} ?")
        values.append(high + after if after and not below else high)
    return " AND ".join(conditions), values


def _date(text: str) -> str:
    if not is_partial_date(text):
        raise UsageError(f"{text!r} is no date.", "Write 2023, 2023-05, 2023-05-17, or a range 2023-05..2024.")
    return text


def _number(text: str) -> int:
    try:
        if len(text) > _LONGEST_NUMBER:
            raise ValueError
        return int(text)
    except ValueError:
        raise UsageError(f"{text!r} is no number.", "Write 4, or a range 3..5.") from None


#: Fields that have an order; all others are equal to a value or not.
_COMPARED = ("year", "date", "read", "added", "updated", "rating", "priority", "id")

_FIELDS: dict[str, Make] = {
    "domain": _option(lambda one: Filter(domains=one.values)),
    "status": _option(_statuses),
    "model": _named(lambda values: Filter(models=values), _models_begin),
    "author": _named(lambda values: Filter(authors=values), _alone(_authors_begin)),
    "venue": _named(lambda values: Filter(venues=values), _venues_begin),
    "year": _years,
    "date": _dates("date"),
    "since": _since,
    "read": _alone(_read),
    "tag": _named(lambda values: Filter(tags=values), _tags_begin),
    "key": _named(lambda values: Filter(keys=values), _alone(_keys_begin)),
    "type": _option(_types),
    "has": _option(_has),
    "is": _alone(_is),
    "title": _text_in("title"),
    "abstract": _text_in("abstract"),
    "note": _text_in("notes"),
    "doi": _identifier("doi"),
    "arxiv": _identifier("arxiv"),
    "pmid": _identifier("pmid"),
    "id": _numbers("id"),
    "rating": _numbers("rating"),
    "priority": _numbers("priority"),
    "added": _dates("added"),
    "updated": _dates("updated"),
}
