"""URLs: taken apart, and brought into the form in which two of them compare.

`urllib.parse` is not used for splitting: it raises on URLs that documents hold, keeps what we drop, and costs each
start of `fm` its import. Percent escapes are decoded through it, when there are any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.texts import decode, percent_encoded, trim, unescape, words

T = TypeVar("T")

#: Neither an identifier nor a URL is longer; what is goes back unread, so that no text costs more than its length.
LONGEST = 8_000

_HTTP = r"https?://(?:[^\s/?#@]*@)?([^\s/?#:@\[]+|\[[0-9a-f:.]+\])(?::\d*)?(/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?"
_AFTER_URL = r"[\s，。；！？、】》」』”][\s\S]*"
_HOST = r"(?:[\w-]+\.)+[\w-]+|localhost|\[[0-9a-f:.]+\]"

#: Hosts that answer with another host's pages.
_SAME_HOST = {
    "dx.doi.org": "doi.org",
    "hf.co": "huggingface.co",
    "m.youtube.com": "youtube.com",
    "mobile.twitter.com": "x.com",
    "twitter.com": "x.com",
}

#: Query parameters that say who followed a link or from where, never which page it is.
_TRACKING = words(
    "_ga _gl _hsenc _hsmi cmpid dclid dgcid elqtrack elqtrackid et_cid et_rid fbclid from_wecom gbraid gclid gclsrc "
    "hss_channel igsh igshid isappinstalled li_fat_id mc_cid mc_eid mkt_tok msclkid oly_anon_id oly_enc_id "
    "ref ref_ ref_src ref_url referer referrer rss s_cid saml_referrer sap-outbound-id share_source share_token "
    "sharer_shareid sharer_sharetime sharetype source spm spm_id_from srsltid trk trkinfo twclid vd_source vero_id "
    "wbraid wickedid yclid"
)
_TRACKING_STARTS = ("utm_", "wt.", "wt_", "hsa_", "pk_", "mtm_", "matomo_", "at_medium", "at_campaign")

#: The same for single hosts: where in a video, how a file is shown, which reader came through which library.
_TRACKING_OF = {
    "academic.oup.com": words("guestaccesskey login redirectedfrom searchresult"),
    "arxiv.org": words("context"),
    "bilibili.com": words(
        "bbid buvid from from_spmid is_story_h5 mid plat_id seid share_from share_medium share_plat share_session_id "
        "share_tag t timestamp ts unique_k up_id"
    ),
    "colab.research.google.com": words("authuser hl usp"),
    "docs.google.com": words("authuser ouid pli rtpof sd usp"),
    "drive.google.com": words("authuser ouid pli rtpof sd usp"),
    "dropbox.com": words("dl e raw st"),
    "github.com": words("tab readme"),
    "link.springer.com": words("code error sharing_token"),
    "mp.weixin.qq.com": words(
        "ascene chksm clicktime devicetype enterid from key lang mpshare nettype "
        "pass_ticket poc_token scene sessionid srcid subscene uin version wx_header"
    ),
    "nature.com": words("code error frompaywallrec platform proof sharing_token"),
    "onlinelibrary.wiley.com": words("af campaign needaccess"),
    "openreview.net": words("noteid"),
    "sciencedirect.com": words("via"),
    "substack.com": words("isfreemail r s showwelcome triedredirect"),
    "tandfonline.com": words("af needaccess scroll"),
    "x.com": words("s t"),
    "youtu.be": words("feature si t"),
    "youtube.com": words("ab_channel app feature index pp si start t"),
    "zhihu.com": words("from s_r share_code"),
}

#: Hosts whose paths ignore case in the name of a repository.
_CASELESS = words("bitbucket.org gitee.com github.com gitlab.com")
#: Hosts whose addresses are more than a host and a path to compare.
_SPECIAL = _CASELESS | _SAME_HOST.keys() | {"youtu.be", "youtube.com"}


class Page(NamedTuple):
    """A URL taken apart: host in lower case without `www.`, decoded path, raw query and fragment."""

    url: str
    host: str
    path: str
    query: str
    fragment: str

    @property
    def path_and_query(self) -> str:
        """What rules match when a parameter names the paper (`forum?id=…`)."""
        return f"{self.path}?{decode(self.query)}" if self.query else self.path

    def parameter(self, *names: str) -> str | None:
        """The decoded value of the first of these query parameters, names without regard to case."""
        pairs = [piece.partition("=") for piece in self.query.split("&")]
        for name in names:
            for key, _, value in pairs:
                if key.lower() == name and value:
                    return decode(value.replace("+", " "))
        return None


def take_apart(text: str) -> Page | None:
    """The parts of an http(s) URL, None when the text is none that could be opened.

    It ends at the first blank or fullwidth sentence sign: Chinese text follows URLs without a blank.
    """
    if len(text) > LONGEST:
        return None
    url = unescape(trim(text))
    if not url.isascii() or len(url.split(None, 1)) > 1:
        url = trim(compiled(_AFTER_URL).sub("", url, count=1))
    found = compiled(_HTTP).fullmatch(url)
    if found is None:
        return None
    host = found[1].lower().rstrip(".")
    while host.startswith("www."):
        host = host[4:]
    if compiled(_HOST).fullmatch(host) is None:
        return None
    return Page(url, host, decode(found[2] or ""), found[3] or "", found[4] or "")


def of_host(table: Mapping[str, T], host: str) -> T | None:
    """What a table by host says of a host or of the nearest domain above it."""
    while host:
        if (found := table.get(host)) is not None:
            return found
        host = host.partition(".")[2]
    return None


# --------------------------------------------------------------------------------------------------- as compared
_BEFORE_HOST = r"(?:[\s<\u200b\ufeff]|(?:https?:)?//+|www\.)+"
_AFTER_HOST = r"(?:\.|:(?:80|443)?(?!\d))+\Z"
_PLAIN_HOST = r"(?!www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?"
_ESCAPES = r"(?:%[0-9a-f]{2})+|[^!#$&-;=?-\[\]_a-z~]"
#: With nothing to bring into one form but the scheme, as most addresses of papers are.
_PLAIN_URL = r"https?://(?!www\.)((?:[a-z0-9-]+\.)+[a-z0-9-]+)((?:/[A-Za-z0-9_.,:()=~-]+)*)"
#: Escapes of these stay: decoded they would mean something else, or break the URL.
_KEPT_ESCAPED = frozenset('%/?#&=+; <>"{}|\\^`，。；！？、】》」』”')


def normalise_url(url: str) -> str:
    """The URL as compared and stored in `url_key`: two URLs with one such form are one page.

    Without scheme, `www.`, port, fragment (but for routes, `#/…` and `#!…`), tracking parameters, closing slashes and
    `.git`; host in lower case, parameters sorted, percent escapes in one form, `youtu.be/X` as `youtube.com/watch?v=X`.
    Never raises; what is no URL comes back folded by the same rules. `normalise_url(normalise_url(x))` is
    `normalise_url(x)`.
    """
    if len(url) > LONGEST:
        return url.strip()
    if (plain := compiled(_PLAIN_URL).fullmatch(url)) and plain[1] not in _SPECIAL and not url.endswith(".git"):
        return plain[1] + plain[2]
    text, regular = _normalise(url)
    while not regular:  # oddities may uncover another scheme or `www.`: peel until nothing changes
        again, regular = _normalise(text)
        if again == text:
            break
        text = again
    return text


def _normalise(url: str) -> tuple[str, bool]:
    """One pass, and whether all was ordinary, so that another pass would change nothing."""
    url = unescape(url)
    start = compiled(_BEFORE_HOST).match(url)
    text = url[start.end() if start else 0 :].rstrip(" \t\r\n\v\f>")
    text, _, fragment = text.partition("#")
    text, _, query = text.partition("?")
    host, slash, path = text.partition("/")
    host = _one_form(compiled(_AFTER_HOST).sub("", host.lower()))
    host = _SAME_HOST.get(host, host)
    path = _without_ending(_one_form(slash + path))
    if host in _CASELESS:
        path = "/".join(part.lower() if n < 3 else part for n, part in enumerate(path.split("/")))
    pieces = _kept_parameters(host, query) if query else []
    if host in ("youtu.be", "youtube.com"):
        path, pieces = _video(host, path, pieces)
        host = "youtube.com"
    route = _without_ending("#" + _one_form(fragment)) if fragment[:1] in ("/", "!") else ""
    if len(route) < 3:
        route = ""
    result = host + path + ("?" + "&".join(pieces) if pieces else "") + route
    ended = result.rstrip("?;")
    return ended, ended == result and compiled(_PLAIN_HOST).fullmatch(host) is not None and "&amp;" not in result


def _without_ending(path: str) -> str:
    before = None
    while path != before:
        before = path
        path = path.rstrip("/").removesuffix(".git")
    return path


def _kept_parameters(host: str, query: str) -> list[str]:
    of_this_host = of_host(_TRACKING_OF, host) or frozenset()
    kept = []
    for piece in query.split("&"):
        key = piece.partition("=")[0].lower()
        if piece and key not in _TRACKING and key not in of_this_host and not key.startswith(_TRACKING_STARTS):
            kept.append(_one_form(piece))
    return sorted(kept, key=lambda piece: piece.partition("=")[0])


def _video(host: str, path: str, pieces: list[str]) -> tuple[str, list[str]]:
    """The addresses of one YouTube video as one."""
    shape = r"/([\w-]{11})" if host == "youtu.be" else r"/(?:embed|shorts|live|v)/([\w-]{11})"
    found = compiled(shape).fullmatch(path)
    return ("/watch", sorted([*pieces, f"v={found[1]}"])) if found else (path, pieces)


def _one_form(text: str) -> str:
    """Percent escapes in one form: characters that need none decoded, those that need one encoded."""
    if compiled(r"[!#$&-;=?-\[\]_a-z~]*").fullmatch(text):
        return text
    return compiled(_ESCAPES).sub(_one_escape, text)


def _one_escape(found: re.Match[str]) -> str:
    run = found[0]
    if run[0] == "%" and len(run) > 2:
        run = bytes.fromhex(run.replace("%", "")).decode(errors="surrogateescape")  # what is no UTF-8 stays escaped
        return "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else _raw_or_escaped(c) for c in run)
    return _raw_or_escaped(run)


def _raw_or_escaped(character: str) -> str:
    harmless = character.isprintable() and character not in _KEPT_ESCAPED
    return character if harmless else percent_encoded(character)
