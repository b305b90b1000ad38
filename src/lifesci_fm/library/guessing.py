"""The field of a paper of which nobody says its field, guessed from the words of its titles, else from its category.

Such a guess is in nobody's name: it goes as soon as a list, a heading or a person says anything, and it depends on
all titles that a paper was given, not on which of them came first. So the order of imports does not matter.
"""

from __future__ import annotations

import json

from lifesci_fm.library.domains import Domains
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Row
from lifesci_fm.library.title_words import CATEGORIES, domains_of_title
from lifesci_fm.library.work import Work
from lifesci_fm.records import Origin
from lifesci_fm.vocabulary import OriginKind

#: Who says what nobody says.
NOBODY = Origin(OriginKind.GUESS)

_CLASS = "eprintclass"


def guess_domains(facts: Facts, domains: Domains, work: Work) -> None:
    """Bring the guesses of a paper up to date with what is said of it."""
    if not (work.domains or work.paper["title_key"] or work.versions):
        return
    guesses = {row["domain_id"]: row for row in work.domains if _is_nobodys(facts, row)} if work.domains else {}
    spoken = len(guesses) < len(work.domains) or facts.claims_of(work.claims, "domains", OriginKind.USER)
    wanted = [] if spoken else _wanted(domains, work)
    for number in guesses.keys() - wanted:
        facts.ledger.drop(guesses[number])
        work.domains.remove(guesses[number])
    for position, number in enumerate(wanted, 1):
        if number in guesses:
            facts.ledger.set(guesses[number], position=position)
        else:
            values = {"paper_id": work.id, "domain_id": number, "position": position, "guessed": True}
            work.domains.append(facts.ledger.new("paper_domain", **values, origin_id=facts.origins.number(NOBODY)))


def forget_guesses(facts: Facts, work: Work) -> None:
    """Take back what nobody said."""
    for row in [row for row in work.domains if _is_nobodys(facts, row)]:
        facts.ledger.drop(row)
        work.domains.remove(row)


def _is_nobodys(facts: Facts, row: Row) -> bool:
    return bool(row["guessed"]) and facts.origins.voice(row["origin_id"]).kind == OriginKind.GUESS


def _wanted(domains: Domains, work: Work) -> list[int]:
    """The domains that its titles speak of, else those of its categories, as far as the library has them."""
    # a title of signs only (`…`) has no key
    keys = [work.paper["title_key"], *[claim["value_key"] for claim in work.claims]]
    titles = sorted({key for key in keys if key is not None})
    names = [name for title in titles for name in domains_of_title(title)]
    names = names or [CATEGORIES[category] for category in sorted(_categories(work) & CATEGORIES.keys())]
    return list(dict.fromkeys(number for name in names if (number := domains.find(name)) is not None))


def _categories(work: Work) -> set[str]:
    """The classes of its preprints, those that lost to another included."""
    found = {json.loads(row["extra"])[_CLASS] for row in work.versions if f'"{_CLASS}"' in row["extra"]}
    for claims in work.version_claims.values():
        found.update(claim["value"] for claim in claims if claim["field"] == f"extra.{_CLASS}")
    return found
