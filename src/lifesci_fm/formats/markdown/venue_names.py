"""Names of venues: preprint servers, venues known by name, the words that others are made of."""

from __future__ import annotations

import re

from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.text import fold

#: Preprint servers as they write themselves, by every folded spelling.
PREPRINT_SERVERS = {
    fold(name): name
    for name in phrases(
        """
        arXiv | bioRxiv | medRxiv | ChemRxiv | Research Square | SSRN | PsyArXiv | EarthArXiv | TechRxiv | Preprints |
        Preprints.org | HAL | OSF | Authorea | Zenodo | ResearchGate | engrXiv | bioArXiv
        """
    )
} | {
    "arxiv preprint": "arXiv",
    "arxiv e prints": "arXiv",
    "corr": "arXiv",
    "biorxiv preprint": "bioRxiv",
    "medrxiv preprint": "medRxiv",
}
#: Venues that are known by name alone.
KNOWN_VENUES = frozenset(
    fold(name)
    for name in phrases(
        """
        Nature | Science | Cell | PNAS | NAR | eLife | iScience | Patterns | Neuron | Immunity | Joule | Matter | Chem |
        Med | Genetics | Bioinformatics | Biostatistics | GigaScience | Database | Proteins | Protein Science |
        Structure | mSystems | mBio | G3 | Heliyon | Sensors | Entropy | Molecules | Cells | Genes | Cancers |
        Neurocomputing | Radiology | NeuroImage | The Lancet | Lancet | JAMA | NEJM | BMJ | AI Magazine |
        Scientific Reports | Scientific Data | Nucleic Acids Research | Genome Research | Genome Biology |
        Communications Biology | Digital Discovery | Chemical Science | Current Biology | Molecular Cell |
        Quantitative Biology | Data Intelligence | Innovation | The Innovation | Briefings in Bioinformatics |
        Advanced Science | Small Methods | Biomolecules | Cureus | OpenReview | NeurIPS | NIPS | ICML | ICLR | AAAI |
        IJCAI | KDD | SIGKDD | WWW | WSDM | CIKM | SIGIR | ACL | EMNLP | NAACL | EACL | COLING | TACL | CVPR | ICCV |
        ECCV | WACV | BMVC | MICCAI | ISBI | IPMI | MIDL | MedIA | TMI | TPAMI | TNNLS | TKDE | TKDD | TCYB | TCSVT |
        TIP | TIFS | TCSS | JBHI | J-BHI | JMLR | TMLR | PMLR | RECOMB | ISMB | PSB | BIBM | ICASSP | ICDM | SDM |
        PAKDD | ECML PKDD | ICRA | IROS | AISTATS | UAI | COLT | LoG | LOG | ML4H | CHIL | MLHC | AIME | AMIA |
        JAMIA | JCIM | JACS | ACS Nano | ACS Omega | ACM MM | CHI | UIST | ICSE | VLDB | SIGMOD | NSDI | SOSP | OSDI |
        SC | Bioinform | Brief Bioinform | Nat Commun | Nat Methods | Nat Biotechnol | Nat Mach Intell | Nat Rev Genet |
        Nat Med | Nat Genet | Sci Rep | Sci Adv | PLoS One | PLOS Comput Biol | Nucleic Acids Res | Genome Biol |
        Cell Syst | Cell Rep | Knowl Based Syst | Knowledge-Based Systems | Med Image Anal | bioRxiv | arXiv | medRxiv |
        MLSB | GEM | CVPRW | ACML | ECAI | ICDE | DASFAA | CoRL | COLM | CoNLL | LREC | INTERSPEECH | EDBT | ISWC |
        KBS | NN | IS | PR | CPAL | IJCV | TCBB | TBME | TMM | TOIS | NEJM AI | npj Digital Medicine |
        Nature Aging | Nature Biomedical Engineering | Nature Biotechnology | Nature Cancer | Nature Cell Biology |
        Nature Chemistry | Nature Chemical Biology | Nature Communications | Nature Computational Science |
        Nature Genetics | Nature Immunology | Nature Machine Intelligence | Nature Medicine | Nature Methods |
        Nature Microbiology | Nature Neuroscience | Nature Protocols | Nature Reviews Genetics | Lancet Digital Health |
        The Lancet Digital Health | JAMA Network Open | Science Advances | Science Translational Medicine |
        Cell Systems | Cell Reports | Cell Reports Medicine | Cell Genomics
        """
    )
)
#: Words that names of venues are made of.
VENUE_WORDS = re.compile(
    r"\b(?:journal|conference|proceedings?|proc|transactions?|trans|letters|annals|archives|bulletin|workshops?"
    r"|symposium|congress|findings|reviews?|acta"
    r"|nature|science|cell|lancet|plos|bmc|ieee|acm|acs|rsc|npj|frontiers|briefings|bioinformatics|genomics?"
    r"|proteomics|research|methods|communications"
    r"|reports|advances|advanced|biology|medicine|intelligence|computing|computation|physics|chemistry"
    r"|engineering|informatics|sciences|biotechnology"
    r"|nat|biol|chem|phys|med|sci|bioinform|comput|commun|acad|res|syst|genet|biotechnol|intell|cheminform|lett|immunol|preprint|springer|elsevier|wiley|oxford|jmir"
    r"|ebiomedicine|track|series|mag"
    r"|magazine|surveys|systems|networks|cancer|genetics|therapeutics|pharmacology|opinion|trends|neuroscience"
    r"|pathology|radiology|imaging)\b"
)
ABBREVIATED = re.compile(r"\A(?:j|int j|eur j|am j|ann|proc|trans|curr|annu) \w")
CJK_VENUE = re.compile(r"学报|杂志|会议|通讯|中国科学|论坛$|大会$|年会$")
#: Words that no name of a venue holds.
PROSE = re.compile(
    r"\b(?:we|our|this|that|is|are|was|were|has|have|can|which|using|uses|with|from|based|via|towards?|by|how"
    r"|what|paper|code|here)\b"
)
#: Said where a venue stands, and none.
NO_VENUES = phrases(
    """
    preprint | preprints | workshop | preprint workshop | conference | journal | github | gitlab | huggingface |
    hugging face | blog | website | none | tbd | unknown | n a | review | survey
    """
)
