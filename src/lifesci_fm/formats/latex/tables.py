"""What LaTeX commands stand for. Facts of LaTeX2e and of the AMS packages; rarer ones come from pylatexenc's tables."""

from __future__ import annotations

import unicodedata

#: Accent commands and the combining character they put on their argument.
ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "h": "\u0309", "r": "\u030a", "H": "\u030b", "v": "\u030c", "U": "\u030e", "G": "\u030f",
    "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361", "textcommabelow": "\u0326",
}  # fmt: skip
#: Accents of mathematics, which people put on letters of names, too (`Duch$\\hat{\\mbox{e}}$ne`).
COMBINING = ACCENTS | {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304", "acute": "\u0301",
    "grave": "\u0300", "ddot": "\u0308", "dot": "\u0307", "check": "\u030c", "breve": "\u0306", "mathring": "\u030a",
}  # fmt: skip

#: What an accent command without an argument prints (`\~{}` in a URL, `\^{}` in a formula).
BARE_ACCENTS = {
    "~": "~",
    "^": "^",
    "`": "`",
    "'": "'",
    '"': '"',
    "=": "¯",
    ".": "˙",
    "c": "¸",
    "k": "˛",
    "v": "ˇ",
    "u": "˘",
}

_GREEK = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi omicron pi rho sigma tau upsilon phi chi psi
    omega
"""

#: Letters and signs of text: what `encode` writes as well as what `decode` reads.
LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ", "textcrh": "ħ", "textHbar": "Ħ", "texttstroke": "ŧ", "textTstroke": "Ŧ", "textkra": "ĸ", "ij": "ĳ",
    "IJ": "Ĳ", "textldot": "ŀ", "textLdot": "Ŀ", "textnapostrophe": "ŉ", "textlongs": "ſ",
}  # fmt: skip

#: Signs of text by command.
SIGNS = {
    "textendash": "–", "textemdash": "—", "textellipsis": "…", "ldots": "…", "dots": "…", "cdots": "⋯",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "lq": "‘",
    "rq": "’", "quotesinglbase": "‚", "quotedblbase": "„", "guillemotleft": "«", "guillemotright": "»",
    "guilsinglleft": "‹",
    "guilsinglright": "›", "textquotedbl": '"', "textquotesingle": "'", "textasciigrave": "`", "textasciiacute": "´",
    "textasciitilde": "~", "textasciicircum": "^", "textasciidieresis": "¨", "textasciimacron": "¯",
    "textbackslash": "\\", "backslash": "\\", "textunderscore": "_", "textbraceleft": "{", "textbraceright": "}",
    "lbrace": "{", "rbrace": "}", "textless": "<", "textgreater": ">", "textbar": "|", "textbardbl": "‖",
    "textdollar": "$", "textpercent": "%", "textampersand": "&", "textnumbersign": "#", "slash": "/", "hyphen": "-",
    "textvisiblespace": "␣", "textperiodcentered": "·", "S": "§", "P": "¶", "textsection": "§", "textparagraph": "¶",
    "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£",
    "textsterling": "£", "euro": "€", "texteuro": "€", "textyen": "¥", "textcent": "¢", "textdegree": "°",
    "degree": "°", "textbullet": "•", "textmu": "µ", "textexclamdown": "¡", "textquestiondown": "¿", "dag": "†",
    "ddag": "‡", "textdagger": "†", "textdaggerdbl": "‡", "textordfeminine": "ª", "textordmasculine": "º",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textpm": "±", "texttimes": "×",
    "textdiv": "÷", "textminus": "−", "textcelsius": "℃", "textnumero": "№", "nobreakdash": "",
    "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³", "TeX": "TeX", "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX", "space": " ", "quad": " ",
    "qquad": " ", "thinspace": " ", "enspace": " ", "nobreakspace": " ", "newline": " ", "linebreak": " ", "par": " ",
    "relax": "", "protect": "", "textcompwordmark": "",
}  # fmt: skip

#: Signs of mathematics by command.
MATHS = {
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "•",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "simeq": "≃",
    "equiv": "≡", "propto": "∝", "ll": "≪", "gg": "≫", "lt": "<", "gt": ">", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔",
    "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "infty": "∞", "in": "∈", "notin": "∉", "subset": "⊂",
    "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀", "exists": "∃", "neg": "¬", "wedge": "∧",
    "vee": "∨", "oplus": "⊕", "otimes": "⊗", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇",
    "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "prime": "′", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "vert": "|", "mid": "|", "Vert": "‖", "parallel": "∥",
    "perp": "⊥", "angle": "∠", "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ϱ", "varsigma": "ς",
    "varpi": "ϖ", "lambda": "λ", "Lambda": "Λ", "colon": ":", "log": "log", "ln": "ln", "exp": "exp", "min": "min",
    "max": "max", "sin": "sin", "cos": "cos", "tan": "tan", "lim": "lim", "left": "", "right": "", "big": "",
    "Big": "", "bigl": "", "bigr": "", "limits": "", "displaystyle": "", "textstyle": "",
}  # fmt: skip
for _name in _GREEK.split():
    MATHS.setdefault(_name, unicodedata.lookup(f"GREEK SMALL LETTER {_name}"))
    MATHS.setdefault(_name.capitalize(), unicodedata.lookup(f"GREEK CAPITAL LETTER {_name}"))

#: Every command that stands for a text of its own.
SYMBOLS = {**MATHS, **SIGNS, **LETTERS}

_STYLES_WORDS = """
    emph textit textbf textsc textrm textsf texttt textsl textup textmd textnormal mbox hbox text mathrm mathbf
    mathit mathsf mathtt mathcal mathbb mathfrak mathscr boldsymbol bm operatorname underline overline uline rm it
    bf sc sf tt sl em up md normalfont itshape bfseries scshape upshape slshape rmfamily sffamily ttfamily
    mdseries small footnotesize scriptsize tiny large Large LARGE normalsize uppercase lowercase MakeUppercase
    MakeLowercase NoCaseChange mkbibquote enquote mkbibemph ensuremath textgreek foreignlanguage
"""
#: Commands that only change how the following text looks: the text stays.
STYLES = frozenset(_STYLES_WORDS.split())
#: Those whose braces keep words together, too.
BOXES = frozenset(("mbox", "hbox", "text"))

#: Commands whose first arguments are instructions, not text: how many to leave out.
INSTRUCTIONS = {
    "noopsort": 1, "SortNoop": 1, "SOSO": 1, "label": 1, "hspace": 1, "vspace": 1, "index": 1, "color": 1,
    "textcolor": 1, "fontsize": 2, "selectlanguage": 1, "foreignlanguage": 1, "href": 1, "phantom": 1, "hphantom": 1,
    "begin": 1, "end": 1, "thanks": 1, "footnote": 1,
}  # fmt: skip

#: Characters that have a superscript or subscript form of their own.
SUPERSCRIPTS = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
SUBSCRIPTS = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))

_JOURNALS_LINES = r"""
    aj AJ | apj ApJ | apjl ApJ | apjlett ApJ | apjs ApJS | apjsupp ApJS | aap A&A | aapr A&A Rev. | aaps A&AS
    ao Appl. Opt. | applopt Appl. Opt. | apss Ap&SS | araa ARA&A | actaa Acta Astron. | azh AZh | baas BAAS
    bain Bull. Astron. Inst. Netherlands | cjaa Chinese J. Astron. Astrophys. | caa Chinese Astron. Astrophys.
    fcp Fund. Cosmic Phys. | gca Geochim. Cosmochim. Acta | grl Geophys. Res. Lett. | iaucirc IAU Circ. | icarus Icarus
    jcap J. Cosmology Astropart. Phys. | jcp J. Chem. Phys. | jgr J. Geophys. Res. | jrasc JRASC
    jqsrt J. Quant. Spec. Radiat. Transf. | memras MmRAS | memsai Mem. Soc. Astron. Italiana | mnras MNRAS | na New A
    nar New A Rev. | nat Nature | nphysa Nucl. Phys. A | pasa PASA | pasj PASJ | pasp PASP | physrep Phys. Rep.
    physscr Phys. Scr | planss Planet. Space Sci. | pra Phys. Rev. A | prb Phys. Rev. B | prc Phys. Rev. C
    prd Phys. Rev. D | pre Phys. Rev. E | prl Phys. Rev. Lett. | procspie Proc. SPIE | qjras QJRAS
    rmxaa Rev. Mexicana Astron. Astrofis. | skytel S&T | solphys Sol. Phys. | sovast Soviet Ast. | ssr Space Sci. Rev.
    zap ZAp
"""
#: Journals by the commands that ADS exports, as the American Astronomical Society's class defines them.
JOURNALS = {
    command: name
    for line in _JOURNALS_LINES.strip().splitlines()
    for command, name in (item.split(maxsplit=1) for item in line.split("|"))
}
