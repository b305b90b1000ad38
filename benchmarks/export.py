"""What printing a bibliography and a README costs: `python benchmarks/export.py`

Whole processes in one run, output thrown away. The yardstick of BibTeX is the least that could print the same entries:
a loop of string formatting over the same rows (papers, authors, versions, identifiers), without types, LaTeX,
protected capitals or checks. 100,000 papers
against 10,000 shows whether time grows with the library alone and memory not at all.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measure import compare

LOOP = """
import collections, sqlite3, sys
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
def belonging(statement):
    rows = collections.defaultdict(list)
    for paper, *row in connection.execute(statement):
        rows[paper].append(row)
    return rows
authors = belonging("SELECT paper_id, family, given, suffix FROM authors ORDER BY paper_id, position")
versions = belonging(
    "SELECT paper_id, kind, volume, issue, pages, publisher, arxiv FROM versions ORDER BY paper_id, kind DESC"
)
identifiers = belonging("SELECT paper_id, scheme, value FROM identifiers ORDER BY paper_id, scheme, value")
papers = connection.execute("SELECT id, key, title, year, venue, doi, url FROM papers")
for paper, key, title, year, venue, doi, url in papers:
    names = " and ".join(f"{family}, {given}" for family, given, suffix in authors[paper])
    kind, volume, issue, pages, publisher, arxiv = versions[paper][0]
    pmid = "".join(value for scheme, value in identifiers[paper] if scheme == "pmid")
    fields = dict(author=names, title=title, journal=venue, year=year, volume=volume, number=issue, pages=pages,
        publisher=publisher, doi=doi, url=url, eprint=arxiv, pmid=pmid)
    body = ",\\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    sys.stdout.write(f"@article{{{key},\\n{body}\\n}}\\n\\n")
"""
_SUBJECTS = (
    "a of and for in with gene cell protein language model foundation large-scale pretrained transformer single-cell "
    "RNA DNA sequence expression spatial perturbation prediction zero-shot annotation regulatory generative atlas"
)
_PEOPLE = "Cui Wang Zhou Müller García Ångström Özdemir Nguyen Smith Jones Zhang Theodoris Łukasz O'Neill"
_JOURNALS = ("Nature Methods", "Bioinformatics", "Genome Biology", "Cell Systems", "Nucleic Acids Research")


def main() -> None:
    python, fm = sys.executable, str(Path(sys.executable).with_name("fm"))
    with tempfile.TemporaryDirectory() as room:
        environ = {**os.environ, "HOME": room, "FM_LIBRARY": str(Path(room) / "starter.sqlite")}
        small, large = (_library(Path(room), papers, fm, environ) for papers in (10_000, 100_000))
        loop, typer = "a loop over 10,000 rows", 'python -c "import typer"'
        bibtex = {
            loop: [python, "-c", LOOP, small],
            "fm export bibtex, 10,000": [fm, "--library", small, "export", "bibtex"],
            "fm export biblatex, 10,000": [fm, "--library", small, "export", "biblatex"],
            "fm export csl, 10,000": [fm, "--library", small, "export", "csl"],
            "fm export ris, 10,000": [fm, "--library", small, "export", "ris"],
        }
        print(compare(bibtex, loop, rounds=7, environ=environ), end="\n\n")
        growth = {
            "fm export bibtex, 10,000": [fm, "--library", small, "export", "bibtex"],
            "fm export bibtex, 100,000": [fm, "--library", large, "export", "bibtex"],
        }
        print(compare(growth, "fm export bibtex, 10,000", rounds=3, environ=environ), end="\n\n")
        styles = ("plan", "papers", "awesome", "topics", "datasets", "articles", "resources")
        readme = {f"fm export readme --style {one}": [fm, "export", "readme", "--style", one] for one in styles}
        print(compare({typer: [python, "-c", "import typer"], **readme}, typer, environ=environ))


def _library(room: Path, papers: int, fm: str, environ: dict[str, str]) -> str:
    """A library of so many papers, always the same."""
    dump, library = room / f"{papers}.jsonl", room / f"{papers}.sqlite"
    with dump.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in _papers(papers))
    for words in (["init", "--empty"], ["load", str(dump)]):
        subprocess.run([fm, "--library", str(library), *words], env=environ, check=True, capture_output=True)
    return str(library)


def _papers(number: int) -> Iterator[dict[str, Any]]:
    """A quarter are preprints only, a quarter have one beside the published form."""
    chance = random.Random(20261120)
    for count in range(number):
        year = 2016 + count % 10
        preprint = {"kind": "preprint", "id": f"arxiv:{year - 2000}{count % 12 + 1:02d}.{count // 10:05d}"}
        published = {
            "kind": "published",
            "id": f"doi:10.1234/bench.{count}",
            "venue": chance.choice(_JOURNALS),
            "date": f"{year}-{count % 12 + 1:02d}",
            "volume": str(count % 60 + 1),
            "issue": str(count % 12 + 1),
            "pages": f"{count % 900 + 1}-{count % 900 + 12}",
        }
        versions = [preprint | {"date": f"{year}-01-15"}] if count % 4 < 2 else []
        yield {
            "paper": f"bench{year}x{count}",
            "title": f"Bench{count}: {' '.join(chance.choices(_SUBJECTS.split(), k=10))}",
            "type": "preprint" if count % 4 == 0 else "article",
            "authors": [f"{chance.choice(_PEOPLE.split())}, {chance.choice('ABCDEFGH')}." for _ in range(6)],
            "versions": versions if count % 4 == 0 else [*versions, published],
        }


if __name__ == "__main__":
    main()
