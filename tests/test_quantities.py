"""Numbers as people write them: whoever sorts models by size or sums up cells relies on what was counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesci_fm.library.quantities import count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("33M", 33_000_000),
        ("1.5 billion", 1_500_000_000),
        ("650M+", 650_000_000),
        ("~300M", 300_000_000),
        ("3 thousand", 3000),
        ("2T", 2_000_000_000_000),
        ("22,000", 22_000),
        ("0.48M", 480_000),
        ("32,735 images", 32_735),
        ("over 72M scRNA-seq data", 72_000_000),
        ("100+", 100),
        ("98.05M (6-mer)", 98_050_000),
        ("650M (ESM-1b)", 650_000_000),
        ("3.5万", 35_000),
        ("约50万细胞", 500_000),
        ("3300万个细胞", 33_000_000),
        ("1.2亿", 120_000_000),
    ],
)
def test_a_number_of_things_is_read_as_written(text: str, number: int) -> None:
    assert count(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "many",
        "35M, 650M, 1.3B",
        "45 videos (90489 frames)",
        "1,000 genes with 41k small molecules",
        "10-20M",
        "20 GB",
        "3.2 Gb",
        "40%",
        "1.2.3",
        "1e6",
        "9" * 30,
    ],
)
def test_where_there_are_several_numbers_or_none_none_is_invented(text: str) -> None:
    assert count(text) is None


@given(st.integers(0, 10**15))
def test_any_number_is_itself_however_it_is_grouped(number: int) -> None:
    assert count(str(number)) == count(f"{number:,}") == count(f"{number} cells") == number


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    found = count(text)
    assert found is None or 0 <= found < 2**63
