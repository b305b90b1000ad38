"""Columns that repeat other columns of their row in a form that is compared: one table of how each is made.

Whoever inserts or changes rows fills these columns from here, so that a name written by the library and a name
written by `fm load` are found by the same question. What repeats facts of *other* rows is in `settle`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lifesci_fm.identifiers import normalise_url, repository_name
from lifesci_fm.same_work.titles import behind_name, title_prefix, without_article
from lifesci_fm.text import family_key, fold, name_key

Row = Mapping[str, Any]


def title_key(title: str | None) -> str | None:
    """A title as compared; None for no title and for one of signs alone, so that two such are never equal."""
    return fold(title or "") or None


def prefix_key(title: str | None) -> str | None:
    """What stands before the colon of a title, as names compare: `scgpt` of `scGPT: toward …`; None for nothing."""
    prefix = title_prefix(title) if title else None
    return name_key(prefix) or None if prefix else None


def behind_key(title: str | None) -> str | None:
    """What stands behind it, as titles compare, an article aside: `toward …`; None for nothing."""
    rest = behind_name(title) if title else None
    return without_article(fold(rest)) or None if rest else None


#: Columns of a paper that repeat its title.
TITLE_KEYS: dict[str, Callable[[str | None], str | None]] = {
    "title_key": title_key,
    "prefix_key": prefix_key,
    "behind_key": behind_key,
}


def title_keys(title: str | None) -> dict[str, str | None]:
    """All of them, by column."""
    return {column: make(title) for column, make in TITLE_KEYS.items()}


def repository_key(url: str) -> str | None:
    """The code repository that a URL lies in, as names compare; None for other sites."""
    return name_key(repository_name(url) or "") or None


def url_key(url: str | None) -> str | None:
    """A URL as compared; None for no URL."""
    return normalise_url(url or "") or None


def _other_title(claim: Row) -> str | None:
    return title_key(claim["value"]) if claim["field"] == "title" and claim.get("paper_id") is not None else None


#: table → column → how it is made of the other columns of its row.
DERIVED: dict[str, dict[str, Callable[[Row], Any]]] = {
    "domain": {"name_key": lambda row: name_key(row["name"])},
    "domain_alias": {"alias_key": lambda row: name_key(row["alias"])},
    "tag": {"name_key": lambda row: name_key(row["name"])},
    "model": {"name_key": lambda row: name_key(row["name"])},
    "model_alias": {"alias_key": lambda row: name_key(row["alias"])},
    "model_relation": {"other_key": lambda row: name_key(row["other"])},
    "dataset": {"name_key": lambda row: name_key(row["name"]), "url_key": lambda row: url_key(row.get("url"))},
    "dataset_alias": {"alias_key": lambda row: name_key(row["alias"])},
    "saved_query": {"name_key": lambda row: name_key(row["name"])},
    "article": {"title_key": lambda row: fold(row["title"])},
    "resource": {
        "title_key": lambda row: fold(row["title"]),
        "url_key": lambda row: url_key(row.get("url")) or "",  # not NULL: NULLs would not be unique
    },
    "version": {"url_key": lambda row: url_key(row.get("url"))},
    "link": {
        "url_key": lambda row: url_key(row["url"]) or "",
        "repository_key": lambda row: repository_key(row["url"]),
    },
    "author": {"family_key": lambda row: family_key(row["family"])},
    "claim": {"value_key": _other_title},
}


def sections_text(sections: Iterable[str]) -> str:
    """Headings above an entry as `origin.section` holds them; one form, because origins are unique by it."""
    return json.dumps(list(sections), ensure_ascii=False)
