"""What two profiles have in common, point by point: years, people, titles, forms of publication. No verdict yet."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, pairwise, product

from lifesci_fm.identifiers import Scheme, is_preprint, year_of
from lifesci_fm.same_work.profile import Imprint, Profile
from lifesci_fm.same_work.titles import (
    UNLIKE,
    VERY_CLOSE,
    begins_as,
    in_common,
    leaves_name_out,
    likeness,
    out_of_order,
    says_much,
)
from lifesci_fm.text import name_key
from lifesci_fm.vocabulary import PaperType

_FAMILY = 3  # letters with which the names of a family begin
_SPELLED_ALIKE = 0.8  # of names: from here on a misspelling may be what makes them differ

# -- years and names ---------------------------------------------------------------------------------------------


def year_gap(a: Profile, b: Profile) -> int | None:
    """The years between them, by dates and by identifiers that tell a year; None when one side has none."""
    mine, theirs = map(_years, (a, b))
    return min((abs(x - y) for x in mine for y in theirs), default=None)


def _years(profile: Profile) -> frozenset[int]:
    return profile.years.union(year for year in map(year_of, profile.identifiers) if year)


def years_agree(a: Profile, b: Profile) -> bool:
    """Are they of one year, give or take one, or both of none?"""
    gap = year_gap(a, b)
    return gap <= 1 if gap is not None else not (a.years or b.years)


def share_a_name(a: Profile, b: Profile) -> bool:
    """Does one introduce a model by whose name the other, or its repository, is called?"""
    return bool(a.models & (b.named | b.repositories) or b.models & (a.named | a.repositories))


def owners_differ(a: Profile, b: Profile) -> str | None:
    """Are their repositories other people's?"""
    apart = a.owners and b.owners and a.owners.isdisjoint(b.owners)
    return "the repositories are other people's" if apart else None


def nothing_to_tell_apart(a: Profile, b: Profile) -> bool:
    """Neither has identifiers or authors, and the years agree: keeping two would make one more at each import."""
    return not (a.identifiers or b.identifiers or a.authors or b.authors) and years_agree(a, b)


_PARTICLE = re.compile(r"d[aeiu]|del|della|de[nr]|dos|l[ae]|v[ao]n|zur?|te[nr]|[ae]l|bin|ibn")
_UMLAUT = re.compile(r"([aou])e")  # `Mueller` is what German writes where there is no `ü`


@lru_cache(maxsize=4096)  # each name of one list is compared with each of the other
def _names(family: str) -> frozenset[str]:
    return frozenset(_UMLAUT.sub(r"\1", word) for word in family.split() if not _PARTICLE.fullmatch(word))


def _one_person(a: str, b: str) -> bool:
    """Do two family names agree, but for umlauts, and particles and second names that one of them leaves out?"""
    if a == b:
        return True
    mine, theirs = _names(a), _names(b)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def first_authors_agree(a: Profile, b: Profile) -> bool | None:
    """By any of the lists that were given; None when one side names nobody."""
    pairs = product(a.authors, b.authors)
    return any(_one_person(mine[0], theirs[0]) for mine, theirs in pairs) if a.authors and b.authors else None


def authors_meet(a: Profile, b: Profile) -> bool | None:
    """Do they have an author in common? None when one side names nobody."""
    if not (a.authors and b.authors):
        return None
    mine, theirs = (set(chain.from_iterable(profile.authors)) for profile in (a, b))
    return bool(mine & theirs) or any(_one_person(x, y) for x in mine for y in theirs)


def _others_meet(a: Profile, b: Profile) -> bool | None:
    """Have lists that begin with one name another in common? None when a list is of one name."""
    pairs = [(x[1:], y[1:]) for x, y in product(a.authors, b.authors) if _one_person(x[0], y[0])]
    if any(not set(mine).isdisjoint(theirs) for mine, theirs in pairs):
        return True
    if any(_one_person(x, y) for mine, theirs in pairs for x in mine for y in theirs):
        return True
    return None if any(not (mine and theirs) for mine, theirs in pairs) else False


def the_same_people(a: Profile, b: Profile) -> bool:
    """Have two of their lists most names in common? One name alone, as Wang, is many people's."""
    shared = [(len({*x} & {*y}), min(len({*x}), len({*y}))) for x, y in product(a.authors, b.authors)]
    return any(common > 1 and common > least / 2 for common, least in shared)


def others_differ(a: Profile, b: Profile) -> str | None:
    """Do lists that begin with one name go on with others? Many people are called Wang."""
    known = a.authors and b.authors
    return "the other authors differ" if known and _others_meet(a, b) is False else None


def misspelled(a: Profile, b: Profile) -> bool:
    """Do first authors differ by a letter or two: `Dardjowidjojo`, `Darjowidjojo`?"""
    from rapidfuzz.distance import Indel  # few papers of one title have other authors

    pairs = product(a.authors, b.authors)
    return any(Indel.normalized_similarity(mine[0], theirs[0]) >= _SPELLED_ALIKE for mine, theirs in pairs)


def otherwise_worded(a: Profile, b: Profile, alike: float) -> str | None:
    """Do titles that are nearly the same say different things?

    What one group writes about a subject is called alike. But a title that changes a little, or loses its subtitle,
    between a preprint and its publication is of one work.
    """
    if alike == 1.0:
        moved = all(out_of_order(x, y) for x in a.titles for y in b.titles if likeness(x, y) == 1.0)
        return "the words stand in another order" if moved and not _others_meet(a, b) else None
    shortened = _others_meet(a, b) and any(begins_as(x, y) for x in a.titles for y in b.titles)
    return None if (alike >= VERY_CLOSE or shortened) and forms_differ(a, b) else "not quite"


def one_wording(a: Profile, b: Profile, alike: float) -> bool:
    """Do titles say the same in one order, but for small words and a name that only one of them has?"""
    pairs = [(x, y) for x in a.titles for y in b.titles]
    if alike == 1.0 and any(likeness(x, y) == 1.0 and not out_of_order(x, y) for x, y in pairs):
        return True
    names = a.named | b.named
    return any(leaves_name_out(x, y, names) or leaves_name_out(y, x, names) for x, y in pairs)


def hard_to_mistake(a: Profile, b: Profile) -> bool:
    """Are both called by one name, or have both titles many words?"""
    return bool(a.named & b.named) or all(any(map(says_much, one.titles)) for one in (a, b))


_OF_EITHER = frozenset({Scheme.URL, Scheme.PMID, Scheme.PMCID, Scheme.OPENREVIEW})


def forms_differ(a: Profile, b: Profile) -> bool:
    """Is only the one of them known as a preprint, and as nothing else?"""
    mine, theirs = ({is_preprint(i) for i in p.identifiers if i.scheme not in _OF_EITHER} for p in (a, b))
    return (mine == {True} and True not in theirs) or (theirs == {True} and True not in mine)


#: Types that are never two forms of one work with each other or with an article; the vague ones may be anything.
_APART = frozenset({PaperType.BOOK, PaperType.THESIS, PaperType.DATASET, PaperType.SOFTWARE})
_VAGUE = frozenset({PaperType.OTHER, PaperType.ONLINE})


def types_clash(a: Profile, b: Profile) -> str | None:
    """Are they of types that one work does not have both: a book and a part of it?"""
    types = {kind for kind in (a.type, b.type) if kind}
    if len(types) == 2 and types & _APART and not types & _VAGUE:
        return "one is a {}, the other a {}".format(*sorted(types))
    return None


def clash(a: Profile, b: Profile) -> str | None:
    """What of two published forms cannot be of one publication. Silence contradicts nothing."""
    if types := types_clash(a, b):
        return types
    if a.imprints and b.imprints and all(_imprints_clash(x, y) for x in a.imprints for y in b.imprints):
        return "volume, pages or edition differ"
    return None


def _imprints_clash(x: Imprint, y: Imprint) -> bool:
    pairs = ((x.volume, y.volume), (x.page, y.page), (x.edition, y.edition))
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def likeness_of(a: Profile, b: Profile) -> float | None:
    """How alike the titles are, 0 to 1; None when one side has none."""
    if not (a.titles and b.titles):
        return None
    if a.titles & b.titles:
        return 1.0
    return max(likeness(x, y) for x in a.titles for y in b.titles)


def share_words(a: Profile, b: Profile) -> bool:
    """Have their titles words in common, or too few words to tell?"""
    shares = [in_common(x, y) for x in a.titles for y in b.titles]
    return any(share is None or share >= UNLIKE for share in shares)


def one_is_called(a: Profile, b: Profile) -> bool:
    """Is the name of one's model a word of the other's title? `A corpus for training scGPT` may be of scGPT's paper."""
    return any(one.named & _called(other) for one, other in ((a, b), (b, a)))


def speak_of_one_model(a: Profile, b: Profile) -> bool:
    """Does one introduce a model that the other introduces, too, or that its title names?"""
    if a.models & b.models:
        return bool(a.titles and b.titles)
    return any(one.models and one.models & _called(other) for one, other in ((a, b), (b, a)))


def called_otherwise(a: Profile, b: Profile) -> bool:
    """Does one side give nothing but the name of a model, and the other introduce one of another name?

    Members of a family (ESM-2, ESMFold) are often introduced by one paper, and called by each other's names.
    """
    if bool(a.titles) == bool(b.titles) or not (a.models and b.models) or a.models & b.models or one_is_called(a, b):
        return False
    return all(mine[:_FAMILY] != theirs[:_FAMILY] for mine, theirs in product(a.models, b.models))


def _called(profile: Profile) -> set[str]:
    """The words of its titles as names compare, and two by two: `gena lm` is the name GENA-LM."""
    words = [title.split() for title in profile.titles]
    return {name_key(word) for title in words for word in (*title, *map("".join, pairwise(title)))}
