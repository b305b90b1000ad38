"""Links of entries: what each leads to, by its label and its address, and which identifier its address holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lifesci_fm import identifiers
from lifesci_fm.formats.markdown.inline import Link
from lifesci_fm.formats.markdown.labels import VAGUE_LABELS, Role, label_role
from lifesci_fm.formats.markdown.venues import Venue, known_venue, says_venue
from lifesci_fm.identifiers import Reference, Scheme
from lifesci_fm.text import fold

_NO_SCHEME = re.compile(
    r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|edu|gov|io|ai|cn|ac|uk|de|eu|app|dev|gg|co)(?:[/:?#]|\Z))", re.I
)
_BARE_DOI = re.compile(r"(?:doi:\s?)?(10\.\d{4,9}/\S+)\Z", re.I)
_DATA_DOI = re.compile(
    r"10\.(?:5281/zenodo|6084/m9\.figshare|5061/dryad|17632/|7910/dvn|13026/|18112/openneuro|34740/|17605/osf"
    r"|57967/hf|7303/syn)",
    re.I,
)
_KINDS = {
    "code": Role.CODE,
    "weights": Role.WEIGHTS,
    "dataset": Role.DATA,
    "video": Role.VIDEO,
    "article": Role.ARTICLE,
    "paper": Role.PAPER,
}
_LINK_KIND = {
    Role.CODE: "code",
    Role.WEIGHTS: "weights",
    Role.DATA: "data",
    Role.PROJECT: "project",
    Role.DEMO: "demo",
    Role.VIDEO: "video",
    Role.ARTICLE: "article",
    Role.NOTEBOOK: "notebook",
    Role.SUPPLEMENT: "supplement",
    Role.PAPER: "paper",
}
_PAPER_FILE = re.compile(r"\.pdf(?:[?#]|\Z)", re.I)
_NOTEBOOK = re.compile(r"\.ipynb(?:[?#]|\Z)|colab\.research\.google\.com|nbviewer", re.I)
_COMMUNITY = re.compile(
    r"(?:\A|[/.])(?:discord\.(?:gg|com)|slack\.com|gitter\.im|t\.me|groups\.google\.com|reddit\.com)/", re.I
)


@dataclass(slots=True, eq=False)
class EntryLink:
    """A link with its role, the identifier its address holds, and the venue its label states."""

    link: Link
    role: Role
    url: str
    reference: Reference | None = None
    venue: Venue | None = None

    @property
    def sure(self) -> bool:
        """False of a file on somebody's page, and of a mere `[link]` to a page, which are papers only among papers."""
        if self.role is not Role.PAPER or self.venue is not None:
            return True
        if label_role(self.label) is Role.PAPER and fold(self.label) not in VAGUE_LABELS:
            return True
        known = self.reference is not None and self.reference.identifier.scheme is not Scheme.URL
        if known or identifiers.doi_fault(self.url):
            return True
        return of_a_house(self.url)

    def doubt(self) -> None:
        """Among things that are no papers: what is not surely a paper's page is none."""
        if not self.sure:
            self.role, self.reference = Role.OTHER, None

    @property
    def kind(self) -> str:
        """The kind of a LinkRecord for this role."""
        return _LINK_KIND.get(self.role, "other")

    @property
    def label(self) -> str:
        """The visible text, or the words on the badge."""
        return self.link.label or next((badge.text for badge in self.link.badges if badge.text), "")


def of_a_house(url: str) -> bool:
    """True of an address at a publisher, a server or an index of papers, not of a file on somebody's page."""
    return identifiers.link_kind(_PAPER_FILE.sub("", url)) == "paper"


def absolute(url: str) -> str | None:
    """An address with its scheme; None for anchors, mail, relative paths and what is no address."""
    url = url.strip()
    if re.match(r"h+ttps?:/{1,3}\w", url, re.I):
        return re.sub(r"\Ah+(ttps?):/+", r"h\1://", url, flags=re.I)
    if _NO_SCHEME.match(bare := url.lstrip("/")) and " " not in url:
        return "https://" + bare
    if found := _BARE_DOI.match(url):
        return f"https://doi.org/{found[1]}"
    return None


def is_anchor(url: str) -> bool:
    """True of a link to a place in this document (a table of contents)."""
    return re.match(r"(?:\./?)?#", url.strip()) is not None


def entry_link(link: Link) -> EntryLink:
    """The link as an entry's."""
    label = link.label or next((badge.text for badge in link.badges if badge.text), "")
    role, url, reference = _resolved("" if link.bare else label, link.hint, link.url)
    if link.badges and role in (Role.PAPER, Role.OTHER) and any(badge.repository for badge in link.badges):
        role = Role.CODE
    return EntryLink(link, role, url or link.url, reference if role is Role.PAPER else None)


@lru_cache(maxsize=4096)
def _resolved(label: str, hint: str, written: str) -> tuple[Role, str | None, Reference | None]:
    """Role, address and identifier: asked several times of one link while its entry is read."""
    url = absolute(written)
    role = _role(label, label_role(label) or label_role(hint), url, written)
    return role, url, identifiers.read_url(url) if role is Role.PAPER and url is not None else None


def _role(label: str, stated: Role | None, url: str | None, written: str) -> Role:
    if url is None:
        if _NOTEBOOK.search(written):
            return Role.NOTEBOOK
        if stated is Role.PAPER and written.strip() and not _PAPER_FILE.search(written):
            return Role.OTHER  # `[curated papers](data/papers.csv)`
        return stated or (Role.PAPER if _PAPER_FILE.search(written) else Role.OTHER)
    kind = _by_address(url)
    if label and known_venue(label) and kind in (Role.PAPER, Role.OTHER):
        return Role.PAPER
    if stated is None or fold(label) in VAGUE_LABELS:
        if kind is Role.OTHER:
            return stated or (Role.PAPER if says_venue(label) else Role.OTHER)
        return kind
    if stated is Role.PAPER and kind in (Role.CODE, Role.VIDEO):
        return kind
    if stated in (Role.PROJECT, Role.DEMO) and kind is Role.PAPER:
        return kind
    if (
        stated in (Role.PROJECT, Role.ARTICLE, Role.NOTEBOOK)
        and kind is Role.CODE
        and fold(label) in ("page", "web", "note", "notes", "项目地址", "项目链接")
    ):
        return Role.CODE
    return stated


def _by_address(url: str) -> Role:
    if _DATA_DOI.search(url):
        return Role.DATA
    if _COMMUNITY.search(url):
        return Role.COMMUNITY
    if _NOTEBOOK.search(url):
        return Role.NOTEBOOK
    role = _KINDS.get(identifiers.link_kind(url), Role.OTHER)
    if role is Role.OTHER:
        reference = identifiers.read_url(url)
        if reference is not None and reference.identifier.scheme is not Scheme.URL:
            return Role.PAPER
        if _PAPER_FILE.search(url) or identifiers.doi_fault(url):  # a damaged identifier is a paper's all the same
            return Role.PAPER
    return role
