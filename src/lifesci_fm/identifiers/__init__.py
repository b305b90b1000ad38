"""Identifiers of papers: read off what people copy, brought into one form, compared. No network, no guess.

`parse` takes one text a person typed, `read_url` a URL of a document, `find_all` running text. `normalise_url` is the
form in which any two URLs compare. What a publisher's address does not tell stays a URL, for the sources to look up.

Inside: `reference` holds the types, `arxiv` and `doi` the two grammars, `texts` and `urls` what surrounds them,
`publishers` and `sites` the rules by site, `reading` the ways in, `preprints`, `years` and `links` what an identifier
tells.
"""

from lifesci_fm.identifiers.doi import without_version
from lifesci_fm.identifiers.links import link_kind, repository_name, repository_path
from lifesci_fm.identifiers.preprints import is_preprint, preprint_server
from lifesci_fm.identifiers.publishers import implied
from lifesci_fm.identifiers.reading import doi_fault, find_all, parse, read_url
from lifesci_fm.identifiers.reference import Identifier, Reference, Scheme
from lifesci_fm.identifiers.urls import normalise_url
from lifesci_fm.identifiers.years import year_of

__all__ = [
    "Identifier",
    "Reference",
    "Scheme",
    "doi_fault",
    "find_all",
    "implied",
    "is_preprint",
    "link_kind",
    "normalise_url",
    "parse",
    "preprint_server",
    "read_url",
    "repository_name",
    "repository_path",
    "without_version",
    "year_of",
]
