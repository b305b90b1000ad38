"""Checks of papers: what is missing, what contradicts itself, what two of them may share by mistake."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

from lifesci_fm.catalog.doctor.checks import Found, Severity, check
from lifesci_fm.errors import MalformedIdentifier
from lifesci_fm.identifiers import Identifier, Scheme, doi_fault, parse

_EARLIEST = 1500  # before printing


@check("maybe-same", Severity.SUSPICIOUS)
def maybe_same(connection: sqlite3.Connection) -> Iterator[Found]:
    """Pairs that an import found alike, but not alike enough to join them."""
    told = set()
    for key, title, other, other_title in connection.execute(
        "SELECT p.key, p.title, o.key, o.title FROM relations r JOIN papers p ON p.id = r.paper_id"
        " JOIN papers o ON o.key = r.value OR o.id = (SELECT paper_id FROM key_alias WHERE alias = r.value)"
        " WHERE r.kind = 'maybe-same' AND o.id <> p.id ORDER BY p.id, o.id"
    ):
        if frozenset((key, other)) in told:
            continue
        told.add(frozenset((key, other)))
        message = f"{key} ({title or 'no title'}) and {other} ({other_title or 'no title'}) may be one work."
        remedy = f"`fm merge {other} {key}` if they are, `fm split {other} {key}` if not."
        yield Found((other, key), message, remedy)


@check("contested-identifier", Severity.SUSPICIOUS)
def contested_identifier(connection: sqlite3.Connection) -> Iterator[Found]:
    """Identifiers that some entry gives to another paper than the one that has them."""
    for key, scheme, value, owner, name, line in connection.execute(
        "SELECT p.key, i.scheme, i.value, i.key, c.name, c.line FROM claims c JOIN papers p ON p.id = c.paper_id"
        " JOIN identifiers i ON i.scheme || ':' || i.value = c.value"
        " WHERE c.field = 'identifier' AND i.paper_id <> p.id AND NOT EXISTS ("
        "   SELECT 1 FROM relations r WHERE r.paper_id = p.id AND r.kind = 'not-same' AND r.value = i.key)"
        " ORDER BY p.id, i.value"
    ):
        place = f"{name}:{line}" if line else name or "Somebody"
        message = f"{place} gives {key} the {scheme} {value}, which is {owner}'s."
        yield Found(
            (key, owner), message, f"`fm merge {owner} {key}` if they are one work, `fm split {owner} {key}` if not."
        )


@check("no-title", Severity.SUSPICIOUS)
def no_title(connection: sqlite3.Connection) -> Iterator[Found]:
    """Papers known by something else alone."""
    for key, named in connection.execute(
        "SELECT key, EXISTS (SELECT 1 FROM identifiers i WHERE i.paper_id = p.id) FROM papers p"
        " WHERE title IS NULL OR title = '' ORDER BY id"
    ):
        remedy = f"`fm refresh {key}` asks the sources." if named else f"`fm edit {key} --set title=…` gives it one."
        yield Found((key,), f"{key} has no title.", remedy)


@check("incomplete", Severity.SUSPICIOUS)
def incomplete(connection: sqlite3.Connection) -> Iterator[Found]:
    """Papers that a source can tell more about."""
    for (key,) in connection.execute(
        "SELECT key FROM papers p WHERE complete = 0 AND title <> ''"
        " AND EXISTS (SELECT 1 FROM identifiers i WHERE i.paper_id = p.id) ORDER BY id"
    ):
        yield Found((key,), f"{key} is incomplete.", f"`fm refresh {key}` asks the sources.")


@check("no-identifier", Severity.SUSPICIOUS)
def no_identifier(connection: sqlite3.Connection) -> Iterator[Found]:
    """Papers that nobody can look up."""
    for (key,) in connection.execute(
        "SELECT key FROM papers p WHERE NOT EXISTS (SELECT 1 FROM identifiers i WHERE i.paper_id = p.id)"
        " AND type IN ('article', 'preprint', 'proceedings') ORDER BY id"
    ):
        yield Found((key,), f"{key} has no identifier.", f"`fm edit {key} --set doi=…` gives it one.")


@check("damaged-identifier", Severity.WRONG)
def damaged_identifier(connection: sqlite3.Connection) -> Iterator[Found]:
    """Identifiers that are cut short, or are none."""
    for key, scheme, value in connection.execute("SELECT key, scheme, value FROM identifiers ORDER BY paper_id"):
        fault = _fault(scheme, value)
        if fault:
            remedy = f"`fm edit {key} --set {scheme}=…` corrects it."
            yield Found((key,), f"The {scheme} {value} of {key} is damaged: {fault}.", remedy)


def _fault(scheme: str, value: str) -> str | None:
    if scheme == Scheme.DOI:
        return doi_fault(value)
    if scheme == Scheme.URL:
        return None  # `damaged-url` looks at addresses
    try:
        meant = parse(str(Identifier(Scheme(scheme), value))).identifier
    except (MalformedIdentifier, ValueError):
        return "it is none"
    return None if meant == Identifier(Scheme(scheme), value) else f"it should be {meant.value}"


@check("shared-url", Severity.SUSPICIOUS)
def shared_url(connection: sqlite3.Connection) -> Iterator[Found]:
    """Addresses of the paper itself that several papers give; code and weights may be shared."""
    for keys, url in connection.execute(
        "SELECT group_concat(key, ' '), min(url) FROM ("
        "  SELECT DISTINCT key, url_key, min(url) AS url FROM ("
        "    SELECT p.key, v.url_key, v.url FROM version v JOIN papers p ON p.id = v.paper_id"
        "    UNION ALL SELECT p.key, k.url_key, k.url FROM link k JOIN papers p ON p.id = k.paper_id"
        "      WHERE k.kind IN ('paper', 'pdf'))"
        "  WHERE url_key <> '' GROUP BY key, url_key ORDER BY key)"
        " GROUP BY url_key HAVING count(*) > 1 ORDER BY 1"
    ):
        first, *others = keys.split()
        message = f"{', '.join(others)} and {first} give one address: {url}."
        remedy = f"`fm merge {first} {others[0]}` if they are one work; else correct the address with `fm edit`."
        yield Found((first, *others), message, remedy)


@check("bad-key", Severity.WRONG)
def bad_key(connection: sqlite3.Connection) -> Iterator[Found]:
    """Keys that LaTeX cannot cite."""
    for (key,) in connection.execute(
        "SELECT key FROM papers WHERE key GLOB '*[^!-~]*' OR key GLOB '*[{}(),\"#%~=\\\\]*' OR key = '' ORDER BY id"
    ):
        message = f"The key {key!r} holds signs that BibTeX or LaTeX does not bear."
        yield Found((key,), message, "`fm edit … --set key=…` gives it another; the old one goes on resolving.")


@check("odd-date", Severity.SUSPICIOUS)
def odd_date(connection: sqlite3.Connection) -> Iterator[Found]:
    """Years that cannot be."""
    latest = datetime.now(UTC).year + 1
    for key, year in connection.execute(
        "SELECT key, year FROM papers WHERE year > ? UNION ALL SELECT key, year FROM papers WHERE year < ?",
        (latest, _EARLIEST),
    ):
        yield Found((key,), f"{key} is dated {year}.", f"`fm edit {key} --set date=…` corrects it.")


@check("retracted", Severity.SUSPICIOUS)
def retracted(connection: sqlite3.Connection) -> Iterator[Found]:
    """Papers that were retracted: whoever cites one should know."""
    for key, title in connection.execute("SELECT key, title FROM papers WHERE retracted = 1 ORDER BY id"):
        yield Found((key,), f"{key} was retracted: {title or 'no title'}.", f"`fm show {key}` tells by what.")


@check("guess", Severity.SUSPICIOUS)
def guess(connection: sqlite3.Connection) -> Iterator[Found]:
    """Domains and models that nobody stated."""
    for key, domains in connection.execute(
        "SELECT key, group_concat(domain, ', ') FROM paper_domains WHERE guessed GROUP BY paper_id ORDER BY paper_id"
    ):
        words = " ".join(
            f"--add-domain {name!r}" if " " in name else f"--add-domain {name}" for name in domains.split(", ")
        )
        yield Found(
            (key,), f"That {key} is about {domains} is only a guess.", f"`fm edit {key} {words}` makes it certain."
        )
    for key, model in connection.execute(
        "SELECT key, model FROM paper_models WHERE guessed AND role = 'introduces' ORDER BY paper_id, position"
    ):
        message = f"That {key} introduces the model {model} is only a guess."
        yield Found((key, model), message, f"`fm edit {key} --set models={model!r}` makes it certain.")
