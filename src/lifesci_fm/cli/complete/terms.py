"""The last term of a query that is being typed: `domain:scRNA (status:pen`, `@to-r`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lifesci_fm.catalog.completion import Offer, begins

if TYPE_CHECKING:
    from lifesci_fm.cli.complete.names import Kind, Names

#: What stands before the last term, but for quoted values, and the term itself.
_LAST = re.compile(r'((?:[^"]*"[^"]*")*?(?:[^"]*[\s(])?-?)((?:[^\s("]*)(?:"[^"]*)?)', re.S)
_CONDITION = re.compile(r"([a-z]+)(?::|!?=|[<>]=?)(?:.*,)?")
_PLAIN = re.compile(r'[^\s(),"]+')


def term(names: Names, start: str, kinds: Mapping[str, Kind]) -> Iterator[Offer]:
    """What the last term can be, with all that stands before it."""
    found = _LAST.fullmatch(start)
    if not found:
        return
    before, last = found.groups()
    condition = _CONDITION.match(last)
    if last.startswith("@") or not last:
        yield from (Offer(f"{before}@{offer.word}", offer.about) for offer in names.of("saved_queries", last[1:]))
    if condition and condition[1] in kinds:
        begun = last[condition.end() :]
        for offer in kinds[condition[1]](names, begun.removeprefix('"')):
            if not begun.startswith('"') and _PLAIN.fullmatch(offer.word):
                yield Offer(before + condition[0] + offer.word, offer.about)
            elif '"' not in offer.word and begun[:1] in ("", '"'):
                yield Offer(f'{before}{condition[0]}"{offer.word}"', offer.about)
    elif not condition:
        from lifesci_fm.catalog.language import FIELDS

        yield from (Offer(f"{before}{name}:") for name in FIELDS if begins(name, last))
