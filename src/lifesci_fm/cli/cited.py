"""What a manuscript cites, as the papers of an export: `--aux`, `--tex`, `--md`, and the files behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.files import read_file
from lifesci_fm.errors import NotFound, UsageError
from lifesci_fm.text import nearest
from lifesci_fm.vocabulary import Filter

if TYPE_CHECKING:
    from lifesci_fm.catalog import Catalog
    from lifesci_fm.formats.citations import Cited

#: What the name of a file ends in, and no word of a query.
_ENDING = re.compile(r"\.[A-Za-z]\w{1,6}")

Entry = dict[str, Any]
Files = list[Path] | None

AuxOption = Annotated[Files, typer.Option("--aux", metavar="FILE", help="Exactly what this .aux or .bcf file cites.")]
TexOption = Annotated[
    Files, typer.Option("--tex", metavar="FILE", help="Exactly what this LaTeX source and its parts cite.")
]
MdOption = Annotated[Files, typer.Option("--md", metavar="FILE", help="Exactly what this Markdown cites ([@key]).")]
_MORE = "A query, as `fm list` takes it; behind --tex, --md or --aux further files, as in `--tex *.tex`."
MoreArgument = Annotated[Files, typer.Argument(metavar="[QUERY | FILE]...", help=_MORE)]


@dataclass(frozen=True, slots=True)
class Manuscripts:
    """The files of one manuscript, by the option that named them; `more` are told apart by their endings."""

    aux: Sequence[Path]
    tex: Sequence[Path]
    md: Sequence[Path]
    more: Sequence[Path]

    @classmethod
    def of(cls, aux: Files, tex: Files, md: Files, more: Files) -> Manuscripts:
        """What the options of a command say."""
        return cls(aux or (), tex or (), md or (), more or ())

    def choose(self, catalog: Catalog, chosen: Filter, only: Sequence[str] | None) -> tuple[Iterable[Entry], list[str]]:
        """The papers of an export (only these keys of them), and the citation keys that the library does not have.

        Without a manuscript these are the papers of the filter, and `more` is its query. A paper cited by a former
        key, or in other capitals, is handed out under the key that is cited, because LaTeX knows no other. Raises
        UsageError, UnreadableInput.
        """
        if not (self.aux or self.tex or self.md):
            if files := [path for path in self.more if _ENDING.fullmatch(path.suffix)]:
                said = f"An export of papers takes no file ({printable(str(files[0]))})."
                raise UsageError(said, "Write with -o FILE; choose what a manuscript cites with --tex, --md or --aux.")
            query = " ".join([chosen.query, *map(str, self.more)]).strip()
            return catalog.entries(chosen._replace(query=query), only=only), []
        if chosen != Filter(sort=chosen.sort):
            raise UsageError("A manuscript says itself which papers it cites.", "Leave out the other filters.")
        cited = self._cited()
        spelt, missing = _resolve(catalog, cited.keys)
        if not cited.everything and not spelt:
            return (), missing
        wanted = chosen if cited.everything else chosen._replace(keys=tuple(spelt))
        return _as_cited(catalog.entries(wanted, only=only), spelt), missing

    def _cited(self) -> Cited:
        from lifesci_fm.formats import citations

        told = [*((path, "aux") for path in self.aux), *((path, "tex") for path in self.tex)]
        told += [(path, "md") for path in self.md] + [(path, citations.kind_of(path.name)) for path in self.more]
        cited = citations.Cited()
        for path, kind in told:
            cited |= _cited_in(path, kind)
        return cited


def missing_keys(catalog: Catalog, keys: Sequence[str]) -> NotFound:
    """The error that names cited keys the library does not have."""
    near: list[str] = []
    if len(keys) <= 3:  # with more of them the manuscript belongs to another library
        known = _keys(catalog, ())
        near = list(dict.fromkeys(name for key in keys for name in nearest(key, known, most=1)))
    remedy = f"Did you mean {' or '.join(near)}?" if near else "Correct the citation, or add the paper under that key."
    named = ", ".join(printable(key) for key in keys)
    return NotFound(f"The library has no paper of the key{'s' if len(keys) > 1 else ''} {named}.", remedy)


def _cited_in(path: Path, kind: str) -> Cited:
    """What a file cites, and the files that it takes in as parts of the document."""
    from lifesci_fm.formats import citations

    if kind == "md":
        return citations.cited_in_markdown(_text(path))
    read, parts = {
        "aux": (citations.cited_in_aux, citations.inputs_of_aux),
        "tex": (citations.cited_in_tex, citations.inputs_of_tex),
    }[kind]
    cited, seen, waiting = citations.Cited(), {path.resolve()}, [path]
    while waiting:
        place = waiting.pop(0)
        text = _text(place)
        cited |= read(text)
        for name in parts(text):
            folders = (path.parent, place.parent)  # LaTeX's own, and that of subfiles
            part = next((folder / name for folder in folders if (folder / name).is_file()), None)
            if part is None and kind == "tex":
                continue  # LaTeX's own, such as glyphtounicode
            part = part or path.parent / name
            if part.resolve() not in seen:
                seen.add(part.resolve())
                waiting.append(part)
    return cited


def _text(path: Path) -> str:
    from lifesci_fm.formats.encoding import text

    return text(read_file(path))


def _resolve(catalog: Catalog, keys: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The library's key → the spellings that are cited, and the keys of no paper."""
    known = {key.casefold(): key for key in _keys(catalog, keys)} if keys else {}
    spelt: dict[str, list[str]] = {}
    missing = []
    for key in keys:
        own = known.get(key.casefold()) or next(iter(_keys(catalog, [key])), None)  # the latter by a former key
        if own is None:
            missing.append(key)
        else:
            spelt.setdefault(own, []).append(key)
    return spelt, missing


def _keys(catalog: Catalog, named: Sequence[str]) -> list[str]:
    """The keys of the papers named by present or former ones; of all papers if none is named."""
    return [str(row[0]) for row in catalog.rows(Filter(keys=tuple(named)), ["key"])]


def _as_cited(entries: Iterable[Entry], spelt: dict[str, list[str]]) -> Iterator[Entry]:
    for entry in entries:
        for key in spelt.get(entry["key"], [entry["key"]]):
            yield entry if key == entry["key"] else {**entry, "key": key}
