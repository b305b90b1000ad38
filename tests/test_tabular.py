"""CSV and TSV: a spreadsheet must show what the library says, and run none of it."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import given

from bibliography import texts
from lifesci_fm.formats import tabular


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_a_row_a_paper() -> None:
    entry: dict[str, Any] = {
        "key": "k",
        "title": 'A "quoted", title\nin two lines',
        "authors": ["Cui, H", "Wang, B"],
        "year": 2024,
        "doi": None,
        "abstract": "A.",
    }
    (head, row) = rows("".join(tabular.write([entry])))
    told = dict(zip(head, row, strict=True))
    assert told["title"] == 'A "quoted", title in two lines'
    assert (told["authors"], told["year"], told["doi"]) == ("Cui, H; Wang, B", "2024", "")
    assert "abstract" not in told
    assert rows("".join(tabular.write([entry], columns=["key", "abstract"])))[1] == ["k", "A."]
    assert "".join(tabular.write([entry], columns=["key"])) == "key\r\nk\r\n"
    assert "".join(tabular.write([], bom=True)).startswith("\ufeffkey,")
    assert rows("".join(tabular.write([entry], delimiter="\t")), "\t")[1][1] == 'A "quoted", title in two lines'


def test_a_link_is_its_address() -> None:
    links = [{"kind": "code", "url": "https://x.org", "title": None}, {"kind": "pdf", "url": "https://y.org"}]
    assert tabular.cell(links) == "https://x.org; https://y.org"
    assert tabular.cell([{"scheme": "doi", "value": "10.1/x"}]) == "doi; 10.1/x"


def test_no_cell_is_a_formula() -> None:
    for text in ('=HYPERLINK("http://x")', "+1+1", "-1+cmd", "@SUM(A1)", "\t=1", " =1", "|calc", "＝1+1"):
        assert tabular.cell(text).startswith("'")
    for text in ("-5", "2024", "a=b", "1.5", "'quoted'"):
        assert tabular.cell(text) == text


@given(texts, texts)
def test_any_text_stays_in_its_cell(one: str, other: str) -> None:
    for delimiter in ",\t":
        text = "".join(tabular.write([{"key": one, "title": other}], columns=["key", "title"], delimiter=delimiter))
        _, row = rows(text, delimiter)
        assert [cell.removeprefix("'") for cell in row] == [one.removeprefix("'"), other.removeprefix("'")]
