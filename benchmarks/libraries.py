"""Libraries of any size for measuring: `python benchmarks/libraries.py FILE PAPERS`

The same number of papers gives the same library: everything is drawn from one fixed seed. Words, names, venues and
domains are as unevenly common as real ones. Abstracts have 150 words, in a library of a million 30. Rows are
written in bulk, without the change log; the index is made at the end.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from lifesci_fm.store import changelog, database, fulltext
from lifesci_fm.store.derived import behind_key, prefix_key
from lifesci_fm.text import fold, name_key

SEED = 20261120
_BATCH = 5_000
_TIME = "2026-11-20T10:00:{:02d}Z"

_TOPICS = (
    "single-cell|single cell|gene expression|cell type annotation|perturbation response|spatial transcriptomics|DNA"
    "|regulatory genomics|chromatin accessibility|variant effect|RNA structure|splicing|protein language|protein"
    " structure|antibody|enzyme design|small molecule|drug response|drug discovery|medical imaging|histopathology"
    "|clinical text|electronic health records|multi-omics|CRISPR|microbiome|metabolomics"
).split("|")
_FORMS = (
    "{model}: a foundation model for {topic}|{model}: {word} pretraining for {topic}|Generative {word} of {topic}"
    "|Transfer learning enables {word} in {topic}|A foundation model of {topic} and {word}|{word} and {word2} in {topic}"
    "|Benchmarking foundation models of {topic}|Towards {word} {topic} with transformers|Deep {word} models for {topic}"
    "|Zero-shot {topic} by {word} {word2}|用于{chinese}的基础模型 {model}|Scaling {word} to {topic} atlases"
).split("|")
_CHINESE = "单细胞 空间转录组 蛋白质结构 药物发现 基因表达 医学影像 多组学".split()
_SYLLABLES = "ba be bi bo ca ce ci co da de di do fa fi ga ge go ha he ki la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va ve vi xa ya zo".split()  # fmt: skip
_GIVEN = "Haotian Jane Wei Maria Ahmed Yuki Olga Jürgen Søren Ana Li Hannah Bo Zoë Ivan Priya".split()
_STATUSES = ("unplanned", "planned", "preparing", "read")
_TYPES = ("article", "preprint", "proceedings", "chapter")
_DOMAINS = (18, 9, 22, 7, 20, 12, 2, 4, 5, 3)  # how common the domains of an empty library are
_TAGS = 60

Rows = dict[str, list[tuple[Any, ...]]]


class _Choice:
    """Draws things of which the first are common and the last rare, as words and names are."""

    def __init__(self, things: list[str], steepness: float = 1.0) -> None:
        self._things = things
        self._weights = list(accumulate(1 / (rank + 5) ** steepness for rank in range(len(things))))

    def draw(self, random_: random.Random, number: int = 1) -> list[str]:
        return random_.choices(self._things, cum_weights=self._weights, k=number)


class _World:
    """What the papers of a library are put together from."""

    def __init__(self, papers: int) -> None:
        self.random = random.Random(SEED + papers)
        self.words = _Choice(_topical_words() + _made_up(self.random, 40_000, 2, 5))
        self.families = _Choice([name.capitalize() for name in _made_up(self.random, 20_000, 2, 3)] + ["Müller"], 0.7)
        self.venues = _Choice(["Journal of " + name.capitalize() for name in _made_up(self.random, 400, 2, 4)])
        models = max(20, papers // 50)
        self.models = [
            f"{name.capitalize()}{number % 7 or ''}" for number, name in enumerate(_made_up(self.random, models, 3, 4))
        ]
        self.abstract_words = 30 if papers >= 1_000_000 else 150


def _topical_words() -> list[str]:
    glue = (
        "the of and in a to for with we is by on model models data cell cells gene from that as are foundation".split()
    )
    return glue + [word for topic in _TOPICS for word in topic.split()]


def _made_up(random_: random.Random, number: int, least: int, most: int) -> list[str]:
    """Different words of so many syllables."""
    made: dict[str, None] = {}
    while len(made) < number:
        made["".join(random_.choices(_SYLLABLES, k=random_.randint(least, most)))] = None
    return list(made)


def make(path: Path, papers: int) -> Path:
    """The library of so many papers at `path`; one that is there already is taken as it is."""
    if path.exists():
        return path
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    database.create(fresh)
    connection = database.connect(fresh)
    try:
        _fill(connection, papers)
    finally:
        connection.close()
    fresh.rename(path)
    return path


def _fill(connection: sqlite3.Connection, papers: int) -> None:
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("PRAGMA cache_size = -500000")
    connection.execute("BEGIN")
    world = _World(papers)
    connection.execute("INSERT INTO origin VALUES (2, 'import', 'everything.bib', 0, '[]')")
    _insert(connection, _vocabulary(world))
    for rows in _papers(world, papers):
        _insert(connection, rows)
    columns = ", ".join(fulltext.COLUMNS)
    connection.execute(f"INSERT INTO search (rowid, {columns}) SELECT id, {columns} FROM search_text")
    changelog.write_triggers(connection)
    fulltext.write_triggers(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    for table, values in rows.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)


def _vocabulary(world: _World) -> Rows:
    rows: Rows = defaultdict(list)
    for number, name in enumerate(world.models, 1):
        released = f"{world.random.randint(2018, 2026)}-{world.random.randint(1, 12):02d}"
        rows["model"].append((number, name, name_key(name), released, None, None, None, None, None, None, 0, 2))
        rows["model_domain"].append((number, number, _domain(world), 1, 0, 2))
    for number in range(1, _TAGS + 1):
        rows["tag"].append((number, f"tag {number}", f"tag{number}"))
    return rows


def _domain(world: _World) -> int:
    return world.random.choices(range(1, len(_DOMAINS) + 1), _DOMAINS)[0]


def _papers(world: _World, papers: int) -> Iterator[Rows]:
    rows: Rows = defaultdict(list)
    for number in range(1, papers + 1):
        _paper(world, number, rows)
        if number % _BATCH == 0 or number == papers:
            yield rows
            rows = defaultdict(list)


def _paper(world: _World, number: int, rows: Rows) -> None:
    """One paper with all that belongs to it, the columns that repeat other rows as `settle` would have them."""
    draw = world.random
    model = draw.randrange(len(world.models)) if draw.random() < 0.05 else None
    title = _title(world, world.models[model] if model is not None else None, number)
    families = world.families.draw(draw, draw.randint(1, 9))
    key = f"{fold(families[0])}{number}"
    year = 2026 - int(draw.expovariate(0.3)) % 20
    preprint = draw.random() < 0.3
    status = draw.choices(_STATUSES, (960, 20, 5, 15))[0]
    venue = "arXiv" if preprint else world.venues.draw(draw)[0]
    doi, arxiv = (
        (None, f"{year % 100:02d}{number % 12 + 1:02d}.{number:07d}") if preprint else (f"10.1234/{number}", None)
    )
    scheme, value = ("arxiv", arxiv) if preprint else ("doi", doi)
    url = f"https://arxiv.org/abs/{arxiv}" if preprint else f"https://doi.org/{doi}"
    date = f"{year}-{draw.randint(1, 12):02d}"
    time = _TIME.format(number % 60)
    rows["paper"].append((
        number, key, title, fold(title), draw.choices(_TYPES, (6, 3, 2, 1))[0] if not preprint else "preprint",
        " ".join(world.words.draw(draw, world.abstract_words)), status, number if status != "unplanned" else None, 1,
        draw.random() > 0.01, draw.random() < 0.001, date, year, venue, doi, arxiv, url, fold(families[0]), None, None, time,
        time, 2, prefix_key(title), behind_key(title),
    ))  # fmt: skip
    for position, family in enumerate(families, 1):
        rows["author"].append((None, number, position, family, fold(family), draw.choice(_GIVEN), "", 0, ""))
    rows["identifier"].append((number, number, scheme, value, 2))
    kind = "preprint" if preprint else "published"
    rows["version"].append(
        (number, number, kind, number, None, venue, date, None, None, None, None, None, None, "{}", 2)
    )
    for position, domain in enumerate({_domain(world) for _ in range(draw.choices((0, 1, 2), (1, 8, 2))[0])}, 1):
        rows["paper_domain"].append((None, number, domain, position, 0, 2))
    if model is not None:
        rows["paper_model"].append((None, number, model + 1, "introduces", 1, 0, 2))
    if draw.random() < 0.05:
        rows["paper_tag"].append((None, number, draw.randint(1, _TAGS), 1))
    if draw.random() < 0.2:
        link = f"github.com/lab/{key}"
        rows["link"].append(
            (None, number, None, None, None, None, "code", f"https://{link}", link, "", 2, name_key(key))
        )
    if status == "read":
        rows["note"].append(
            (None, number, "", "", f"{draw.choice(_CHINESE)}：{' '.join(world.words.draw(draw, 40))}", None, 1)
        )
        rows["reading_event"].append((None, number, "read", f"{draw.randint(2023, 2026)}-{draw.randint(1, 12):02d}-01"))


def _title(world: _World, model: str | None, number: int) -> str:
    word, word2 = world.words.draw(world.random, 2)
    form = world.random.choice(_FORMS)
    topic, chinese = world.random.choice(_TOPICS), world.random.choice(_CHINESE)
    return form.format(model=model or f"Net{number}", topic=topic, word=word, word2=word2, chinese=chinese)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
