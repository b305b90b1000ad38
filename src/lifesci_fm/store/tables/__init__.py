"""The tables of a library, one class a table, as the newest migration leaves them.

A test holds this package and `migrations/` equal. Reading goes through the views that the migrations create
(plural names: table `paper`, view `papers`), so nothing on the read side imports it.

Every table has an integer `id`, because the change log names rows by (table, id). Text columns whose name
ends in `_key` hold a folded form made by `lifesci_fm.text` and are what is compared. Dates are partial dates;
`added`, `updated` and `at` are UTC, `2026-11-20T10:00:00Z`.

Origins: a row's `origin_id` says who stated it. A scalar column that somebody else stated, or stated
differently, has a row in `claim` for each such statement; the value that stands is in the column itself.
"""

from lifesci_fm.store.tables.models import Domain, DomainAlias, Model, ModelAlias, ModelDomain, ModelRelation
from lifesci_fm.store.tables.papers import (
    Author,
    Identifier,
    KeyAlias,
    Note,
    Paper,
    PaperDomain,
    PaperModel,
    PaperTag,
    ReadingEvent,
    Relation,
    Tag,
    Version,
)
from lifesci_fm.store.tables.records import Change, Claim, Command, Origin, SavedQuery
from lifesci_fm.store.tables.things import (
    Article,
    ArticleModel,
    ArticlePaper,
    Dataset,
    DatasetAlias,
    DatasetModel,
    Link,
    Resource,
    ResourcePaper,
)

__all__ = [
    "Article",
    "ArticleModel",
    "ArticlePaper",
    "Author",
    "Change",
    "Claim",
    "Command",
    "Dataset",
    "DatasetAlias",
    "DatasetModel",
    "Domain",
    "DomainAlias",
    "Identifier",
    "KeyAlias",
    "Link",
    "Model",
    "ModelAlias",
    "ModelDomain",
    "ModelRelation",
    "Note",
    "Origin",
    "Paper",
    "PaperDomain",
    "PaperModel",
    "PaperTag",
    "ReadingEvent",
    "Relation",
    "Resource",
    "ResourcePaper",
    "SavedQuery",
    "Tag",
    "Version",
]
