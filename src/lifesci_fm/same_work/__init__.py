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

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from lifesci_fm.identifiers import Identifier, Scheme, is_preprint, without_version
from lifesci_fm.same_work.compare import (
    authors_meet,
    called_otherwise,
    clash,
    first_authors_agree,
    forms_differ,
    hard_to_mistake,
    likeness_of,
    misspelled,
    nothing_to_tell_apart,
    one_is_called,
    one_wording,
    others_differ,
    otherwise_worded,
    owners_differ,
    share_a_name,
    share_words,
    speak_of_one_model,
    the_same_people,
    types_clash,
    year_gap,
    years_agree,
)
from lifesci_fm.same_work.profile import NOT_SAME, ONE_WORK_RELATIONS, Profile, profile_of, together
from lifesci_fm.same_work.titles import CLOSE, HALF, UNLIKE, VERY_CLOSE, distinctive, introduced_model, of_any_book
from lifesci_fm.text import name_key

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
            value = without_version(identifier.value)
            kind = f"{value.partition('/')[0]} preprint" if is_preprint(identifier) else _PUBLISHED
        elif identifier.scheme in (Scheme.ARXIV, Scheme.ACL, Scheme.IEEE, Scheme.PII):
            kind, value = f"{identifier.scheme} number", identifier.value
        else:
            continue  # a preprint and its published form have a PMID each; a submission may be sent twice
        found.setdefault(kind, set()).add(value)
    return found


def _by_identifier(a: Profile, b: Profile) -> Judgement | None:
    shared = sorted(i for i in a.identifiers & b.identifiers if i.scheme is not Scheme.URL)
    if not shared:
        return None
    name = f"{shared[0].scheme} {shared[0].value}"
    alike = likeness_of(a, b)
    if alike is not None and (apart := _strangers(a, b, alike)):
        return Judgement(Verdict.DIFFERENT, Evidence.IDENTIFIER, f"{name} stands on both, but {apart}")
    against = {} if _related(a, b) else _rival_kinds(a, b)
    if against and (_PUBLISHED in against or alike is None or alike < VERY_CLOSE):
        return Judgement(Verdict.LIKELY, Evidence.IDENTIFIER, f"both have {name}, but {next(iter(against.values()))}")
    if alike is None and called_otherwise(a, b):
        return Judgement(Verdict.LIKELY, Evidence.IDENTIFIER, f"both have {name}, but they name other models")
    return Judgement(Verdict.SAME, Evidence.IDENTIFIER, f"both have {name}")


def _strangers(a: Profile, b: Profile, alike: float) -> str | None:
    """What says that one of two entries has the other's identifier by mistake: titles that are unlike, and the people.

    Lists that name nobody call papers in words of their own, too: there, only titles that say enough to be compared
    and say nothing of the same are two papers'.
    """
    meet = authors_meet(a, b)
    if meet is False and alike < HALF:
        return "title and authors differ"
    if meet is None and alike < UNLIKE and not share_words(a, b) and not one_is_called(a, b):
        return "the titles have nothing in common"
    if meet is None and alike < HALF and (types := types_clash(a, b)):
        return f"the titles differ, and {types}"
    return None


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
    alike = likeness_of(a, b)
    if alike is not None and alike < CLOSE and (clash(a, b) or not (a.models & b.models and years_agree(a, b))):
        return None
    if against := rivals(a, b):
        return Judgement(Verdict.LIKELY, Evidence.IDENTIFIER, f"both give {min(shared).url}, but {against}")
    return Judgement(Verdict.SAME, Evidence.IDENTIFIER, f"both give {min(shared).url}")


def _by_title(a: Profile, b: Profile) -> Judgement | None:
    """One title, word for word."""
    common = a.titles & b.titles
    if not common:
        return None
    agree, gap = first_authors_agree(a, b), year_gap(a, b)
    if any(map(distinctive, common)):
        if agree is False and not authors_meet(a, b):
            if misspelled(a, b):
                return Judgement(Verdict.LIKELY, Evidence.TITLE, "one title, but the authors are spelled otherwise")
            return Judgement(Verdict.DIFFERENT, Evidence.TITLE, "one title, but other authors")
        doubt = "the first authors differ" if agree is False else others_differ(a, b)
        doubt = doubt or (f"{gap} years lie between them" if gap is not None and gap > _YEARS_APART else None)
    else:
        one_key, alike = a.keys & b.keys, agree and years_agree(a, b)
        if not (alike or one_key or share_a_name(a, b) or nothing_to_tell_apart(a, b)):
            if agree is None and gap is not None and gap <= 1 and _says_something(common) and not rivals(a, b):
                return Judgement(Verdict.LIKELY, Evidence.TITLE, "one title of few words, and one year")
            return Judgement(Verdict.DIFFERENT, Evidence.TITLE, "a title that many papers have")
        told = one_key or a == b or _says_something(common)
        doubt = None if told else "it is one that any book has"
    doubt = doubt or rivals(a, b) or clash(a, b)
    if doubt:
        return Judgement(Verdict.LIKELY, Evidence.TITLE, f"one title, but {doubt}")
    return Judgement(Verdict.SAME, Evidence.TITLE, "one title")


def _says_something(titles: frozenset[str]) -> bool:
    """Is one of them more than what a part of any book is called?"""
    return not all(map(of_any_book, titles))


def _by_likeness(a: Profile, b: Profile) -> Judgement | None:
    """Titles that nearly agree, by the same people: a preprint is often renamed a little."""
    agree, gap = first_authors_agree(a, b), year_gap(a, b)
    if gap is not None and gap > _YEARS_APART:
        return None
    if a.models and b.models and not a.models & b.models:
        return None
    alike = likeness_of(a, b) or 0.0
    if agree is None:
        return _by_wording(a, b, alike, gap)
    if agree is False:
        return _by_other_order(a, b, alike)
    if alike < CLOSE:
        if speak_of_one_model(a, b):
            return Judgement(Verdict.LIKELY, Evidence.MODEL, "one model by one first author")
        return None
    against = rivals(a, b)
    if against and alike < VERY_CLOSE and gap is not None and gap > 1 and not speak_of_one_model(a, b):
        return None  # what somebody publishes about a subject over the years is called alike
    doubt = against or clash(a, b) or others_differ(a, b)
    if gap is not None and gap > _NEAR_YEARS_APART:
        doubt = doubt or f"{gap} years lie between them"
    doubt = doubt or otherwise_worded(a, b, alike)
    if doubt:
        return Judgement(Verdict.LIKELY, Evidence.TITLE, f"titles nearly agree, but {doubt}")
    return Judgement(Verdict.SAME, Evidence.TITLE, "titles and first authors agree but for small words")


def _by_other_order(a: Profile, b: Profile, alike: float) -> Judgement | None:
    """The same people, but another of them first: a publication often lists them anew."""
    if not (forms_differ(a, b) and the_same_people(a, b)):
        return None
    if a.models & b.models:
        return Judgement(Verdict.LIKELY, Evidence.MODEL, "one model by the same people, another of them first")
    if alike >= VERY_CLOSE:
        return Judgement(Verdict.LIKELY, Evidence.TITLE, "titles nearly agree, but the first authors differ")
    return None


def _by_wording(a: Profile, b: Profile, alike: float, gap: int | None) -> Judgement | None:
    """Titles that nearly agree where one side names nobody, as in most lists: all else must speak for one work."""
    if not (a.titles and b.titles):
        return None
    published, same = forms_differ(a, b), one_wording(a, b, alike)
    if not (same or alike >= VERY_CLOSE):
        if a.models & b.models and (alike >= CLOSE or published or _calls_it_by_name(a, b, gap)):
            return Judgement(Verdict.LIKELY, Evidence.MODEL, "both introduce one model")
        return None
    doubt = rivals(a, b) or clash(a, b)
    if gap is not None and gap > _NEAR_YEARS_APART:
        doubt = doubt or f"{gap} years lie between them"
    if not (same and published and hard_to_mistake(a, b)):
        doubt = doubt or "one names no authors"
    if doubt:
        return Judgement(Verdict.LIKELY, Evidence.TITLE, f"titles nearly agree, but {doubt}")
    return Judgement(Verdict.SAME, Evidence.TITLE, "preprint and publication; the titles agree but for small words")


def _calls_it_by_name(a: Profile, b: Profile, gap: int | None) -> bool:
    """Has one of two papers of one year no more of a title than the name of their model?"""
    bare = any(all(name_key(title) in one.models for title in one.titles) for one in (a, b))
    return bare and gap is not None and gap <= 1 and not rivals(a, b)


def _by_model(a: Profile, b: Profile) -> Judgement | None:
    """One side gives only a model's name (a reading plan does): it means the paper that introduces the model."""
    shared = _named_by(a, b) or _named_by(b, a)
    if not shared:
        return None
    name, gap = min(shared), year_gap(a, b)
    doubt = rivals(a, b) or (f"{gap} years lie between them" if gap is not None and gap > _YEARS_APART else None)
    doubt = doubt or ("the authors differ" if authors_meet(a, b) is False else None)
    doubt = doubt or (None if name in a.named & b.named else owners_differ(a, b))
    if gap is None and not (_introduced(a, b) or _tells_the_name_alone(a, b)):
        doubt = doubt or "neither says that it introduces it"
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


def _introduced(a: Profile, b: Profile) -> bool:
    """Do both introduce one model? A word before a colon and the name of a repository may be anything's."""
    return bool(a.models & b.models)


def _tells_the_name_alone(a: Profile, b: Profile) -> bool:
    """Is one of them a name with nothing by which it could be a paper of its own?"""
    return not all(profile.titles or profile.identifiers for profile in (a, b))
