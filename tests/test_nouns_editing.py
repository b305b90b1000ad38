"""Models, datasets, write-ups, resources and tags in a person's hands: her word stands, and nothing else is touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from library_rooms import dumped, fresh, identifier, line, merge, paper, rows, source
from lifesci_fm.catalog import Catalog
from lifesci_fm.cli import form
from lifesci_fm.errors import Ambiguous, Conflict, FmError, NotFound, UsageError
from lifesci_fm.library import Library
from lifesci_fm.library.editing import Changes, Edited, fields_of
from lifesci_fm.records import (
    ArticleRecord,
    DatasetRecord,
    DomainMention,
    LinkRecord,
    ModelRecord,
    Record,
    ResourceRecord,
)
from lifesci_fm.store.database import create_from_starter
from lifesci_fm.vocabulary import ModelRole, Status
from running import fm, fm_on_terminal

#: A document with one of each noun.
DOCUMENT: list[Record] = [
    paper("scGPT: toward a model", "10.1038/s41592-024-02201-0", authors="Cui, Haotian", date="2024", model="scGPT"),
    ModelRecord(
        name="scGPT",
        aliases=("sc-GPT+",),
        released="2023-05",
        parameters="53M",
        licence="MIT",
        domains=(DomainMention("scRNA"),),
        links=(LinkRecord("code", "https://github.com/bowang-lab/scGPT"),),
        origin=line(4),
    ),
    ModelRecord(name="Geneformer", aliases=("GeneFormer",), parameters="10M", origin=line(5)),
    DatasetRecord(
        name="Norman",
        modality="Perturb-seq",
        scale="91,205 cells",
        task="perturbation",
        url="https://example.org/norman",
        paper_identifier=identifier("10.1126/science.aax4438"),
        models=(("scGPT", ModelRole.EVALUATED_ON),),
        origin=line(6),
    ),
    ArticleRecord(
        title="第一篇：scGPT",
        number=1,
        links=(LinkRecord("article", "https://zhuanlan.zhihu.com/p/1"),),
        models=("scGPT",),
        papers=(identifier("10.1038/s41592-024-02201-0"),),
        origin=line(7),
    ),
    ResourceRecord(
        kind="course", title="Deep Learning", url="https://d2l.ai", topic=("Courses",), remark="free", origin=line(8)
    ),
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    merge(path, DOCUMENT)
    return path


def edit(path: Path, noun: str, name: str, **changes: Any) -> Edited:
    """Edit as `fm NOUN edit` does: `set`, `add`, `remove`."""
    with Library.open(path) as library:
        return library.desk.edit(noun, name, Changes(**changes))


def add(path: Path, noun: str, **changes: Any) -> Edited:
    with Library.open(path) as library:
        return library.desk.add(noun, Changes(**changes))


def values(path: Path, noun: str, name: str) -> dict[str, Any]:
    with Library.open(path) as library:
        return library.desk.lay_open(noun, name)[1]


def shown(path: Path, noun: str, name: str) -> dict[str, Any]:
    with Catalog.open(path) as catalog:
        return catalog.named(noun, name)


# -- what is common to all -------------------------------------------------------------------------------------------

EDITS: dict[str, tuple[str, dict[str, Any]]] = {
    "model": (
        "scGPT",
        {
            "name": "scGPT-human", "aliases": ["whole-human"], "released": "2023", "domains": ["Spatial"],
            "parameters": "51.3 million", "architecture": "transformer", "tokenisation": "genes and binned values",
            "pretraining_data": "33M cells", "licence": "Apache-2.0",
            "links": [{"kind": "weights", "url": "https://huggingface.co/x/scgpt", "title": ""}],
            "papers": ["cui2024scgpt:uses"], "predecessors": ["BERT", "Geneformer"],
        },
    ),
    "dataset": (
        "Norman",
        {
            "name": "Norman 2019", "aliases": ["GSE133344"], "modality": "CRISPR screen", "scale": "91K", "task": "x",
            "url": "https://example.org/other", "address": "GEO", "paper": "cui2024scgpt", "paper_title": "T",
            "models": ["Geneformer:trained-on"],
            "links": [{"kind": "code", "url": "https://github.com/a/b", "title": ""}],
        },
    ),
    "article": (
        "第一篇：scGPT",
        {
            "title": "第一篇：scGPT 解读", "number": 7, "date": "2024-05", "author": "Li Lei", "models": ["Geneformer"],
            "papers": [], "links": [{"kind": "notebook", "url": "https://github.com/a/b.ipynb", "title": "notebook"}],
        },
    ),
    "resource": (
        "Deep Learning",
        {
            "title": "Dive into Deep Learning", "kind": "book", "url": "https://zh.d2l.ai", "topic": ["A", "B"],
            "remark": "with code", "links": [], "papers": ["cui2024scgpt"],
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("noun", EDITS)
def test_every_field_can_be_changed_and_no_document_changes_it_back(library: Path, noun: str) -> None:
    """Putting a list in order by hand would be undone by the next import of the very file it came from."""
    name, wanted = EDITS[noun]
    done = edit(library, noun, name, set=wanted)
    now = values(library, noun, done.name)
    aliases = {"aliases": sorted([name, *wanted["aliases"]])} if "aliases" in wanted else {}
    derived = (
        {"parameter_count": 51_300_000} if noun == "model" else {"scale_count": 91_000} if noun == "dataset" else {}
    )
    assert now == {**wanted, **aliases, **derived}
    assert set(now) == {field.name for field in fields_of(noun)}
    count = rows(library, f"SELECT count(*) FROM {noun}")
    merge(library, DOCUMENT)
    assert values(library, noun, done.name) == now
    assert rows(library, f"SELECT count(*) FROM {noun}") == count, "the document must find the thing it spoke of"
    before = dumped(library)
    merge(library, DOCUMENT)
    assert dumped(library) == before


@pytest.mark.parametrize("noun", EDITS)
def test_what_is_taken_away_stays_away(library: Path, noun: str) -> None:
    name = EDITS[noun][0]
    needed = {"name", "title", "kind"}
    empty = {f: [] if isinstance(v, list) else "" for f, v in values(library, noun, name).items() if f not in needed}
    edit(library, noun, name, set=empty)
    now = values(library, noun, name)
    assert not any(value for field, value in now.items() if field not in needed)
    merge(library, DOCUMENT)
    assert values(library, noun, name) == now


@pytest.mark.parametrize("noun", EDITS)
def test_what_the_form_shows_reads_back_as_no_change(library: Path, noun: str) -> None:
    name = EDITS[noun][0]
    edit(library, noun, name, set=EDITS[noun][1])
    name = EDITS[noun][1].get("name") or EDITS[noun][1].get("title")
    text = form.write(fields_of(noun), name, values(library, noun, name))
    assert edit(library, noun, name, set=form.read(text, Path("x.toml"))).changed == []


def test_every_form_of_the_starter_library_can_be_saved_as_it_is(tmp_path: Path) -> None:
    """Real titles, addresses and lists: whoever changes one field must not be told off for another."""
    path = tmp_path / "library.sqlite"
    create_from_starter(path)
    things = [(noun, number) for noun in ("paper", *EDITS) for (number,) in rows(path, f"SELECT id FROM {noun}")]
    changed = []
    with Library.open(path) as library:
        for noun, number in things:
            name, held = library.desk.lay_open(noun, f"#{number}")
            text = form.write(fields_of(noun), name, held)
            changed += library.desk.edit(noun, f"#{number}", Changes(set=form.read(text, Path("x.toml")))).changed
    assert len(things) > 150
    assert changed == ["url"]  # one address of the documents lacks its https://


@pytest.mark.parametrize("noun", EDITS)
def test_a_thing_can_be_added_with_everything_and_removed(tmp_path: Path, noun: str) -> None:
    path = fresh(tmp_path / "library.sqlite")
    merge(path, [DOCUMENT[0], ModelRecord(name="Geneformer", origin=line(5))])
    wanted = EDITS[noun][1]
    done = add(path, noun, set=wanted)
    now = values(path, noun, f"#{done.id}")
    assert {name: now[name] for name in wanted} == wanted
    assert rows(path, "SELECT count(*) FROM claim WHERE value NOT LIKE 'doi:%' AND field NOT LIKE 'domains'") == [(0,)]
    with pytest.raises(Conflict, match="already"):
        add(path, noun, set=wanted)
    before = rows(path, "SELECT count(*) FROM paper")
    with Library.open(path) as library:
        assert library.desk.remove(noun, [done.name]) == [done.name]
    assert rows(path, f"SELECT count(*) FROM {noun} WHERE id = {done.id}") == [(0,)]
    assert rows(path, "SELECT count(*) FROM paper") == before


SLIPS: list[tuple[str, str, dict[str, Any], str]] = [
    ("model", "scGPT", {"set": {"relaesed": "2023"}}, "A model has no field 'relaesed'.*released"),
    ("model", "scGPT", {"set": {"released": "05/2023"}}, "no date for released"),
    ("model", "scGPT", {"set": {"name": "Geneformer"}}, "such a model already.*model merge Geneformer scGPT"),
    ("model", "scGPT", {"set": {"name": "genEformer"}}, "is a name of 'Geneformer'"),
    ("model", "scGPT", {"set": {"name": ""}}, "needs a name"),
    ("model", "scGPT", {"add": {"aliases": ["GeneFormer"]}}, "is a name of 'Geneformer'"),
    ("model", "scGPT", {"add": {"predecessors": ["SC-GPT"]}}, "cannot be its own predecessor"),
    ("model", "scGPT", {"add": {"papers": ["nobody2024"]}}, "No paper is called 'nobody2024'"),
    ("model", "scGPT", {"set": {"parameter_count": "many"}}, "is no number for parameter_count"),
    ("dataset", "Norman", {"set": {"paper": "nonsense"}}, "No paper is called 'nonsense'"),
    ("dataset", "Norman", {"add": {"models": ["scGPT:traind-on"]}}, "Did you mean trained-on"),
    ("dataset", "Norman", {"remove": {"models": ["Geneformer"]}}, "Norman has no model 'Geneformer'. It has scGPT"),
    ("dataset", "Norman", {"set": {"url": "nowhere"}}, "is no URL"),
    ("article", "1", {"set": {"number": "first"}}, "is no number"),
    ("article", "1", {"set": {"title": ""}}, "needs a title"),
    ("resource", "Deep Learning", {"set": {"kind": ""}}, "needs a kind"),
]


@pytest.mark.parametrize(("noun", "name", "changes", "said"), SLIPS)
def test_a_slip_is_a_clear_sentence_and_changes_nothing(
    library: Path, noun: str, name: str, changes: dict[str, Any], said: str
) -> None:
    before = dumped(library)
    with pytest.raises(FmError, match=f"(?s){said}"):
        edit(library, noun, name, **changes)
    assert dumped(library) == before


# -- models ----------------------------------------------------------------------------------------------------------


def test_conflicting_numbers_of_parameters_are_kept_with_their_sources(library: Path) -> None:
    """Two documents differ about scGPT's size: whoever compares models must hear both."""
    merge(library, [ModelRecord(name="scGPT", parameters="38M", origin=line(14, "note.md"))])
    model = shown(library, "model", "scGPT")
    assert (model["parameters"], model["parameter_count"]) == ("53M", 53_000_000)
    assert {"field": "parameters", "value": "38M", "source": "note.md:14"} in model["claims"]
    done = fm(library, "model", "compare", "scGPT", "Geneformer", "--format", "tsv")
    assert "parameters: 38M (note.md:14)" in done.out


def test_predecessors_need_not_be_in_the_library_and_successors_follow(library: Path) -> None:
    add(library, "model", set={"name": "DNABERT-2"}, add={"predecessors": ["DNABERT"]})
    assert shown(library, "model", "DNABERT-2")["predecessors"] == ["DNABERT"]
    add(library, "model", set={"name": "DNABERT"})
    assert shown(library, "model", "DNABERT")["successors"] == ["DNABERT-2"]
    edit(library, "model", "DNABERT", set={"name": "DNABERT-1"})
    assert shown(library, "model", "DNABERT-2")["predecessors"] == ["DNABERT-1"], "an old name goes on meaning it"
    assert rows(library, "SELECT model, kind, other FROM model_relations") == [
        ("DNABERT-2", "predecessor", "DNABERT-1")
    ]


def test_papers_by_role_are_the_papers_models(library: Path) -> None:
    merge(library, [paper("A benchmark of cells", "10.1000/b", authors="Lin, Z", date="2024", key="lin2024benchmark")])
    edit(library, "model", "scGPT", add={"papers": ["10.1000/b:evaluates", "doi:10.1000/b:uses"]})
    model = shown(library, "model", "scGPT")
    assert model["papers"] == ["cui2024scgpt"]
    assert model["other_papers"] == [{"key": "lin2024benchmark", "role": r} for r in ("evaluates", "uses")]
    edit(library, "model", "scGPT", remove={"papers": ["lin2024benchmark:evaluates"]})
    assert shown(library, "model", "scGPT")["other_papers"] == [{"key": "lin2024benchmark", "role": "uses"}]
    edit(library, "model", "scGPT", remove={"papers": ["lin2024benchmark"]})
    assert shown(library, "model", "scGPT")["other_papers"] == []


def test_a_models_code_is_also_its_papers(library: Path) -> None:
    """The repository stands with the paper in most lists; comparing models without it would compare nothing."""
    merge(library, [paper(None, "10.1038/s41592-024-02201-0", code="https://github.com/of/paper")])
    model = shown(library, "model", "scGPT")
    assert model["code"] == ["https://github.com/bowang-lab/scGPT", "https://github.com/of/paper"]
    assert [link["url"] for link in model["links"]] == ["https://github.com/bowang-lab/scGPT"]


def test_two_models_become_one_with_everything_of_both(library: Path) -> None:
    merge(library, [
        paper("GF: another paper of cells", "10.1000/g", authors="Li, Q", model="GF", key="li2023gf"),
        ModelRecord(name="GF", released="2023-04", parameters="12M", domains=(DomainMention("DNA"),), origin=source()),
        DatasetRecord(name="Corpus", models=(("GF", ModelRole.USES), ("Geneformer", ModelRole.USES)), origin=line(9)),
        ArticleRecord(title="About GF", models=("GF",), origin=line(10)),
    ])  # fmt: skip
    edit(library, "model", "scGPT", add={"predecessors": ["GF"]})
    edit(library, "model", "GF", add={"predecessors": ["Geneformer"]})
    with Library.open(library) as opened:
        assert opened.desk.merge_models("Geneformer", ["GF"]) == ("Geneformer", ["GF"])
    model = shown(library, "model", "gf")
    assert (model["name"], model["aliases"]) == ("Geneformer", ["GF", "GeneFormer"])
    assert (model["parameters"], model["released"], model["domains"]) == ("10M", "2023-04", ["DNA"])
    assert {"field": "parameters", "value": "12M", "source": "crossref"} in model["claims"]
    assert (model["papers"], model["datasets"], model["articles"]) == (["li2023gf"], ["Corpus"], ["About GF"])
    assert (model["predecessors"], model["successors"]) == ([], ["scGPT"])
    merge(library, [ModelRecord(name="GF", origin=line(5))])
    assert rows(library, "SELECT count(*) FROM model") == [(2,)]
    with pytest.raises(UsageError, match="one model already"), Library.open(library) as opened:
        opened.desk.merge_models("Geneformer", ["GF"])


def test_aliases_by_command_and_the_way_to_make_two_models_one(library: Path) -> None:
    assert fm(library, "model", "alias", "scGPT", "scgpt-wh", "whole human").code == 0
    assert shown(library, "model", "whole-human")["name"] == "scGPT"
    assert fm(library, "model", "alias", "scGPT", "scgpt-wh", "--remove").code == 0
    taken = fm(library, "model", "alias", "scGPT", "Geneformer")
    assert (taken.code, "`fm model merge Geneformer scGPT`" in taken.err) == (4, True)
    done = fm(library, "model", "merge", "scGPT", "Geneformer", "--json")
    assert json.loads(done.out)["aliases"] == ["GeneFormer", "Geneformer", "sc-GPT+", "whole human"]
    assert done.err == "Geneformer is now scGPT.\n"


def test_models_are_compared_side_by_side_in_any_format(library: Path) -> None:
    done = fm(library, "model", "compare", "scGPT", "GeneFormer")
    lines = [line.split("\t") for line in done.out.splitlines()]
    assert lines[0] == ["model", "scGPT", "Geneformer"]
    assert ["parameters", "53M", "10M"] in lines
    assert ["licence", "MIT", ""] in lines
    assert not any(line[0] == "architecture" for line in lines), "what is known of none is no row"
    told = json.loads(fm(library, "model", "compare", "scGPT", "Geneformer", "--json").out)
    assert [model["name"] for model in told] == ["scGPT", "Geneformer"]
    assert fm(library, "model", "compare").code == 2
    assert fm(library, "model", "compare", "scGTP").code == 3
    narrow = fm_on_terminal(library, "model", "compare", "scGPT", "Geneformer", "--domain", "scRNA", width=60)
    assert "scGPT" in narrow.out
    assert "53M" in narrow.out


def test_on_a_terminal_every_model_has_the_same_room_and_nothing_is_cut(library: Path) -> None:
    """A table whose first model is squeezed to six letters compares nothing."""
    long = "thirty-three million normal human cells of CELLxGENE"
    for name in ("scGPT", "Geneformer"):
        edit(library, "model", name, set={"pretraining_data": long})
    shown = fm_on_terminal(library, "model", "compare", "scGPT", "Geneformer", width=70).out.splitlines()
    (begins,) = (number for number, text in enumerate(shown) if text.startswith("pretraining data"))
    first, second = shown[begins][18:44].split("  ")[0], shown[begins][44:].strip()
    assert first.strip() == second == "thirty-three million"
    assert "CELLxGENE" in "".join(shown[begins : begins + 4])


def test_models_of_a_domain_by_size_or_release(library: Path) -> None:
    add(
        library, "model", set={"name": "Big", "parameters": "1.5 billion", "released": "2021"}, add={"domains": ["DNA"]}
    )
    add(library, "model", set={"name": "Unknown"}, add={"domains": ["DNA"]})

    def names(*words: str) -> list[str]:
        return [model["name"] for model in json.loads(fm(library, "model", *words, "--json").out)]

    assert names("list", "--sort", "parameters") == ["Geneformer", "scGPT", "Big", "Unknown"]
    assert names("list", "--sort", "-parameters") == ["Big", "scGPT", "Geneformer", "Unknown"]
    assert names("list", "--sort", "released", "--limit", "2") == ["Big", "scGPT"]
    assert names("compare", "--domain", "DNA", "--sort", "-parameters") == ["Big", "Unknown"]
    assert names("compare", "scGPT", "--domain", "DNA", "--sort", "released") == ["Big", "scGPT", "Unknown"]
    wrong = fm(library, "model", "list", "--sort", "relased")
    assert (wrong.code, "Did you mean released" in wrong.err) == (2, True)


# -- datasets --------------------------------------------------------------------------------------------------------


def test_adding_the_paper_of_a_dataset_ties_it(library: Path) -> None:
    """The dataset's page would go on naming a DOI that the library knows by now."""
    assert shown(library, "dataset", "Norman")["paper"] is None
    done = fm(library, "--offline", "add", "https://doi.org/10.1126/science.aax4438")
    assert done.code == 0
    key = shown(library, "dataset", "Norman")["paper"]
    assert key is not None
    assert json.loads(fm(library, "show", key, "--json").out)["datasets"] == ["Norman"]


def test_a_paper_of_the_library_is_named_by_any_of_its_names(library: Path) -> None:
    for name in ("cui2024scgpt", "scGPT", "10.1038/s41592-024-02201-0", "https://doi.org/10.1038/s41592-024-02201-0"):
        edit(library, "dataset", "Norman", set={"paper": name})
        dataset = shown(library, "dataset", "Norman")
        assert dataset["paper"] == "cui2024scgpt"
        assert dataset["paper_identifier"] == {"scheme": "doi", "value": "10.1038/s41592-024-02201-0"}
    edit(library, "dataset", "Norman", set={"paper": "arxiv:2306.15006"})
    dataset = shown(library, "dataset", "Norman")
    assert (dataset["paper"], dataset["paper_url"]) == (None, "https://arxiv.org/abs/2306.15006")


def test_datasets_by_command(library: Path) -> None:
    words = ["--model", "scGPT:fine-tuned", "--model", "Geneformer", "--paper", "10.1126/science.abl4896"]
    words += ["--modality", "scRNA-seq", "--scale", "500K cells", "--task", "atlas", "--url", "https://ts.org"]
    done = fm(library, "dataset", "add", "Tabula Sapiens", *words, "--json")
    told = json.loads(done.out)
    assert told["model_roles"] == [{"model": "Geneformer", "role": "uses"}, {"model": "scGPT", "role": "fine-tuned-on"}]
    assert done.err == "Added the dataset Tabula Sapiens (#2).\n"

    def listed(*words: str) -> list[str]:
        return [dataset["name"] for dataset in json.loads(fm(library, "dataset", "list", *words, "--json").out)]

    assert listed("--model", "scGPT") == ["Norman", "Tabula Sapiens"]
    assert listed("--model", "scGPT", "--modality", "perturb") == ["Norman"]
    changed = fm(library, "dataset", "edit", "Norman", "--rm-model", "scGPT", "--task", "x", "--json")
    assert sorted(json.loads(changed.out)["changed"]) == ["models", "task"]
    assert fm(library, "dataset", "remove", "Norman").code == 2
    assert fm(library, "dataset", "remove", "Norman", "--yes").err == "Removed the dataset Norman.\n"


# -- write-ups -------------------------------------------------------------------------------------------------------


def test_publishing_a_write_up_marks_its_papers_read(library: Path) -> None:
    words = ["--title", "第二篇", "--about", "scGPT", "--url", "https://zhuanlan.zhihu.com/p/2"]
    words += ["--url", "notebook=https://github.com/a/b.ipynb", "--date", "2024-06", "--mark-read"]
    done = fm(library, "article", "add", *words, "--json")
    told = json.loads(done.out)
    assert (told["number"], told["models"], told["papers"], told["date"]) == (2, ["scGPT"], [], "2024-06")
    assert [link["kind"] for link in told["links"]] == ["article", "notebook"]
    assert done.err == "Added the article 第二篇 (#2).\ncui2024scgpt: read.\n"
    assert rows(library, "SELECT status FROM papers") == [(Status.READ.value,)]
    told_last = "SELECT words LIKE '% article add --title %', summary FROM history ORDER BY id DESC LIMIT 1"
    assert rows(library, told_last) == [(1, "added the article 第二篇; read: cui2024scgpt")]


def test_a_write_up_without_a_title_is_called_by_what_it_is_about(library: Path) -> None:
    for url in ("https://zhuanlan.zhihu.com/p/2", "https://zhuanlan.zhihu.com/p/3"):
        assert fm(library, "article", "add", "--about", "scGPT", "--url", url, "--mark-read").code == 0
    assert fm(library, "article", "add", "--about", "cui2024scgpt").code == 0
    told = rows(library, "SELECT title, papers FROM articles WHERE number > 1 ORDER BY number")
    assert told == [("scGPT", None), ("scGPT (2)", None), ("scGPT: toward a model", "cui2024scgpt")]


def test_a_write_up_about_an_ambiguous_model_is_not_added_half(library: Path) -> None:
    merge(library, [paper("Another look at scGPT", "10.1000/a", authors="Lin, Z", model="scGPT", date="2023")])
    before = dumped(library)
    done = fm(library, "article", "add", "--title", "x", "--about", "scGPT", "--mark-read")
    assert done.code == 3
    assert "names 2 papers" in done.err
    assert dumped(library) == before
    named = ["--about", "cui2024scgpt", "--about", "scGPT"]
    assert fm(library, "article", "add", "--title", "x", *named, "--mark-read").code == 0
    assert rows(library, "SELECT key FROM papers WHERE status = 'read'") == [("cui2024scgpt",)]


def test_a_write_up_is_edited_by_its_number(library: Path) -> None:
    done = fm(
        library, "article", "edit", "1", "--title", "新题", "--number", "3", "--url", "https://x.org", "--mark-read"
    )
    assert done.code == 0
    assert rows(library, "SELECT number, title FROM articles") == [(3, "新题")]
    assert rows(library, "SELECT status FROM papers") == [("read",)]
    assert fm(library, "article", "edit", "3", "--rm-about", "scGPT").code == 0
    assert shown(library, "article", "3")["models"] == []
    assert fm(library, "article", "edit", "3", "--rm-about", "scGPT").code == 0
    assert shown(library, "article", "3")["papers"] == []
    assert fm(library, "article", "edit", "3", "--rm-about", "scGPT").code == 3
    assert fm(library, "article", "add").code == 2


# -- resources and tags ----------------------------------------------------------------------------------------------


def test_resources_by_command(library: Path) -> None:
    words = ["--kind", "Lab", "--url", "https://lab.org", "--topic", "Labs > China", "--paper", "scGPT"]
    told = json.loads(fm(library, "resource", "add", "The Lab", *words, "--remark", "good", "--json").out)
    assert (told["kind"], told["topic"], told["papers"]) == ("lab", ["Labs", "China"], ["cui2024scgpt"])
    twin = fm(library, "resource", "add", "The Lab", "--kind", "lab", "--url", "lab.org")
    assert (twin.code, "already" in twin.err) == (4, True)
    assert fm(library, "resource", "add", "The Lab", "--kind", "lab", "--url", "https://other.org").code == 0
    several = fm(library, "resource", "edit", "The Lab", "--remark", "x")
    assert (several.code, "#2" in several.err) == (3, True)
    assert fm(library, "resource", "edit", "#2", "--remark", "", "--rm-paper", "scGPT").code == 0
    assert (shown(library, "resource", "#2")["remark"], shown(library, "resource", "#2")["papers"]) == (None, [])
    assert fm(library, "resource", "remove", "#2", "#3", "--yes").code == 0
    assert fm(library, "resource", "add", "x").code == 2


def test_a_tag_is_renamed_joined_and_taken_off(library: Path) -> None:
    merge(library, [paper("Another work on proteins", "10.1000/b", authors="Lin, Z", tags=("a", "b"))])
    merge(library, [paper(None, "10.1038/s41592-024-02201-0", tags=("a",))])
    assert fm(library, "tag", "rename", "a", "重要").err == "a is now 重要.\n"
    assert fm(library, "tag", "rename", "b", "重要", "--json").err == "b is now part of 重要.\n"
    assert rows(library, "SELECT name, papers FROM tags") == [("重要", 2)]
    assert fm(library, "tag", "rename", "重要", "--").code == 2
    assert fm(library, "tag", "rename", "nope", "x").code == 3
    assert "from 2 papers" in fm(library, "tag", "remove", "重要").err
    assert fm(library, "tag", "remove", "重要", "--yes").code == 0
    assert rows(library, "SELECT count(*) FROM paper_tag") == [(0,)]


def test_a_name_that_is_none_or_several_is_said(library: Path) -> None:
    with pytest.raises(NotFound, match=r"Did you mean scGPT"):
        edit(library, "model", "scGTP", set={"released": "2023"})
    merge(library, [ResourceRecord(kind="course", title="Deep Learning", url="https://other.org", origin=line(9))])
    with pytest.raises(Ambiguous):
        edit(library, "resource", "Deep Learning", set={"remark": "x"})
