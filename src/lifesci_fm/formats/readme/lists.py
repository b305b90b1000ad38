"""Entries as bullets: the awesome list, the models by topic, the write-ups, the resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lifesci_fm.formats.readme import labels
from lifesci_fm.formats.readme.entries import Entry, code_urls, name_of, paper_url, retraction, stated_venue, title_of
from lifesci_fm.formats.readme.markdown import destination, inline, line, link
from lifesci_fm.formats.readme.options import Options
from lifesci_fm.text import fold

_ENDS = (".", "!", "?", "。", "！", "？", "…")


def awesome(papers: Iterable[Entry], options: Options) -> Iterator[str]:
    """`- [Venue] Title. [[Paper]](url), [[Code]](url)`, one line a paper."""
    names = labels.LINKS[options.lang]
    for paper in papers:
        venue = _venue(paper)
        title = (inline if venue else line)(title_of(paper)) + retraction(paper, options.lang)
        urls = [("paper", paper_url(paper, options.link)), *(("code", url) for url in code_urls(paper))]
        links = ", ".join(f"[[{names[kind]}]]({target})" for kind, url in urls if (target := destination(url)))
        yield f"- {venue}{title}{'' if title.endswith(_ENDS) else '.'} {links}".rstrip()


def _venue(paper: Entry) -> str:
    venue = inline(stated_venue(paper))
    if venue in ("x", "X"):
        return f"\\[{venue}\\] "  # `- [x]` would be a ticked box
    return f"[{venue}] " if venue else ""


def topics(groups: Iterable[tuple[str | None, Iterable[Entry]]], options: Options) -> Iterator[str]:
    """Nested bullets: a topic, under it `[Model](url)`."""
    for topic, papers in groups:
        yield f"- {line(topic or labels.OTHER[options.lang])}"
        for paper in papers:
            url = paper_url(paper, options.link)
            name = (line if destination(url) is None else inline)(name_of(paper))
            yield f"  - {link(name, url)}{retraction(paper, options.lang)}"


def articles(entries: Iterable[Entry], options: Options) -> Iterator[str]:
    """`- (一) Title [知乎文章](url) | [label](url)`; an article without a number has its title first."""
    for article in entries:
        number = article.get("number")
        if number is None:
            title = line(article["title"])
        else:
            counted = labels.chinese_number(number) if options.lang == "zh" else str(number)
            title = f"({counted}) {inline(article['title'])}"
        links = " | ".join(_labelled(one, options.lang) for one in article.get("links") or ())
        yield f"- {title} {links}".rstrip()


def _labelled(one: Entry, lang: str) -> str:
    """A link under its own title, else under the name of its kind."""
    names = labels.LINKS[lang]
    kind = "zhihu" if "zhihu.com/" in one["url"] else one.get("kind") or "link"
    return link(inline(one.get("title") or names.get(kind, names["link"])), one["url"], relative=True)


@dataclass(slots=True)
class _Node:
    """A bullet and those beneath it."""

    text: str
    taken: bool = False
    children: dict[str, _Node] = field(default_factory=dict)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Its bullets; the link of a resource that is listed beneath it as a resource too stands there once."""
        told: set[str] = set()
        for child in self.children.values():
            if child.children or child.text not in told:
                yield f"{'  ' * depth}- {child.text}"
                yield from child.lines(depth + 1)
            told.add(child.text)


def resources(entries: Iterable[Entry], papers: Mapping[str, Entry], options: Options) -> Iterator[str]:
    """Nested bullets: topic, under it the resources, under each its further links and its papers (by key).

    A resource that is itself the topic of others (a series and its videos) heads them.
    """
    root = _Node("")
    for resource in entries:
        place = root
        for topic in resource.get("topic") or ():
            place = place.children.setdefault(fold(topic) or topic, _Node(line(topic)))
        name = fold(resource["title"]) or resource["title"]
        if name in place.children and place.children[name].taken:
            name = f"{name} #{resource['id']}"  # another resource of the same title
        node = place.children.setdefault(name, _Node(""))
        node.text, node.taken = _resource(resource), True
        further = [one for one in resource.get("links") or () if one["url"] != resource.get("url")]
        for one in further:
            node.children.setdefault(f"link {one['url']} {one.get('title')}", _Node(_labelled(one, options.lang)))
        for paper in (papers[key] for key in resource.get("papers") or () if key in papers):
            title = link(inline(title_of(paper)), paper_url(paper, options.link))
            node.children.setdefault(f"paper {paper['key']}", _Node(title + retraction(paper, options.lang)))
    return root.lines()


def _resource(resource: Entry) -> str:
    url = resource.get("url")
    linked = destination(url, relative=True) is not None
    title = link((inline if linked else line)(resource["title"]), url, relative=True)
    return f"{title} - {inline(resource['remark'])}" if resource.get("remark") else title
