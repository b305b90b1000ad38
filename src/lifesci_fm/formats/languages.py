"""The language of a work: babel's name in `langid` of BibLaTeX, a tag (BCP 47) in CSL-JSON.

Styles leave titles alone that are in another language than English, and programs look for it there.
"""

from __future__ import annotations

from collections.abc import Mapping

#: babel's names (the BibLaTeX manual, section 2.2.3, `langid`) and the tags they stand for; the first one of a tag is
#: written for it.
_TAGS = {
    "american": "en-US", "english": "en", "british": "en-GB", "usenglish": "en-US", "ukenglish": "en-GB",
    "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ", "ngerman": "de-DE", "german": "de",
    "naustrian": "de-AT", "austrian": "de-AT", "nswissgerman": "de-CH", "swissgerman": "de-CH", "french": "fr-FR",
    "francais": "fr", "acadian": "fr-CA", "canadien": "fr-CA", "spanish": "es-ES", "catalan": "ca", "basque": "eu",
    "galician": "gl", "portuguese": "pt-PT", "portuges": "pt", "brazilian": "pt-BR", "brazil": "pt-BR",
    "italian": "it-IT", "latin": "la", "dutch": "nl-NL", "danish": "da-DK", "norsk": "nb-NO", "norwegian": "no",
    "nynorsk": "nn-NO", "swedish": "sv-SE", "finnish": "fi-FI", "icelandic": "is-IS", "estonian": "et-EE",
    "latvian": "lv-LV", "lithuanian": "lt-LT", "polish": "pl-PL", "czech": "cs-CZ", "slovak": "sk-SK",
    "slovene": "sl-SI", "slovenian": "sl", "croatian": "hr-HR", "serbian": "sr-RS", "bulgarian": "bg-BG",
    "russian": "ru-RU", "ukrainian": "uk-UA", "greek": "el-GR", "hungarian": "hu-HU", "magyar": "hu",
    "romanian": "ro-RO", "turkish": "tr-TR",
}  # fmt: skip
_BABEL: dict[str, str] = {}
for _name, _tag in _TAGS.items():
    _BABEL.setdefault(_tag.lower(), _name)
for _name, _tag in _TAGS.items():
    _BABEL.setdefault(_tag.partition("-")[0], _name)


def tag_of(extra: Mapping[str, str]) -> str:
    """The language of a work as CSL-JSON has it, of its `langid` or else of its `language` as written."""
    return _TAGS.get(extra.get("langid", "").lower()) or extra.get("language", "")


def langid_of(extra: Mapping[str, str]) -> str:
    """The language of a work as BibLaTeX's `langid` has it; nothing where babel has no name for it."""
    language = extra.get("language", "").lower()
    return extra.get("langid") or _BABEL.get(language) or (language if language in _TAGS else "")


def is_english(extra: Mapping[str, str]) -> bool:
    """Is a work in English, as far as anybody told?"""
    return tag_of(extra)[:2].lower() in ("en", "")
