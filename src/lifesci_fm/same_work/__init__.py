"""Are two descriptions of a paper the same work? The one place that decides, and it is pure.

The library gathers candidates and asks `judge`; what follows from the answer is the library's business:
SAME becomes one paper with several versions, LIKELY stays two papers with a remark that a person can settle,
DIFFERENT is just that.

Evidence, strongest first: a shared identifier; a relation that a source states; the title, with first author and
year; the model that a paper introduces, where one side gives nothing but the model's name. Against it speak two
identifiers that one work cannot have both (two published DOIs, two numbers of one preprint server), and what tells
near titles apart (numbers, parts, corrections). A code repository in common says nothing by itself. A person's word
that two papers are two works overrules everything.

`judge` is symmetric, and a description is always the same work as itself: importing twice depends on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import chain, product

from lifesci_fm.identifiers import Identifier, Scheme, is_preprint
from lifesci_fm.same_work.profile import NOT_SAME, ONE_WORK_RELATIONS, Imprint, Profile, profile_of, together
from lifesci_fm.same_work.titles import CLOSE, UNLIKE, VERY_CLOSE, distinctive, introduced_model, likeness, of_any_book
from lifesci_fm.vocabulary import PaperType

__all__ = [
    "NOT_SAME",
    "ONE_WORK_RELATIONS",
    "Evidence",
    "Judgement",
    "Profile",
    "Verdict",
    "introduced_model",
    "judge",
    "profile_of",
    "rivals",
    "together",
]


class Verdict(IntEnum):
    """Are they one work? Higher is surer."""

    DIFFERENT = 0
    LIKELY = 1
    SAME = 2


class Evidence(StrEnum):
    """What a verdict rests on, strongest first."""

    PERSON = "person"
    IDENTIFIER = "identifier"
    RELATION = "relation"
    TITLE = "title"
    MODEL = "model"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, what it rests on, and the reason in words for a person."""

    verdict: Verdict
    evidence: Evidence
    reason: str


_YEARS_APART = 3  # between two forms of one work with the same title: a slow journal
_NEAR_YEARS_APART = 2  # with titles that only resemble
_PUBLISHED = "published DOI"

# -- judging -----------------------------------------------------------------------------------------------------


def judge(a: Profile, b: Profile) -> Judgement:
    """Are these one work? Symmetric."""
    for rule in (_by_word, _by_identifier, _by_relation, _by_url, _by_title, _by_likeness, _by_model):
        found = rule(a, b)
        if found is not None:
            return found
    return Judgement(Verdict.DIFFERENT, Evidence.NONE, "nothing says that they are one work")


def _by_word(a: Profile, b: Profile) -> Judgement | None:
    """A person held two papers of the library apart."""
    if a.apart & b.held or b.apart & a.held:
        return Judgement(Verdict.DIFFERENT, Evidence.PERSON, "a person said that they are two works")
    return None


def rivals(a: Profile, b: Profile) -> str | None:
    """Why one work cannot have the identifiers of both, published DOIs before all others; None when it can."""
    return next(iter(_rival_kinds(a, b).values()), None)


def _rival_kinds(a: Profile, b: Profile) -> dict[str, str]:
    """Kinds of identifier of which each has its own, and that in words; published DOIs come first."""
    mine, theirs = _exclusive(a.identifiers), _exclusive(b.identifiers)
    return {
        kind: f"their {kind}s differ: {min(mine[kind])} and {min(theirs[kind])}"
        for kind in sorted(mine.keys() & theirs.keys(), key=lambda kind: (kind != _PUBLISHED, kind))
        if not mine[kind] & theirs[kind]
    }


def _exclusive(identifiers: frozenset[Identifier]) -> dict[str, set[str]]:
    """Identifiers of which a work has one a kind: a published DOI, a number of one preprint server, and so on."""
    found: dict[str, set[str]] = {}
    for identifier in identifiers:
        if identifier.scheme is Scheme.DOI:
            prefix = identifier.value.partition("/")[0]
            # bioRxiv and medRxiv changed their DOI prefix in December 2025
            server = "10.1101" if prefix == "10.64898" else prefix
            kind = f"{server} preprint" if is_preprint(identifier) else _PUBLISHED
        elif identifier.scheme in (Scheme.ARXIV, Scheme.ACL, Scheme.IEEE, Scheme.PII):
            kind = f"{identifier.scheme} number"
        else:
            continue  # a preprint and its published form have a PMID each; a submission may be sent twice
        found.setdefault(kind, set()).add(identifier.value)
    return found


def _by_identifier(a: Profile, b: Profile) -> Judgement | None:
    shared = sorted(i for i in a.identifiers & b.identifiers if i.scheme is not Scheme.URL)
    if not shared:
        return None
    name = f"{shared[0].scheme} {shared[0].value}"
    alike = _likeness(a, b)
    if alike is not None and alike < UNLIKE and _authors_meet(a, b) is False:
        return Judgement(Verdict.DIFFERENT, Evidence.IDENTIFIER, f"{name} stands on both, but title and authors differ")
    against = {} if _related(a, b) else _rival_kinds(a, b)
    if against and (_PUBLISHED in against or alike is None or alike < VERY_CLOSE):
        return Judgement(Verdict.LIKELY, Evidence.IDENTIFIER, f"both have {name}, but {next(iter(against.values()))}")
    return Judgement(Verdict.SAME, Evidence.IDENTIFIER, f"both have {name}")


def _related(a: Profile, b: Profile) -> frozenset[Identifier]:
    return (a.related & b.identifiers) | (b.related & a.identifiers)


def _by_relation(a: Profile, b: Profile) -> Judgement | None:
    related = _related(a, b)
    if not related:
        return None
    return Judgement(Verdict.SAME, Evidence.RELATION, f"a source relates them through {min(related).value}")


def _by_url(a: Profile, b: Profile) -> Judgement | None:
    """A page in common: weaker than an identifier, because bibliographies also give home pages.

    Titles that differ must at least name one model: lists describe a paper in words of their own.
    """
    shared = a.identifiers & b.identifiers
    if not shared:
        return None
    alike = _likeness(a, b)
    if alike is not None and alike < CLOSE and (_clash(a, b) or not (a.models & b.models and _years_agree(a, b))):
        return None
    if against := rivals(a, b):
        return Judgement(Verdict.LIKELY, Evidence.IDENTIFIER, f"both give {min(shared).url}, but {against}")
    return Judgement(Verdict.SAME, Evidence.IDENTIFIER, f"both give {min(shared).url}")


def _by_title(a: Profile, b: Profile) -> Judgement | None:
    """One title, word for word."""
    common = a.titles & b.titles
    if not common:
        return None
    agree, gap = _first_authors_agree(a, b), _year_gap(a, b)
    if any(map(distinctive, common)):
        if agree is False and not _authors_meet(a, b):
            return Judgement(Verdict.DIFFERENT, Evidence.TITLE, "one title, but other authors")
        doubt = "the first authors differ" if agree is False else None
        doubt = doubt or (f"{gap} years lie between them" if gap is not None and gap > _YEARS_APART else None)
    else:
        one_key, alike = a.keys & b.keys, agree and _years_agree(a, b)
        if not (alike or one_key or _share_a_name(a, b) or _nothing_to_tell_apart(a, b)):
            return Judgement(Verdict.DIFFERENT, Evidence.TITLE, "a title that many papers have")
        told = one_key or a == b or not all(map(of_any_book, common))
        doubt = None if told else "it is one that any book has"
    doubt = doubt or rivals(a, b) or _clash(a, b)
    if doubt:
        return Judgement(Verdict.LIKELY, Evidence.TITLE, f"one title, but {doubt}")
    return Judgement(Verdict.SAME, Evidence.TITLE, "one title")


def _by_likeness(a: Profile, b: Profile) -> Judgement | None:
    """Titles that nearly agree, by one first author: a preprint is often renamed a little."""
    if not _first_authors_agree(a, b):
        return None
    gap = _year_gap(a, b)
    if gap is not None and gap > _NEAR_YEARS_APART:
        return None
    if a.models and b.models and not a.models & b.models:
        return None
    alike = _likeness(a, b) or 0.0
    if alike < CLOSE:
        if a.models & b.models and a.titles and b.titles:
            return Judgement(Verdict.LIKELY, Evidence.MODEL, "one model by one first author")
        return None
    doubt = rivals(a, b) or _clash(a, b)
    if alike < VERY_CLOSE or doubt:
        return Judgement(Verdict.LIKELY, Evidence.TITLE, f"titles nearly agree, but {doubt or 'not quite'}")
    return Judgement(Verdict.SAME, Evidence.TITLE, "titles and first authors agree but for small words")


def _by_model(a: Profile, b: Profile) -> Judgement | None:
    """One side gives only a model's name (a reading plan does): it means the paper that introduces the model."""
    shared = _named_by(a, b) or _named_by(b, a)
    if not shared:
        return None
    name, gap = min(shared), _year_gap(a, b)
    doubt = rivals(a, b) or (f"{gap} years lie between them" if gap is not None and gap > _YEARS_APART else None)
    if doubt:
        return Judgement(Verdict.LIKELY, Evidence.MODEL, f"both are about {name}, but {doubt}")
    return Judgement(Verdict.SAME, Evidence.MODEL, f"both are about {name}")


def _named_by(name_only: Profile, other: Profile) -> frozenset[str]:
    """Models by whose bare name the one side may mean the other: it introduces them, or its one repository is called
    so and it introduces no other."""
    if name_only.titles:
        return frozenset()
    shared = name_only.models & other.named
    if not shared and not other.models and len(other.repositories) == 1:
        shared = name_only.models & other.repositories
    return shared


# -- single comparisons ------------------------------------------------------------------------------------------


def _year_gap(a: Profile, b: Profile) -> int | None:
    return min((abs(x - y) for x in a.years for y in b.years), default=None)


def _years_agree(a: Profile, b: Profile) -> bool:
    gap = _year_gap(a, b)
    return gap <= 1 if gap is not None else not (a.years or b.years)


def _share_a_name(a: Profile, b: Profile) -> bool:
    """Does one introduce a model by whose name the other, or its repository, is called?"""
    return bool(a.models & (b.named | b.repositories) or b.models & (a.named | a.repositories))


def _nothing_to_tell_apart(a: Profile, b: Profile) -> bool:
    """Neither has identifiers or authors, and the years agree: keeping two would make one more at each import."""
    return not (a.identifiers or b.identifiers or a.authors or b.authors) and _years_agree(a, b)


_PARTICLE = re.compile(r"d[aeiu]|del|della|de[nr]|dos|l[ae]|v[ao]n|zur?|te[nr]|[ae]l|bin|ibn")


def _one_person(a: str, b: str) -> bool:
    """Do two family names agree, but for particles and second names that one of them leaves out?"""
    if a == b:
        return True
    mine, theirs = ({word for word in name.split() if not _PARTICLE.fullmatch(word)} for name in (a, b))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _first_authors_agree(a: Profile, b: Profile) -> bool | None:
    """By any of the lists that were given; None when one side names nobody."""
    pairs = product(a.authors, b.authors)
    return any(_one_person(mine[0], theirs[0]) for mine, theirs in pairs) if a.authors and b.authors else None


def _authors_meet(a: Profile, b: Profile) -> bool | None:
    """Do they have an author in common? None when one side names nobody."""
    if not (a.authors and b.authors):
        return None
    mine, theirs = (set(chain.from_iterable(profile.authors)) for profile in (a, b))
    return bool(mine & theirs) or any(_one_person(x, y) for x in mine for y in theirs)


#: Types that are never two forms of one work with each other or with an article; the vague ones may be anything.
_APART = frozenset({PaperType.BOOK, PaperType.THESIS, PaperType.DATASET, PaperType.SOFTWARE})
_VAGUE = frozenset({PaperType.OTHER, PaperType.ONLINE})


def _clash(a: Profile, b: Profile) -> str | None:
    """What of two published forms cannot be of one publication. Silence contradicts nothing."""
    types = {kind for kind in (a.type, b.type) if kind}
    if len(types) == 2 and types & _APART and not types & _VAGUE:
        return "one is a {}, the other a {}".format(*sorted(types))
    if a.imprints and b.imprints and all(_imprints_clash(x, y) for x in a.imprints for y in b.imprints):
        return "volume, pages or edition differ"
    return None


def _imprints_clash(x: Imprint, y: Imprint) -> bool:
    pairs = ((x.volume, y.volume), (x.page, y.page), (x.edition, y.edition))
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def _likeness(a: Profile, b: Profile) -> float | None:
    """How alike the titles are, 0 to 1; None when one side has none."""
    if not (a.titles and b.titles):
        return None
    if a.titles & b.titles:
        return 1.0
    return max(likeness(x, y) for x in a.titles for y in b.titles)
