"""`fm search`: papers by their words, the best first."""

from __future__ import annotations

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.filters import filtered
from lifesci_fm.cli.list_ import ColumnsOption, print_papers
from lifesci_fm.cli.output import FormatOption, JsonOption, PagerOption
from lifesci_fm.errors import UsageError
from lifesci_fm.vocabulary import Filter


@filtered
def search(
    ctx: typer.Context,
    chosen: Filter,
    columns: ColumnsOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    pager: PagerOption = True,  # noqa: ARG001  (its callback does the work)
) -> None:
    """Search titles, abstracts, authors, models, tags and notes; the best hits come first.

    All words must be there: "in quotes" side by side, pre* as the beginning of one. The query may also name fields.
    """
    session: Session = ctx.obj
    if not chosen.query.strip():
        raise UsageError("There is nothing to search for.", "Write `fm search foundation model`, or use `fm list`.")
    form = output.choose_format(session, format, json)
    print_papers(session, chosen._replace(sort=chosen.sort or ("relevance",)), form, columns, hits=True)
