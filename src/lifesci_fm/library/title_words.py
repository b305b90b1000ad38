"""Which fields of study the words of a title speak of: guesses, for a paper of which nobody says its field.

A phrase counts only where it hardly means anything else. The longest phrase wins: `genome` is about DNA, `genome
editing` about CRISPR, and `RNA-seq` measures cells of any kind. What is found are names of domains that a new library
starts with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

#: Domain → phrases of a folded title; a `*` stands for any ending of a word. Those of no domain take words away.
_PHRASES = {
    "scRNA": (
        "single cell* · single nucleus · single nuclei · scrna* · sc rna* · snrna* · scatac*"
        " · cell type annotat* · cell atlas*"
    ),
    "Spatial": ("spatial transcriptom* · spatial omics · spatially resolved · spatial multi omics · spatial proteom*"),
    "CRISPR": (
        "crispr* · cas9* · cas12* · cas13* · gene edit* · genome edit* · base edit* · prime edit* · guide rna* · sgrna*"
    ),
    "Multi-omics": "multi omic* · multiomic* · multimodal omics",
    "DNA": (
        "dna · genome · genomes · genomic* · nucleotide* · chromatin · promoter* · enhancer* · epigenom*"
        " · methylation · regulatory element* · regulatory sequence* · transcription factor* · variant effect*"
    ),
    "RNA": (
        "rna · rnas · mrna* · mirna* · microrna* · lncrna* · ncrna* · utr · utrs · codon* · splicing"
        " · splice site* · ribosom* · riboswitch*"
    ),
    "Protein": "protein* · proteom* · antibod* · peptide* · enzyme* · amino acid* · nanobod*",
    "Molecule": (
        "molecule* · molecular propert* · molecular graph* · molecular generation"
        " · molecular representation* · molecular design · molecular docking · molecular optimi* · chemical*"
        " · chemistry · drug* · ligand* · retrosynthesis · smiles"
    ),
    "Imaging": (
        "medical imag* · biomedical imag* · medical segmentation · medical vision · radiolog* · radiograph*"
        " · x ray* · xray* · mri · ultrasound · patholog* · histopatholog* · retinal · whole slide · fundus"
        " · tomograph* · echocardio* · mammogra*"
    ),
    "Text": (
        "clinical text* · clinical note* · clinical language · clinical nlp · clinical record*"
        " · electronic health record* · electronic medical record* · ehr · ehrs · biomedical text*"
        " · biomedical language · biomedical literature · biomedical natural language · biomedical nlp"
        " · biomedical question* · medical language · medical question* · medical dialogue* · pubmed*"
    ),
    "": "rna seq* · rna velocity · drug abuse",
}
#: The same in Chinese, where nothing parts words.
_CHINESE = {
    "scRNA": "单细胞",
    "Spatial": "空间转录组|空间组学",
    "CRISPR": "基因编辑",
    "Multi-omics": "多组学",
    "DNA": "基因组|染色质",
    "Protein": "蛋白|抗体|多肽",
    "Molecule": "小分子|药物|化学",
    "Imaging": "医学影像|医学图像|病理|放射",
    "Text": "医学文本|临床文本|电子病历",
}
#: arXiv's categories that are about one domain more often than not, https://arxiv.org/category_taxonomy.
CATEGORIES = {"q-bio.GN": "DNA", "q-bio.BM": "Protein", "physics.chem-ph": "Molecule", "eess.IV": "Imaging"}

_BEGINNING = 3  # letters by which phrases are looked up


@cache
def _by_beginning() -> dict[str, tuple[re.Pattern[str], list[str]]]:
    """Phrases by how they begin, longer ones first: a pattern with a group for each, and their domains.

    Made when a title is first looked at: a hundred patterns would cost every command that writes ten milliseconds.
    """
    buckets: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for domain, phrases in _PHRASES.items():
        for phrase in phrases.split(" · "):
            buckets[phrase.rstrip("*").split()[0][:_BEGINNING]].append((phrase, domain))
    return {beginning: _one_of(bucket) for beginning, bucket in buckets.items()}


def _one_of(phrases: list[tuple[str, str]]) -> tuple[re.Pattern[str], list[str]]:
    longest_first = sorted(phrases, key=lambda one: -one[0].count(" "))
    patterns = (re.escape(phrase).replace(r"\*", r"[^ ]*").replace(r"\ ", " ") for phrase, _ in longest_first)
    pattern = re.compile("|".join(rf"({one})(?: |\Z)" for one in patterns))
    return pattern, [domain for _, domain in longest_first]


_IN_CHINESE = re.compile("|".join(f"({words})" for words in _CHINESE.values()))
_CHINESE_NAMES = list(_CHINESE)


def domains_of_title(folded: str) -> list[str]:
    """The domains that a folded title speaks of, in the order of its words; empty when no word says so."""
    found: dict[str, None] = {}
    phrases = _by_beginning()
    place = free = 0  # where a word begins, and the first one that no phrase has taken
    for word in folded.split(" "):
        known = phrases.get(word[:_BEGINNING])
        if known is not None and place >= free and (match := known[0].match(folded, place)):
            found[known[1][(match.lastindex or 1) - 1]] = None
            free = match.end()
        place += len(word) + 1
    if not folded.isascii():
        for match in _IN_CHINESE.finditer(folded):
            found[_CHINESE_NAMES[(match.lastindex or 1) - 1]] = None
    found.pop("", None)
    return list(found)
