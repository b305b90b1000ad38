"""The words a user types and reads: statuses, kinds, paper types, domains, and the Filter built from them.

Nothing here touches a file. Words are accepted in English and Chinese and compared without case.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from lifesci_fm.errors import UsageError
from lifesci_fm.text import is_partial_date, suggestion


def one_of(word: str, known: Sequence[str], noun: str) -> str:
    """The known word that was meant, whatever its case. Raises UsageError with the nearest."""
    if (plain := word.strip().casefold()) in known:
        return plain
    raise UsageError(f"{word!r} is no {noun}.", suggestion(word, known, f"Known are {', '.join(known)}."))


class Status(StrEnum):
    """Reading status of a paper, in the order in which reading proceeds."""

    UNPLANNED = "unplanned"
    PLANNED = "planned"
    PREPARING = "preparing"
    READ = "read"

    @property
    def rank(self) -> int:
        """How far reading has come: merging two papers keeps the higher rank."""
        return list(Status).index(self)


#: What a filter word stands for when it is not a status itself.
STATUS_GROUPS: dict[str, tuple[Status, ...]] = dict.fromkeys(("pending", "待读"), (Status.PLANNED, Status.PREPARING))

#: What a status is called, by language.
STATUS_LABELS: dict[str, dict[Status, str]] = {
    "en": {status: status.value for status in Status},
    "zh": {
        Status.UNPLANNED: "未计划",
        Status.PLANNED: "计划",
        Status.PREPARING: "准备中",
        Status.READ: "已解读",
    },
}

#: Words for a status in lists and on the command line, beside its own name.
STATUS_WORDS: dict[str, Status] = {
    **{label: status for labels in STATUS_LABELS.values() for status, label in labels.items()},
    "todo": Status.PLANNED,
    "to read": Status.PLANNED,
    "计划中": Status.PLANNED,
    "in progress": Status.PREPARING,
    "reading": Status.PREPARING,
    "done": Status.READ,
    "已读": Status.READ,
}


def parse_status(word: str) -> Status:
    """The status a word names, in either language. Raises UsageError with the nearest words."""
    found = STATUS_WORDS.get(word.strip().casefold())
    if found is None:
        raise _no_status(word, [status.value for status in Status])
    return found


def parse_status_filter(word: str) -> tuple[Status, ...]:
    """The statuses a filter word covers: one status, or a group such as `pending`."""
    group = STATUS_GROUPS.get(word.strip().casefold())
    if group is not None:
        return group
    known = STATUS_WORDS.get(word.strip().casefold())
    if known is None:
        raise _no_status(word, [*(status.value for status in Status), *STATUS_GROUPS])
    return (known,)


def _no_status(word: str, known: list[str]) -> UsageError:
    return UsageError(f"No status is called {word!r}.", suggestion(word, known, f"Statuses are {', '.join(known)}."))


class VersionKind(StrEnum):
    """What a manifestation of a paper is."""

    PREPRINT = "preprint"
    PUBLISHED = "published"


class PaperType(StrEnum):
    """Kinds of work, as in the JSON contract; each maps to BibTeX, BibLaTeX, CSL and RIS types."""

    ARTICLE = "article"
    PREPRINT = "preprint"
    PROCEEDINGS = "proceedings"
    CHAPTER = "chapter"
    BOOK = "book"
    THESIS = "thesis"
    REPORT = "report"
    DATASET = "dataset"
    SOFTWARE = "software"
    ONLINE = "online"
    OTHER = "other"


class OriginKind(StrEnum):
    """Who states a fact. Higher rank wins: a person over a file she wrote over a source over a guess."""

    USER = "user"
    IMPORT = "import"
    SOURCE = "source"
    GUESS = "guess"

    @property
    def rank(self) -> int:
        """3 for a person's word, 0 for a guess."""
        return len(OriginKind) - 1 - list(OriginKind).index(self)


class ModelRole(StrEnum):
    """How a paper or a dataset relates to a model."""

    INTRODUCES = "introduces"
    EVALUATES = "evaluates"
    USES = "uses"
    TRAINED_ON = "trained-on"
    FINE_TUNED_ON = "fine-tuned-on"
    EVALUATED_ON = "evaluated-on"


#: What a link may be of.
LINK_KINDS = (
    "code", "weights", "paper", "pdf", "project", "demo", "data", "dataset", "article", "notebook", "video", "tutorial",
    "community", "other",
)  # fmt: skip

#: Kinds of resources that fm knows by itself, with their Chinese names. People add others.
RESOURCE_KINDS: dict[str, str] = {
    "course": "课程",
    "video": "视频",
    "video series": "系列视频",
    "channel": "频道",
    "column": "专栏",
    "repository": "代码库",
    "tool": "工具",
    "tutorial": "教程",
    "community": "社区",
    "lab": "实验室",
    "book": "书",
    "blog": "博客",
    "article": "文章",
    "model": "模型",
    "encyclopedia": "百科",
    "web page": "网页",
}
_KINDS = {label: kind for kind, label in RESOURCE_KINDS.items()}


def resource_kind(word: str) -> str:
    """A kind of resource as it is kept, in English where fm knows its Chinese name; any other word in small letters."""
    plain = word.strip().casefold()
    return _KINDS.get(plain, plain)


class DomainWord(NamedTuple):
    """A domain every new library starts with: English name, Chinese label, other spellings."""

    name: str
    label_zh: str
    aliases: tuple[str, ...] = ()


#: Domains of a new library. Users add their own; names and aliases compare case-folded, blanks as hyphens.
DOMAINS: tuple[DomainWord, ...] = (
    DomainWord("DNA", "DNA", ("genome", "genomics", "基因组", "genomic", "regulatory genomics")),
    DomainWord("RNA", "RNA", ("transcript", "mRNA", "RNA structure")),
    DomainWord(
        "scRNA",
        "单细胞",
        (
            "single-cell",
            "single cell RNA",
            "scRNA-seq",
            "snRNA-seq",
            "single-cell transcriptomics",
            "single cell data integration",
            "single-cell omics",
            "单细胞转录组",
            "sc",
        ),
    ),
    DomainWord("Spatial", "空间组学", ("spatial RNA", "spatial transcriptomics", "spatial omics", "空间转录组")),
    DomainWord("Protein", "蛋白质", ("proteins", "proteomics", "protein language models", "蛋白")),
    DomainWord("Molecule", "分子", ("molecules", "small molecules", "chemistry", "drug", "小分子", "药物")),
    DomainWord("CRISPR", "基因编辑", ("gene editing", "genome editing")),
    DomainWord("Multi-omics", "多组学", ("multimodal omics",)),
    DomainWord("Imaging", "医学影像", ("medical imaging", "radiology", "pathology", "影像", "vision")),
    DomainWord("Text", "文本", ("clinical text", "biomedical text", "clinical NLP", "医学文本", "language")),
)


class YearRange(NamedTuple):
    """A closed range of years; None is open."""

    first: int | None
    last: int | None


_LONGEST_YEAR = 9  # digits


def parse_years(text: str) -> YearRange:
    """`2023`, `2022-2024`, `2023-` or `-2020`. Raises UsageError."""
    head, dash, tail = text.strip().partition("-")
    try:
        if max(len(head), len(tail)) > _LONGEST_YEAR:
            raise ValueError
        first = int(head) if head else None
        last = int(tail) if tail else (None if dash else first)
        if first is None and last is None:
            raise ValueError
    except ValueError:
        raise UsageError(f"{text!r} is no year.", "Write 2023, 2022-2024, 2023- or -2020.") from None
    return YearRange(first, last)


def parse_levels(text: str, what: str) -> YearRange:
    """Ratings or priorities, which go from 1 to 5: `4`, `3-5`, `4-` or `-2`. Raises UsageError."""
    head, dash, tail = text.strip().partition("-")
    if (head or tail) and all(part in ("", "1", "2", "3", "4", "5") for part in (head, tail)):
        first, last = (int(part) if part else None for part in (head, tail))
        return YearRange(first, last if dash else first)
    raise UsageError(f"{text!r} is no {what}.", "Write 4, 3-5, 4- or -2: from 1 to 5.")


#: What `--has` may ask for.
HAS = ("code", "weights", "article", "abstract", "published")

#: What `--sort` may name; a leading `-` reverses.
SORT_KEYS = (
    "id", "key", "title", "date", "year", "venue", "status", "author", "model", "added", "updated", "plan", "rating",
    "priority", "relevance",
)  # fmt: skip


class Filter(NamedTuple):
    """Which papers a command is about. Values of one field are alternatives; all fields must hold.

    `query` is text of the query language (`catalog.language`) and must hold too. Every querying and exporting command
    takes the same Filter; `catalog` turns it into SQL. (A NamedTuple: making a dataclass costs a start-up 1 ms.)
    """

    domains: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    models: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    years: tuple[YearRange, ...] = ()
    since: str | None = None
    ratings: tuple[YearRange, ...] = ()
    priorities: tuple[YearRange, ...] = ()
    read_since: str | None = None
    tags: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    types: tuple[PaperType, ...] = ()
    has: tuple[str, ...] = ()
    incomplete: bool = False
    query: str = ""
    sort: tuple[str, ...] = ()
    limit: int | None = None


def make_filter(
    *,
    domain: list[str] | None = None,
    status: list[str] | None = None,
    model: list[str] | None = None,
    author: list[str] | None = None,
    venue: list[str] | None = None,
    year: list[str] | None = None,
    since: str | None = None,
    rating: list[str] | None = None,
    priority: list[str] | None = None,
    read_since: str | None = None,
    tag: list[str] | None = None,
    key: list[str] | None = None,
    type: list[str] | None = None,
    has: list[str] | None = None,
    incomplete: bool = False,
    query: list[str] | None = None,
    sort: str | None = None,
    limit: int = 0,
) -> Filter:
    """The Filter these words mean. Raises UsageError for a word that means nothing."""
    for date in (since, read_since):
        if date is not None and not is_partial_date(date):
            raise UsageError(f"{date!r} is no date.", "Write 2023, 2023-05 or 2023-05-17.")
    return Filter(
        domains=tuple(domain or ()),
        statuses=tuple(found for word in status or () for found in parse_status_filter(word)),
        models=tuple(model or ()),
        authors=tuple(author or ()),
        venues=tuple(venue or ()),
        years=tuple(parse_years(word) for word in year or ()),
        since=since,
        ratings=tuple(parse_levels(word, "rating") for word in rating or ()),
        priorities=tuple(parse_levels(word, "priority") for word in priority or ()),
        read_since=read_since,
        tags=tuple(tag or ()),
        keys=tuple(key or ()),
        types=tuple(PaperType(one_of(word, [t.value for t in PaperType], "paper type")) for word in type or ()),
        has=tuple(one_of(word, HAS, "thing a paper can have") for word in has or ()),
        incomplete=incomplete,
        query=" ".join(query or ()),
        sort=_sort_keys(sort),
        limit=limit or None,
    )


def _sort_keys(text: str | None) -> tuple[str, ...]:
    keys = []
    for word in (text or "").split(","):
        if word := word.strip():
            minus = "-" if word.startswith("-") else ""
            keys.append(minus + one_of(word.removeprefix("-"), SORT_KEYS, "sort key"))
    return tuple(keys)
