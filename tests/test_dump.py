"""The library as text: whatever goes in comes out the same, and what a person mistypes is refused by line."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifesci_fm.errors import Conflict, UnreadableInput
from lifesci_fm.formats import dump as lines
from lifesci_fm.identifiers import Scheme
from lifesci_fm.store import tables
from lifesci_fm.store.database import connect, connect_readonly, create
from lifesci_fm.store.derived import DERIVED
from lifesci_fm.store.transfer import dump_objects, load_rows, shape
from lifesci_fm.vocabulary import ModelRole, OriginKind, PaperType, Status, VersionKind

ROOT = Path(__file__).resolve().parent.parent
AT = "2026-01-01T00:00:00Z"


@contextmanager
def empty_library() -> Iterator[sqlite3.Connection]:
    """A library of its own, open for writing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        create(path)
        with closing(connect(path)) as connection:
            yield connection


def load(connection: sqlite3.Connection, text: str, *, replace: bool = False) -> dict[str, int]:
    """Load a text as `fm load` does: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        objects = lines.read(text.encode().splitlines(keepends=True), name="x.jsonl")
        counts = load_rows(connection, objects, name="x.jsonl", at=AT, replace=replace)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return counts


def dump(connection: sqlite3.Connection) -> str:
    """The library's text."""
    return "".join(lines.write(dump_objects(connection)))


def example() -> str:
    """The lines that the documentation shows."""
    page = (ROOT / "docs" / "dump.md").read_text(encoding="utf-8")
    found = re.search(r"```jsonl\n(.*?)```", page, re.S)
    assert found
    return found[1]


# -- there and back ----------------------------------------------------------------------------------------------


def test_the_documented_example_is_a_dump_byte_for_byte() -> None:
    """People write their files from the page; what it shows must load and come out as it stands."""
    with empty_library() as connection:
        counts = load(connection, example())
        assert counts == {
            "domain": 1, "tag": 1, "model": 2, "paper": 1, "dataset": 1, "article": 1, "resource": 1,
            "saved_query": 1,
        }  # fmt: skip
        assert dump(connection) == example()


def test_the_example_shows_every_field() -> None:
    """A field that no example has would have to be guessed, and would not be tested here."""
    shown: dict[str, set[str]] = {}

    def note(table: str, item: dict[str, Any], children: Iterable[shape.Child]) -> None:
        shown.setdefault(table, set()).update(item)
        for child in children:
            for short in item.get(child.name, []):
                note(child.table, shape.lengthen(child, short), child.children)

    for line in example().splitlines():
        item = json.loads(line)
        (noun,) = (noun for noun in shape.NOUNS if noun.name in item)
        item[noun.column] = item.pop(noun.name)
        note(noun.name, item, noun.children)
    unshown = {("paper", "authors_complete"), ("paper", "complete"), ("paper", "retracted"), ("paper", "rating"),
               ("paper", "priority"), ("model", "architecture"), ("model", "tokenisation"), ("model", "licence"),
               ("model", "pretraining_data"), ("model", "guessed"), ("model_domain", "guessed"),
               ("dataset", "described_by"), ("version", "url")}  # fmt: skip
    with empty_library() as connection:
        every = {(table, field.name) for table in shown for field in shape.fields(connection, table)}
    assert {(table, name) for table, name in every - unshown if not name.endswith("_id")} <= {
        (table, name) for table, names in shown.items() for name in names
    }


def test_every_table_and_column_has_its_place() -> None:
    """A table or column added later would be lost by a dump without anybody noticing."""

    def nested(children: Iterable[shape.Child]) -> Iterator[tuple[str, str]]:
        for child in children:
            yield child.table, child.owner
            yield from nested(child.children)

    placed = {(noun.name, "") for noun in shape.NOUNS} | set(nested(c for noun in shape.NOUNS for c in noun.children))
    declared = {table.name: table for table in tables.Paper.metadata.sorted_tables}
    assert {table for table, _ in placed} | shape.LEFT_OUT_TABLES == {*declared, "alembic_version"}
    settled = {"title_key", "date", "year", "venue", "doi", "arxiv", "url", "first_author_key", "added", "updated"}
    settled |= {"prefix_key", "behind_key"}
    with empty_library() as connection:
        for name in {table for table, _ in placed}:
            owners = {owner for table, owner in placed if table == name}
            filled = {c for owner in owners for field in shape.fields(connection, name, owner) for c in field.columns}
            filled |= owners | {"id", "origin_id", "position", *DERIVED.get(name, ())} | {"id"}
            filled |= settled if name == "paper" else set()
            assert {column.name for column in declared[name].columns} <= filled, name


def test_nothing_is_lost_beside_what_is_named_left_out() -> None:
    """The text alone must bring back every row: compare the tables, not only the dumps."""
    with empty_library() as first, empty_library() as second:
        load(first, example())
        load(second, dump(first))
        for table in tables.Paper.metadata.sorted_tables:
            if table.name not in ("origin", "command", "change"):
                rows = f"SELECT * FROM {table.name} ORDER BY id"
                assert first.execute(rows).fetchall() == second.execute(rows).fetchall(), table.name
        origins = "SELECT p.key, o.kind, o.name, o.line, o.section FROM paper p JOIN origin o ON o.id = p.origin_id"
        assert first.execute(origins).fetchall() == second.execute(origins).fetchall()


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
dates = st.sampled_from(["2023", "2023-05", "2023-05-17", None])
origins = st.none() | st.tuples(
    st.sampled_from(list(OriginKind)), st.sampled_from(["", "a.md", "a:7", "x:", ":", "crossref"]),
    st.integers(0, 3), st.lists(words, max_size=2),
).map(lambda origin: shape.origin_text(origin[0], origin[1], origin[2], origin[3]))  # fmt: skip
identifiers = st.builds(
    lambda scheme, number: f"{scheme}:10.1/{number}", st.sampled_from(list(Scheme)), st.integers(0, 10_000)
)


def objects(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that may lack any field; None and empty are the same as lacking it."""
    return st.fixed_dictionaries({}, optional={**fields, "origin": origins}).map(
        lambda item: {name: value for name, value in item.items() if value is not None}
    )


def having(
    item: st.SearchStrategy[dict[str, Any]], **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that always have these fields too."""
    return st.builds(lambda given, more: {**more, **given}, st.fixed_dictionaries(fields), item)


links = st.lists(having(objects(title=words), kind=words, url=words), max_size=2)
claims = st.lists(having(objects(), field=words, value=words), max_size=2)
names = st.sampled_from(["A", "B", "C"])


def once(item: st.SearchStrategy[Any], name: str) -> st.SearchStrategy[list[Any]]:
    """Lists in which nothing is named twice."""
    return st.lists(item, max_size=3, unique_by=lambda it: it[name] if isinstance(it, dict) else it)


authors = having(objects(given=words, suffix=words, is_group=st.booleans(), orcid=words), family=words).map(
    lambda author: {name: value for name, value in author.items() if name != "origin"}
)
versions = having(
    objects(id=identifiers, number=st.integers(0, 9), venue=words, date=dates, url=words, volume=words, pages=words,
            extra=st.dictionaries(words, words, max_size=2), claims=claims),
    kind=st.sampled_from(list(VersionKind)),
)  # fmt: skip
papers = objects(
    title=words, type=st.sampled_from(list(PaperType)), status=st.sampled_from(list(Status)), abstract=words,
    plan_position=st.integers(-5, 5), complete=st.booleans(), retracted=st.booleans(), rating=st.integers(0, 9),
    authors=st.lists(authors, max_size=3), versions=st.lists(versions, max_size=3),
    identifiers=once(identifiers | having(objects(), id=identifiers), "id"),
    relations=once(having(objects(date=dates), kind=st.just("same-as"), to=identifiers), "to"),
    models=once(names | having(objects(role=st.just("introduces"), guessed=st.booleans()), model=names), "model"),
    domains=once(names | having(objects(guessed=st.booleans()), domain=names), "domain"),
    tags=once(st.sampled_from(["x", "y"]) | having(objects(), tag=st.sampled_from(["x", "y"])), "tag"),
    links=links, notes=st.lists(words | having(objects(title=words, path=words, date=dates), body=words), max_size=2),
    claims=claims,
    reading=st.lists(st.fixed_dictionaries({"status": st.just("read"), "date": st.just("2024")}), max_size=2),
)  # fmt: skip
models = objects(
    released=dates, parameters=words, parameter_count=st.integers(0, 2**62), guessed=st.booleans(), links=links,
    domains=once(names, "domain"), claims=claims,
    relations=once(having(objects(), kind=st.just("predecessor"), other=names | st.just("BERT")), "other"),
)  # fmt: skip
datasets = objects(
    modality=words, scale=words, url=words, paper_identifier=identifiers, described_by=st.sampled_from(["p0", "P1"]),
    models=once(having(objects(), model=names, role=st.sampled_from(list(ModelRole))), "model"),
    links=links, claims=claims,
)  # fmt: skip
articles = objects(
    number=st.integers(0, 99), date=dates, papers=once(st.sampled_from(["p0", "p1"]), "paper"), links=links
)
resources = having(objects(topic=st.lists(words, max_size=2), remark=words, url=words, links=links), kind=words)


@st.composite
def libraries(draw: st.DrawFn) -> str:
    """The text of a library: any values, in an order a person might write."""
    found: list[dict[str, Any]] = [{"domain": name, "label_zh": draw(words)} for name in "ABC"]
    found += [{"model": name, **draw(models)} for name in "ABC"]
    taken: set[str] = set()
    for number in range(2):
        paper = draw(papers)
        mine: set[str] = set()
        for holder in (paper.get("versions", []), paper.get("identifiers", [])):
            for item in list(holder):
                identifier = item.get("id") if isinstance(item, dict) else item
                if identifier in taken:  # an identifier is of one paper
                    holder.remove(item)
                elif identifier:
                    mine.add(identifier)
        taken |= mine
        found.append({"paper": f"p{number}", **paper})
    found += [{"dataset": "D", **draw(datasets)}, {"article": draw(words), **draw(articles)}]
    found.append({"resource": draw(words), **draw(resources)})
    return "".join(lines.write(found))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=libraries())
def test_what_was_dumped_loads_and_dumps_the_same(text: str) -> None:
    """A library kept as text under git would change, or lose something, every time it is loaded."""
    with empty_library() as first, empty_library() as second:
        load(first, text)
        written = dump(first)
        load(second, written)
        assert dump(second) == written
        for table in tables.Paper.metadata.sorted_tables:
            if table.name not in shape.LEFT_OUT_TABLES:
                count = f"SELECT count(*) FROM {table.name}"
                assert first.execute(count).fetchone() == second.execute(count).fetchone(), table.name


@given(st.sampled_from(list(OriginKind)), words, st.integers(0, 99))
def test_an_origin_survives_its_short_form(kind: OriginKind, name: str, line: int) -> None:
    """A file called `list:12` would turn into line 12 of `list`."""
    text = shape.origin_text(kind, name, line, [])
    assert isinstance(text, str)
    assert shape.read_origin(text) == (kind, name, line)


def test_a_dump_does_not_depend_on_what_the_library_lived_through() -> None:
    """Two people with the same papers would see differences in every line."""
    with empty_library() as connection:
        load(connection, example())
        text = dump(connection)
        load(connection, text, replace=True)
        connection.execute("UPDATE paper SET added = '2001-01-01T00:00:00Z'")
        connection.execute("INSERT INTO command (at, words, summary, fm_version) VALUES ('', 'fm mark', '', '')")
        assert dump(connection) == text


def test_a_dump_is_of_one_moment(tmp_path: Path) -> None:
    """A dump taken while an import runs would name models it does not contain."""
    path = tmp_path / "library.sqlite"
    create(path)
    with closing(connect(path)) as writer, closing(connect_readonly(path)) as reader:
        objects_ = dump_objects(reader)
        next(objects_)
        writer.execute("DELETE FROM domain")
        assert len(list(objects_)) == 9


# -- loading -----------------------------------------------------------------------------------------------------


def test_loading_computes_what_a_list_shows() -> None:
    """`fm list --year 2024 --author müller` would not find what was loaded."""
    text = example().replace("Cui, Haotian", "Müller, Haotian")
    with empty_library() as connection:
        load(connection, text)
        row = connection.execute("SELECT year, venue, doi, arxiv, url, title_key, first_author_key, added FROM paper")
        assert row.fetchone() == (
            2024, "Nature Methods", "10.1038/s41592-024-02201-0", None, "https://doi.org/10.1038/s41592-024-02201-0",
            "scgpt toward building a foundation model for single cell multi omics using generative ai", "muller", AT,
        )  # fmt: skip
        claims_ = connection.execute("SELECT value_key FROM claim ORDER BY id").fetchall()
        assert ("scgpt towards building a foundation model",) in claims_


def test_a_library_that_holds_papers_is_not_overwritten() -> None:
    """A mistyped command would put somebody else's library in the place of one's own."""
    with empty_library() as connection:
        load(connection, example())
        before = dump(connection)
        with pytest.raises(Conflict, match="holds 2 models, 1 paper, 1 dataset") as caught:
            load(connection, '{"paper": "other"}')
        assert "--replace" in caught.value.remedy
        assert dump(connection) == before


def test_replacing_is_in_the_log_and_numbers_are_not_used_again() -> None:
    """Undo could not bring the replaced library back, and #1 would mean another paper than yesterday."""
    with empty_library() as connection:
        load(connection, example())
        load(connection, '{"paper": "other"}', replace=True)
        assert connection.execute("SELECT id, key FROM papers").fetchall() == [(2, "other")]
        gone = connection.execute(
            "SELECT before FROM change WHERE table_name = 'paper' AND operation = 'delete'"
        ).fetchone()
        assert json.loads(gone[0])["key"] == "cui2024scgpt"


WRONG = {
    "no JSON": ("{", r"x.jsonl:2: this line is no JSON object"),
    "a list": ("[1]", r"x.jsonl:2: this line is no JSON object"),
    "a field twice": ('{"paper": "a", "paper": "b"}', r"has the field 'paper' twice"),
    "no noun": ('{"title": "a"}', r"x.jsonl:2: the line must be about one noun and is about 0"),
    "two nouns": ('{"paper": "a", "model": "b"}', r"about one noun and is about 2"),
    "an unknown field": ('{"paper": "a", "titel": "b"}', r"a paper has no field 'titel'.*Did you mean title"),
    "an unknown field within": ('{"paper": "a", "links": [{"kind": "a", "url": "u", "x": 1}]}', r"link has no field"),
    "a wrong type": ('{"paper": "a", "title": 7}', r"title must be text, not 7"),
    "a truth value as a number": ('{"paper": "a", "rating": true}', r"rating must be a whole number, not true"),
    "a number too large": ('{"paper": "a", "rating": 99999999999999999999}', r"rating must be a whole number"),
    "a text as a truth value": ('{"paper": "a", "retracted": "no"}', r"retracted must be true or false"),
    "an unknown status": ('{"paper": "a", "status": "redd"}', r"status is 'redd'.*Did you mean read"),
    "an impossible date": ('{"model": "a", "released": "2023-13"}', r"released must be a date .*2023-13"),
    "a domain nobody defines": ('{"paper": "a", "domains": ["scDNA"]}', r"no line above is about the domain 'scDNA'"),
    "a model nobody defines": ('{"paper": "a", "models": ["scGTP"]}', r"model 'scGTP'.*A line above must define it"),
    "a damaged identifier": ('{"paper": "a", "identifiers": ["10.1/x"]}', r"which is no scheme:value.*Schemes are doi"),
    "a DOI not in its normal form": ('{"paper": "a", "identifiers": ["doi:10.1/X"]}', r"lower case"),
    "a list that is none": ('{"paper": "a", "tags": "x"}', r"tags is no list"),
    "a list of numbers": ('{"paper": "a", "tags": [1]}', r"tags holds 1"),
    "a missing field": ('{"paper": "a", "links": [{"kind": "code"}]}', r"a link lacks its url"),
    "an unknown kind of origin": ('{"paper": "a", "origin": "hearsay"}', r"no origin is of the kind 'hearsay'"),
    "an origin that is a number": ('{"paper": "a", "origin": 3}', r"origin is neither text nor a list"),
    "a key twice": ('{"paper": "DNA"}\n{"paper": "dna"}', r"x.jsonl:3: the paper \(dna\) stands in this file"),
    "an identifier of two papers": (
        '{"paper": "a", "identifiers": ["pmid:1"]}\n{"paper": "b", "identifiers": ["pmid:1"]}',
        r"x.jsonl:3: the identifier \(pmid, 1\) stands in this file a second time",
    ),
    "an alias of two domains": ('{"domain": "B", "aliases": ["x", "X"]}', r"x.jsonl:2: the domain alias \(x\) stands"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_line_that_does_not_fit_is_named_and_nothing_is_kept(text: str, said: str) -> None:
    """Somebody who edits the text by hand would search thousands of lines, or get half a library."""
    with empty_library() as connection:
        before = dump(connection)
        with pytest.raises(UnreadableInput) as caught:
            load(connection, f'{{"domain": "A"}}\n{text}\n')
        assert re.search(said, str(caught.value)), str(caught.value)
        assert caught.value.remedy
        assert dump(connection) == before


@pytest.mark.parametrize("data", [b"\x00\x01\xff", b"\xff\xfe{", b"\x89PNG\r\n"])
def test_a_binary_file_is_refused_at_its_first_line(data: bytes) -> None:
    """`fm load photo.png` would end in a traceback."""
    with pytest.raises(UnreadableInput, match=r"x:1: this line is"):
        list(lines.read([data], name="x"))


def test_a_byte_order_mark_and_blank_lines_are_passed_over() -> None:
    """An editor on Windows puts one at the beginning; a merge leaves the others."""
    assert list(lines.read(["\ufeff{}\n".encode(), b"\n", b"{}"], name="x")) == [(1, {}), (3, {})]


def test_only_a_newline_ends_a_line() -> None:
    """A title with a line separator in it would be torn in two."""
    (text,) = lines.write([{"paper": "a", "title": "x\u2028y\x85z"}])
    assert list(lines.read([text.encode()], name="x")) == [(1, {"paper": "a", "title": "x\u2028y\x85z"})]
