"""A .bib file of any number of entries, always the same one: what a reference manager exports of a life-science lab.

Entries are of 1.8 kB on average, most of it the abstract; a quarter are preprints, a fifth introduce a model. Family
names recur as people's do, the commonest in one of seventy authors; one author in thirty has an accent in LaTeX, and
one abstract in four a per cent sign, a formula or words in italics. One preprint in twelve is there as published, too.
"""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

_SEED = 20261120

_TEXTS = (
    """
    the of and in for with from by on to we our this these cells genes proteins sequence model models data large scale
    language foundation representation learning pretrained transformer single-cell expression spatial regulatory
    structure prediction attention embedding zero-shot benchmark perturbation chromatin enhancer promoter splicing
    human mouse atlas annotation integration batch clinical imaging molecular binding design generative diffusion graph
    neural network deep self-supervised transfer downstream task performance accuracy outperforms baseline robust across
    species conditions demonstrate show propose introduce evaluate analysis results suggest improved efficient variant
    """,
    "ka ri mo len ta son ber gu wei zha lin mar dos vel ny ko hashi ra men del ia nov ski pet rov han",
    "Anna Bo Carlos Dina Erik Fatima Georg Hana Ivan Jing Kenji Lena Marta Nils Olga Pablo Qing Rosa Sven Tao",
)
_WORDS, _SYLLABLES, _GIVEN = (text.split() for text in _TEXTS)
_JOURNALS = (
    "Nature Methods",
    "Nature Biotechnology",
    "Bioinformatics",
    "Genome Biology",
    "Nucleic Acids Research",
    "Cell Systems",
    "{PLOS} Computational Biology",
    "Briefings in Bioinformatics",
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _families() -> list[str]:
    """Three thousand family names."""
    chance = random.Random(_SEED)
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))).capitalize() for _ in range(3000)]


_FAMILIES = _families()
_OFTEN = list(accumulate((rank + 8) ** -0.9 for rank in range(len(_FAMILIES))))  # as Zipf has it


def write_bibliography(path: Path, entries: int) -> Path:
    """Write the first so many entries of the one bibliography there is."""
    chance = random.Random(_SEED)
    work = ("", [""])
    with path.open("w", encoding="utf-8") as file:
        for number in range(entries):
            if number % 48 != 1:  # the preprint before it, published
                work = _title(chance, number), [_author(chance) for _ in range(chance.randint(2, 9))]
            file.write(_entry(chance, number, *work))
    return path


def _entry(chance: random.Random, number: int, title: str, authors: list[str]) -> str:
    year, month = 2015 + number % 12, chance.randrange(12)
    fields = {
        "title": title,
        "author": " and ".join(authors),
        "abstract": " ".join(_sentence(chance) for _ in range(9)),
        "year": str(year),
        "month": _MONTHS[month],
        "keywords": ", ".join(chance.choices(_WORDS, k=6)),
        "language": "en",
        "urldate": "2026-01-15",
    }
    if number % 4 == 0:
        eprint = f"{year % 100:02d}{month + 1:02d}.{number % 100_000:05d}"
        kind, own = "misc", _preprint(eprint)
    else:
        kind, own = "article", _article(chance, f"10.1234/bench.{year}.{number:07d}")
    body = ",\n".join(
        f"\t{name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in (fields | own).items()
    )
    family = "".join(letter for letter in authors[0].partition(",")[0] if letter.isalnum())
    return f"@{kind}{{{family.lower()}_{year}_{number},\n{body},\n}}\n\n"


def _preprint(eprint: str) -> dict[str, str]:
    return {
        "eprint": eprint,
        "archiveprefix": "arXiv",
        "primaryclass": "q-bio.GN",
        "url": f"http://arxiv.org/abs/{eprint}",
        "publisher": "arXiv",
    }


def _article(chance: random.Random, doi: str) -> dict[str, str]:
    first = chance.randrange(1, 2000)
    return {
        "journal": chance.choice(_JOURNALS),
        "volume": str(chance.randint(1, 60)),
        "number": str(chance.randint(1, 12)),
        "pages": f"{first}--{first + chance.randint(4, 20)}",
        "doi": doi,
        "url": f"https://doi.org/{doi}",
        "issn": f"{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}",
        "publisher": "Benchmark Press",
    }


def _author(chance: random.Random) -> str:
    (family,) = chance.choices(_FAMILIES, cum_weights=_OFTEN)
    if chance.random() < 0.03:
        family = family.replace("o", '{\\"o}', 1)
    return f"{family}, {chance.choice(_GIVEN)} {chance.choice('ABCDEFGH')}."


def _title(chance: random.Random, number: int) -> str:
    words = " ".join(chance.choices(_WORDS, k=chance.randint(7, 14)))
    if number % 5:
        return words.capitalize()
    name = "".join(chance.choices(_SYLLABLES, k=2)).capitalize() + chance.choice(("BERT", "GPT", "Former"))
    return f"{{{name}}}: {words}"


def _sentence(chance: random.Random) -> str:
    words = chance.choices(_WORDS, k=chance.randint(12, 20))
    words[5] += ","
    if chance.random() < 0.03:
        words[9] = chance.choice(("12.5\\%", "$\\beta$-cells", "\\textit{in vivo}"))
    return " ".join(words).capitalize() + "."
