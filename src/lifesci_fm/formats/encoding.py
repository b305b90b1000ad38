"""Bytes of a file → text: which encoding a bibliography is in, told from its bytes.

UTF-8 unless the bytes say otherwise: a byte order mark, an encoding the file declares (JabRef's `% Encoding: …`),
GBK where the bytes are pairs of common Chinese characters, UTF-8 with a few stray bytes, else Windows-1252, which
holds Latin-1. Control characters are taken out: no format here means anything by them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"coding\s*[:=]\s*((?:iso|latin|windows|cp|koi8|mac|gb|big5|euc|shift|utf)[\w.-]*)", re.I)
_PAIR = re.compile(rb"[\x80-\xff][\x40-\xff]?")
_COMMON_PAIR = re.compile(rb"[\xb0-\xf7\xa1-\xa3][\xa1-\xfe]\Z")

#: Bytes that are control characters in every encoding that holds ASCII, and what becomes of them.
CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\f\v") + b"\x7f"
BLANK_BYTES = bytes.maketrans(b"\f\v", b"  ")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_PIECE = 1 << 20  # bytes
_MOST_STRAY = 0.5  # of the non-ASCII characters: more than that is no UTF-8 with slips
_MANY_STRAY = 0.2  # and so much may be a few words of GBK, of which every other pair is UTF-8 by chance


def _stray(fault: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 in a file that otherwise is: read as Windows-1252."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    return fault.object[fault.start : fault.end].decode("cp1252", "replace"), fault.end


STRAY_BYTES = "lifesci_fm.stray_bytes"
codecs.register_error(STRAY_BYTES, _stray)


def detect(data: bytes) -> tuple[str, str]:
    """The codec and the error handler that read `data`; reading with them never fails."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec, "replace"
    if is_utf8(data[start : start + _PIECE] for start in range(0, len(data), _PIECE)):
        return "utf-8", "strict"
    declared = _declared(data)
    if declared:
        return declared, "strict"
    lenient = data.decode("utf-8", "replace")
    stray = lenient.count("\ufffd")
    high = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", lenient))
    if stray > _MANY_STRAY * high and _is_gbk(data):
        return "gb18030", "replace"
    return ("utf-8", STRAY_BYTES) if stray <= _MOST_STRAY * high else ("cp1252", "replace")


def is_utf8(pieces: Iterable[bytes]) -> bool:
    """Are these bytes UTF-8, without a text of them all in memory?"""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii").replace("ISO8859_", "iso8859-"))
        data.decode(codec.name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return codec.name


def _is_gbk(data: bytes) -> bool:
    """True when nearly all bytes above ASCII come in pairs of GB 2312, as Chinese text does and Latin-1 does not."""
    pairs = _PAIR.findall(data)
    return sum(_COMMON_PAIR.match(pair) is not None for pair in pairs) >= 0.9 * len(pairs)


def plain(text: str) -> str:
    """Text without control characters (form feeds as blanks), lines ended by newlines, no byte order mark."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROLS.search(text):
        text = _CONTROLS.sub(lambda found: " " if found[0] in "\f\v" else "", text)
    return text.removeprefix("\ufeff")


def text(data: bytes | str) -> str:
    """The text of a file, whatever its encoding."""
    if isinstance(data, str):
        return plain(data)
    codec, errors = detect(data)
    return plain(data.decode(codec, errors))
