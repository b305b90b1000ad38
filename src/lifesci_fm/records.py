"""What a file or a source says, before the library has an opinion: the currency between rooms.

A record is plain data. None (or an empty tuple) means that the file or the source is silent, never that
the thing does not exist. Readers and sources make records; the library matches and stores them; the catalog
hands entries back for the writers. Dates are partial dates (`2023`, `2023-05`, `2023-05-17`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lifesci_fm.frozen import frozen
from lifesci_fm.identifiers import Identifier
from lifesci_fm.vocabulary import ModelRole, OriginKind, PaperType, Status, VersionKind


@frozen()
class Origin:
    """Where a fact comes from.

    `name` is a file's name without its folder, a source (`crossref`), or empty for the user. `line` counts
    from 1; `section` is the path of headings above the entry.
    """

    kind: OriginKind
    name: str = ""
    line: int | None = None
    section: tuple[str, ...] = ()


USER = Origin(OriginKind.USER)


@frozen()
class Author:
    """One author in citation order. A group (consortium, company) has its whole name in `family`."""

    family: str
    given: str = ""
    suffix: str = ""
    group: bool = False
    orcid: str = ""

    @property
    def display(self) -> str:
        """`Family, Given` (suffix behind the given name), or the bare name of a group."""
        given = ", ".join(part for part in (self.given, self.suffix) if part)
        return self.family if self.group or not given else f"{self.family}, {given}"


@frozen()
class LinkRecord:
    """A URL that belongs to an entry. `kind`: code, weights, pdf, project, demo, data, article, notebook, other."""

    kind: str
    url: str
    title: str = ""


@frozen()
class DomainMention:
    """A domain as a document words it (`sc+Spatial RNA`); `guessed` when a heading or title only hints at it."""

    text: str
    guessed: bool = False


@frozen(kw_only=True)
class VersionRecord:
    """One manifestation of a paper: a preprint in one of its numbers, or the published form.

    `number` is the preprint's version (4 for `v4`). `extra` keeps further bibliographic fields under their
    BibLaTeX names (`series`, `edition`, `editor`, `isbn`, ...), as text.
    """

    kind: VersionKind
    identifier: Identifier | None = None
    number: int | None = None
    venue: str | None = None
    date: str | None = None
    url: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


@frozen()
class Relation:
    """What a source says about two works: `kind` is published-as, preprint-of, retracted-by, corrected-by,
    erratum-of or same-as; `identifier` names the other one, which the library may not hold."""

    kind: str
    identifier: Identifier
    date: str | None = None


@frozen(kw_only=True)
class ModelRecord:
    """A named foundation model as one entry describes it. `parameters` is as written (`38M`)."""

    name: str
    aliases: tuple[str, ...] = ()
    released: str | None = None
    parameters: str | None = None
    pretraining_data: str | None = None
    architecture: str | None = None
    tokenisation: str | None = None
    licence: str | None = None
    domains: tuple[DomainMention, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    guessed: bool = False
    origin: Origin = USER


@frozen(kw_only=True)
class PaperRecord:
    """One work as one entry or one source describes it.

    `identifiers` holds every identifier, those of `versions` too. `models` are the models it introduces.
    `planned` is the place in a reading plan, counted from 1 within its document.
    """

    title: str | None = None
    authors: tuple[Author, ...] = ()
    authors_complete: bool = True
    abstract: str | None = None
    type: PaperType | None = None
    identifiers: tuple[Identifier, ...] = ()
    versions: tuple[VersionRecord, ...] = ()
    relations: tuple[Relation, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    models: tuple[ModelRecord, ...] = ()
    domains: tuple[DomainMention, ...] = ()
    tags: tuple[str, ...] = ()
    status: Status | None = None
    planned: int | None = None
    key: str | None = None
    key_aliases: tuple[str, ...] = ()
    note: str | None = None
    origin: Origin = USER


@frozen(kw_only=True)
class DatasetRecord:
    """A dataset row. `address` keeps what stood in the link cell when it is no URL (a GEO accession, a title)."""

    name: str
    aliases: tuple[str, ...] = ()
    modality: str | None = None
    scale: str | None = None
    task: str | None = None
    url: str | None = None
    address: str | None = None
    paper_url: str | None = None
    paper_identifier: Identifier | None = None
    paper_title: str | None = None
    models: tuple[tuple[str, ModelRole], ...] = ()
    origin: Origin = USER


@frozen(kw_only=True)
class ArticleRecord:
    """A write-up by the library's owner. `number` as counted in its list; `models` and `papers` are its subjects."""

    title: str
    number: int | None = None
    date: str | None = None
    links: tuple[LinkRecord, ...] = ()
    models: tuple[str, ...] = ()
    papers: tuple[Identifier, ...] = ()
    tags: tuple[str, ...] = ()
    author: str | None = None
    origin: Origin = USER


@frozen(kw_only=True)
class ResourceRecord:
    """A course, video, column, repository, tool, tutorial, community or lab, with its topic path.

    `aside` is true of one in a list of resources within a list of papers (related repositories, blogs): it is kept, but
    it is no entry of the list of papers and not counted as one.
    """

    kind: str
    title: str
    url: str | None = None
    topic: tuple[str, ...] = ()
    remark: str | None = None
    links: tuple[LinkRecord, ...] = ()
    papers: tuple[Identifier, ...] = ()
    aside: bool = False
    origin: Origin = USER


Record = PaperRecord | ModelRecord | DatasetRecord | ArticleRecord | ResourceRecord


@frozen()
class Problem:
    """Something in an input that could not be understood, at its line (from 1).

    `code` is a stable word for scripts (`truncated-doi`, `empty-link`, `ragged-row`, `bad-entry`, ...).
    `entry` is true when the problem stands in place of an entry, which was therefore not kept.
    """

    line: int
    code: str
    message: str
    text: str = ""
    entry: bool = False


@dataclass(slots=True)
class Reading:
    """What a reader made of one file: records in the order of the file, and problems by line."""

    format: str
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def entries(self) -> int:
        """Entries met, kept or not; each is counted once in an import report."""
        asides = sum(isinstance(record, ResourceRecord) and record.aside for record in self.records)
        return len(self.records) - asides + sum(problem.entry for problem in self.problems)
