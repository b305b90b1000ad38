"""A new note: a template whose `{{placeholders}}` are filled with what the library knows of a paper.

In the front matter a value is written such that it may stand between double quotes (YAML's rules, which are JSON's
there), in the text such that Markdown shows it as it is. Braces around any other word are left alone: a template may
hold mathematics or another tool's marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lifesci_fm.formats.readme.blocks import new_page
from lifesci_fm.formats.readme.markdown import inline, link, visible

#: What a template may ask for, and what it gets.
PLACEHOLDERS = {
    "name": "the model's name, or the paper's title",
    "key": "the citation key",
    "title": "the paper's title",
    "authors": "its authors, the first three",
    "venue": "where it appeared",
    "year": "when",
    "doi": "its DOI",
    "url": "where it is read",
    "domains": "its domains",
    "tags": "its domains and tags, each in double quotes",
    "citation": "title with link, authors, venue and year, as one line",
    "datasets": "the table of its datasets, a block that `fm export readme` keeps current",
    "date": "today",
    "author": "you (the setting `author`)",
}

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FRONT = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.S | re.M)
_MOST_AUTHORS = 3


def packaged_template(lang: str) -> str:
    """The template for those who have none of their own; English unless `lang` is `zh`."""
    place = Path(__file__).with_name(f"note.{'zh' if lang == 'zh' else 'en'}.md")
    return place.read_text(encoding="utf-8")


def write(template: str, paper: Mapping[str, Any], *, date: str, author: str, lang: str) -> str:
    """The text of a new note about a paper, an object of the contract; its block of datasets is still empty.

    `date` is today, ISO. Raises UsageError for a citation key that no marker can hold.
    """
    template = template.removeprefix("\ufeff").replace("\r\n", "\n")
    values = _values(paper, date, author)
    quoted = {name: json.dumps(visible(value), ensure_ascii=False)[1:-1] for name, value in values.items()}
    words = dict.fromkeys([*paper["domains"], *paper["tags"]])
    quoted["tags"] = ", ".join(json.dumps(visible(word), ensure_ascii=False) for word in words)
    shown = {name: inline(value) for name, value in values.items()}
    shown["url"] = values["url"]
    shown["citation"] = _citation(paper, values)
    shown["datasets"] = _block(str(paper["key"]), lang)
    front = _FRONT.match(template)
    end = front.end() if front else 0
    return _filled(template[:end], quoted) + _filled(template[end:], shown)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def _values(paper: Mapping[str, Any], date: str, author: str) -> dict[str, str]:
    authors = [str(name) for name in paper["authors"]]
    more = " et al." if len(authors) > _MOST_AUTHORS else ""
    return {
        "name": paper["model"] or paper["title"] or paper["key"],
        "key": paper["key"],
        "title": paper["title"] or paper["key"],
        "authors": "; ".join(authors[:_MOST_AUTHORS]) + more,
        "venue": paper["venue"] or "",
        "year": str(paper["year"] or ""),
        "doi": paper["doi"] or "",
        "url": paper["url"] or "",
        "domains": ", ".join(paper["domains"]),
        "tags": ", ".join(dict.fromkeys([*paper["domains"], *paper["tags"]])),
        "date": date,
        "author": author,
    }


def _citation(paper: Mapping[str, Any], values: Mapping[str, str]) -> str:
    place = ", ".join(part for part in (values["venue"], values["year"]) if part)
    title = link(inline(values["title"]), paper["url"])
    return " ".join(f"{part.rstrip('.')}." for part in (title, inline(values["authors"]), inline(place)) if part)


def _block(key: str, lang: str) -> str:
    """The marked block of the datasets of a paper and of its models."""
    return new_page({"style": ["datasets"], "lang": [lang], "key": [key]}).decode().removesuffix("\n")
