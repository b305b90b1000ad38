"""Names of models: told from words, found at the front or the end of a title.

A title that begins `Name:` introduces Name when Name looks like one (`scGPT`, `DNABERT-2`, `The Nucleotide
Transformer`), not when it is plain words (`Contrastive learning:`, `RNA-seq:`).
"""

from __future__ import annotations

import re

from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.text import fold, squeeze

_NOUNS = phrases(
    """
    transformer | transformers | former | bert | gpt | lm | llm | llms | net | nets | network | mamba | embeddings |
    embedding | llama | diffusion | flow | alpaca | camel | clip | vae | gan | agent | sam | codex | llava | palm |
    cnn | gnn | rnn | encoder | autoencoder | fold
    """
)
_SUBTITLE = re.compile(
    r"(?:an?|the)\s+(?:[\w&/+-]+\s+){0,9}?(?:model|models|transformer|framework|network|assistant|agent|llm"
    r"|llms|autoencoder|chatbot|gpt|bert)\b",
    re.I,
)
_PLAIN = phrases(
    """
    rna | dna | mrna | scrna | snrna | rna-seq | scrna-seq | snrna-seq | chip-seq | atac-seq | scatac-seq | cite-seq |
    perturb-seq | crispr | crispr-cas9 | covid-19 | sars-cov-2 | mri | ct | pet | ehr | ehrs | llm | llms | vlm |
    vlms | gpt-4 | ai | ml | nlp | vqa | api | faq | qa | news | new | update | note | todo | pdf | eqtl | gwas |
    qsar | smiles | 3d | 2d | 1d | 4d | ii | iii | iv | part | pre-training | fine-tuning | self-supervised |
    semi-supervised | few-shot | zero-shot | end-to-end | multi-modal | multi-omics | single-cell | deep-learning |
    state-of-the-art | large-scale | cross-modal | pre-trained | open-source | data-driven | data-centric |
    vision-language | genome-wide | high-resolution | high-throughput | long-range | case-study | meta-analysis |
    text-to-image | sequence-to-sequence | graph-based | knowledge-enhanced | transformer-based | llm-based |
    protein-protein | mini-review | review | survey | perspective | editorial | commentary | comment | reply |
    tutorial | benchmark | dataset | code | paper
    """
)
_PREFIXES = phrases(
    """
    pre | self | semi | multi | cross | zero | few | large | deep | high | low | end | data | non | long | real |
    open | text | image | whole | cell | gene | time | meta | knowledge | graph | task | domain | human | vision |
    weakly | un | re | co | sub | fine | full | hyper | inter | intra | post | well | state | drug | protein |
    single | structure | sequence | peer | case | in | on | de
    """
)
_MIXED = re.compile(r"[a-z0-9]+[A-Z]|[A-Z]{2,}[a-z]|[A-Z][a-z]+[A-Z]|[A-Za-z]\d|\d[A-Za-z]")
#: Longer texts are no names.
_MOST = 80
_TOKEN = re.compile(r"[A-Za-z0-9][\w.+*~²³α-ω@#-]*\Z")
_LEADING = re.compile(r"([^:：]{2,60}?)\s*[:：]\s*(\S.*)\Z", re.S)
_AS_IS = re.compile(r"([A-Za-z0-9][\w.+-]*)\s+(?:as|is)\s+(?:an?|the)\b", re.I)
_IN_PARENS = re.compile(r"\(([A-Za-z0-9][^()]{1,30})\)\s*[.:]?\s*\Z|\(([A-Za-z0-9][^()]{1,30})\)\s*[:：]")
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.-]*(?: v?\d[\d.]*)?")


def is_model_name(text: str) -> bool:
    """True of a text that can only be a name: one or two words with capitals inside, digits or a hyphenated suffix."""
    words = text.strip(" *~").split() if len(text) <= _MOST else []
    if (
        not 1 <= len(words) <= 3
        or fold(text) in _PLAIN
        or text.casefold() in _PLAIN
        or not any(c.isalpha() for c in text)
    ):
        return False
    if not all(_TOKEN.match(word.strip("()")) for word in words):
        return False
    if len(words) == 1:
        return _is_name_token(words[0])
    return any(_is_name_token(word) and not word.isdigit() for word in words[:2]) and all(
        word[:1].isupper() or word[:1].isdigit() or _is_name_token(word) for word in words
    )


def _is_name_token(word: str) -> bool:
    if len(word) > _MOST or word.casefold() in _PLAIN or not any(c.isalpha() for c in word):
        return False
    if "-" in word.strip("-"):
        first, _, rest = word.partition("-")
        if first.casefold() in _PREFIXES and rest == rest.casefold() and not any(c.isdigit() for c in rest):
            return False
        if rest == rest.casefold() and not any(c.isdigit() for c in rest) and len(rest) > 7:
            return False
        return word != word.casefold() or any(c.isdigit() for c in word)
    return bool(_MIXED.search(word)) or (word.isupper() and len(word) >= 2) or any(c.isdigit() for c in word)


def model_in_title(title: str) -> str | None:
    """The model a title seems to introduce: a guess, to be marked as one."""
    title = squeeze(title)
    if found := _LEADING.match(title):
        name = found[1].strip(' *"“”')
        if _introduced(name, found[2]):
            return name
    if (found := _AS_IS.match(title)) and _MIXED.search(found[1]) and _is_name_token(found[1]):
        return found[1]
    words = title.split()
    if 2 <= len(words) <= 3 and words[-1].casefold() in _NOUNS and _is_name_token(words[0]) and words[-1][:1].isupper():
        return title
    if found := _IN_PARENS.search(title):
        name = (found[1] or found[2]).strip()
        if is_model_name(name) and "/" not in name and name.casefold() not in _PLAIN and not name.isdigit():
            return name
    return None


def _introduced(name: str, subtitle: str) -> bool:
    bare = re.sub(r"\A(?:The|the)\s+", "", name)
    words = bare.split()
    if not words or fold(bare) in _PLAIN or name.casefold() in _PLAIN:
        return False
    if len(words) <= 2 and is_model_name(bare):
        return True
    if (
        len(words) <= 2
        and words[-1].casefold() in _NOUNS
        and all(word[:1].isupper() for word in words)
        and len(words) == 2
    ):
        return True
    capitals = all(word[:1].isupper() or word[:1].isdigit() for word in words)
    return capitals and len(words) <= 4 and len(bare) <= 40 and _SUBTITLE.match(subtitle) is not None


def model_in_note_title(title: str) -> str | None:
    """The model a note is about, by its title: `scGPT论文解读`, `Reading Geneformer`, `论文笔记 | DNABERT-2`."""
    found = [match[0].strip(".- ") for match in _LATIN.finditer(title)]
    return next((name for name in found if is_model_name(name) and len(name) > 2), None)
