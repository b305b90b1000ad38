"""`fm domain`: a name means one domain, and no paper loses its field when two domains become one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from library_rooms import entries, fresh, merge, paper, rows
from lifesci_fm.catalog import Catalog
from lifesci_fm.errors import Conflict, FmError, NotFound, UsageError
from lifesci_fm.library import Library
from lifesci_fm.library.domain_desk import DomainDesk
from running import fm


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fresh(tmp_path / "library.sqlite")


def keep(path: Path, change: Callable[[DomainDesk], Any]) -> Any:
    with Library.open(path, words="fm domain") as room:
        return change(room.domains)


def domain(path: Path, name: str) -> dict[str, Any]:
    with Catalog.open(path) as catalog:
        return dict(catalog.named("domain", name))


def domains_of(path: Path) -> list[list[str]]:
    return [entry["domains"] for entry in entries(path)]


def test_a_new_domain_is_found_by_every_name_it_was_given(library: Path) -> None:
    keep(library, lambda desk: desk.add("Glycan", label="糖", aliases=["glycomics", "sugars", "Sugars", "glycan"]))
    made = domain(library, "Glycan")
    assert (made["label_zh"], made["aliases"], made["papers"]) == ("糖", ["Sugars", "glycomics"], 0)
    merge(library, [paper("On sugars", "10.1/a", domain="Sugars"), paper("On glycans", "10.1/b", domain="糖")])
    assert domains_of(library) == [["Glycan"], ["Glycan"]]


def test_a_name_never_means_two_domains(library: Path) -> None:
    for change in (
        lambda desk: desk.add("rna"),
        lambda desk: desk.add("Glycan", aliases=["single cell"]),
        lambda desk: desk.add("Glycan", label="单细胞"),
        lambda desk: desk.alias("DNA", ["Protein"]),
        lambda desk: desk.alias("DNA", ["proteomics"]),
        lambda desk: desk.label("DNA", "蛋白质"),
    ):
        with pytest.raises(Conflict, match="already") as fault:
            keep(library, change)
        assert "fm domain merge" in fault.value.remedy
    assert rows(library, "SELECT count(*) FROM domains") == [(10,)]


def test_aliases_come_and_go(library: Path) -> None:
    keep(library, lambda desk: desk.alias("单细胞", ["cell atlases", "sc"]))
    assert "cell atlases" in domain(library, "scRNA")["aliases"]
    keep(library, lambda desk: desk.unalias("scRNA", ["Cell Atlases"]))
    assert "cell atlases" not in domain(library, "scRNA")["aliases"]
    with pytest.raises(NotFound, match="no alias of scRNA"):
        keep(library, lambda desk: desk.unalias("scRNA", ["cell atlases"]))


def test_a_label_may_have_been_an_alias(library: Path) -> None:
    keep(library, lambda desk: desk.label("Protein", "蛋白"))
    assert domain(library, "Protein")["label_zh"] == "蛋白"
    assert "蛋白" not in domain(library, "Protein")["aliases"]
    keep(library, lambda desk: desk.label("Protein", ""))
    assert domain(library, "Protein")["label_zh"] == ""


def test_domains_that_are_one_keep_every_paper_model_and_name(library: Path) -> None:
    records = [
        paper("In both", "10.1/a", domain="sc+Nuclei", model="CellNet"),
        paper("In the other", "10.1/b", domain="Nuclei"),
        paper("In the one", "10.1/c", domain="scRNA"),
        paper("Guessed of the one, said of the other", "10.1/d", guess="sc"),
    ]
    keep(library, lambda desk: desk.add("Nuclei", label="细胞核", aliases=["single nuclei"]))
    merge(library, records)
    assert keep(library, lambda desk: desk.merge("scRNA", ["nuclei"])) == "scRNA"
    assert domains_of(library) == [["scRNA"]] * 4
    assert rows(library, "SELECT domains FROM models WHERE name = 'CellNet'") == [("scRNA",)]
    assert {"Nuclei", "single nuclei", "细胞核"} <= set(domain(library, "scRNA")["aliases"])
    report = merge(library, records)
    assert report.unchanged == 4
    with pytest.raises(UsageError, match="the same domain already"):
        keep(library, lambda desk: desk.merge("scRNA", ["Nuclei"]))


def test_what_is_stated_of_one_of_two_domains_is_no_longer_a_guess(library: Path) -> None:
    keep(library, lambda desk: desk.add("Nuclei"))
    merge(library, [paper("A paper about cells", "10.1/a", guess="sc")])
    sql = (
        "INSERT INTO paper_domain (paper_id, domain_id, position, guessed, origin_id) SELECT 1, id, 2, 0, 1 FROM domain"
    )
    with sqlite3.connect(library) as connection:
        connection.execute(f"{sql} WHERE name = 'Nuclei'")
    connection.close()
    keep(library, lambda desk: desk.merge("scRNA", ["Nuclei"]))
    assert rows(library, "SELECT domain, guessed FROM paper_domains") == [("scRNA", 0)]


def test_papers_outlast_their_domain(library: Path) -> None:
    merge(library, [paper("A paper about cells", "10.1/a", domain="scRNA")])
    keep(library, lambda desk: desk.remove("scRNA"))
    assert domains_of(library) == [[]]


@pytest.mark.parametrize("change", [
    lambda desk: desk.alias("scRNAA", ["x"]), lambda desk: desk.label("scRNAA", "x"),
    lambda desk: desk.merge("scRNAA", ["DNA"]), lambda desk: desk.remove("scRNAA"),
])  # fmt: skip
def test_an_unknown_domain_is_answered_with_the_nearest(library: Path, change: Callable[[DomainDesk], Any]) -> None:
    with pytest.raises(FmError, match="Did you mean scRNA") as fault:
        keep(library, change)
    assert fault.value.exit_code == 3


def test_the_commands(library: Path) -> None:
    done = fm(library, "domain", "add", "Glycan", "--label", "糖", "--alias", "sugars", "--json")
    assert (done.code, json.loads(done.out)["aliases"]) == (0, ["sugars"])
    assert fm(library, "domain", "add", "glycan").code == 4
    assert fm(library, "domain", "add", "--", "-").code == 2
    assert fm(library, "domain", "alias", "Glycan", "saccharides").err == "Glycan is also called saccharides.\n"
    assert fm(library, "domain", "alias", "Glycan", "saccharides", "--remove").code == 0
    assert fm(library, "domain", "label", "Glycan", "糖类").code == 0
    assert json.loads(fm(library, "domain", "show", "糖类", "--json").out)["name"] == "Glycan"
    assert fm(library, "domain", "merge", "Molecule", "Glycan").err == "Glycan is now Molecule.\n"
    assert fm(library, "domain", "remove", "sugars").code == 2  # nobody is there to be asked
    assert fm(library, "domain", "remove", "sugars", "--yes").err == "Removed the domain Molecule.\n"
    assert fm(library, "domain", "remove", "sugars", "--yes").code == 3


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("🧬 DNA", ["DNA"]),
        ("**Protein**", ["Protein"]),
        ("scRNA-seq（单细胞）", ["scRNA"]),
        ("Spatial (空间转录组)", ["Spatial"]),
        ("🧫 sc + 🗺️ Spatial RNA", ["scRNA", "Spatial"]),
        ("Unknown", []),
        ("未知", []),
        ("🌦️ Weather", ["Weather"]),
        ("Protein (of plants)", ["Protein (of plants)"]),
    ],
)
def test_signs_and_glosses_around_a_name_make_no_other_domain(library: Path, words: str, names: list[str]) -> None:
    merge(library, [paper("Of a field", "10.1/a", domain=words)])
    assert domains_of(library) == [names]
