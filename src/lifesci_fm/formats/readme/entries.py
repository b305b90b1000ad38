"""What blocks ask of an entry: its name, its link, its group. Entries are the JSON objects of the contract."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from lifesci_fm.formats.readme import labels
from lifesci_fm.text import name_key

Entry = Mapping[str, Any]

_YEAR = re.compile(r"\d{4}")


def title_of(paper: Entry) -> str:
    """The title, else the model, else the key."""
    return paper.get("title") or paper.get("model") or str(paper["key"])


def name_of(paper: Entry) -> str:
    """The model the paper introduces (the first, if several), else as `title_of`."""
    return paper.get("model") or title_of(paper)


def retraction(paper: Entry, lang: str) -> str:
    """A word behind the title of a retracted paper."""
    return labels.RETRACTED[lang] if paper.get("retracted") else ""


def paper_url(paper: Entry, wanted: str = "preferred") -> str | None:
    """Where a title leads: the preferred version, or the `preprint` or `published` one where there is such."""
    found = [one for one in _versions(paper, wanted) if _version_url(one)]
    if found:
        return _version_url(found[-1])
    url: str | None = paper.get("url")
    return url


def stated_venue(paper: Entry) -> str:
    """The paper's venue, unless nobody states it: an arXiv number alone implies arXiv, and a list need not say so."""
    versions = paper.get("versions") or ()
    implied = bool(versions) and not any(version.get("venue") for version in versions)
    return "" if implied else paper.get("venue") or ""


def _versions(paper: Entry, kind: str) -> list[Entry]:
    """The versions of a kind, the newest last."""
    found = [one for one in paper.get("versions") or () if one["kind"] == kind]
    return sorted(found, key=lambda one: (one.get("number") or 0, one.get("date") or ""))


def _version_url(version: Entry) -> str | None:
    if version.get("url"):
        return str(version["url"])
    if version.get("doi"):
        return f"https://doi.org/{version['doi']}"
    return f"https://arxiv.org/abs/{version['arxiv']}" if version.get("arxiv") else None


def code_urls(paper: Entry) -> list[str]:
    """The code of a paper; where there is only a model hub's page, that."""
    return list(paper.get("code") or paper.get("weights") or ())


def section(entry: Entry, lists: Collection[str] = ()) -> tuple[str, ...]:
    """The headings above an entry in the document it came from: of one of `lists`, else of the first that has some."""
    for source in entry.get("sources") or ():
        if source.get("section") and (not lists or is_of(source, lists)):
            return tuple(source["section"])
    return ()


def category(entry: Entry, lists: Collection[str] = ()) -> str | None:
    """The innermost heading above an entry that is no year."""
    return next((part for part in reversed(section(entry, lists)) if not _YEAR.fullmatch(part.strip())), None)


def line_in(entry: Entry, lists: Collection[str]) -> int | None:
    """The entry's line in the first of these documents that names it; None if none does."""
    return next((source.get("line") or 0 for source in entry.get("sources") or () if is_of(source, lists)), None)


def is_of(source: Entry, lists: Collection[str]) -> bool:
    """Is this origin one of these documents?"""
    document = source.get("name") or ""
    return source.get("kind") == "import" and any(is_named(document, name) for name in lists)


def is_named(document: str, name: str) -> bool:
    """Is this the name of a document, with or without its ending?"""
    return name_key(name) in (name_key(document), name_key(document.rpartition(".")[0] or document))
