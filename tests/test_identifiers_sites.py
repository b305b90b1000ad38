"""Reading the addresses of publishers: the paper of the page, by every address it has, and no guess."""

from __future__ import annotations

import pytest

from lifesci_fm.identifiers import Identifier, Scheme, parse, read_url


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        # DOIs that stand in the address, with what sites append
        ("https://www.science.org/doi/full/10.1126/science.ado9336", "doi:10.1126/science.ado9336"),
        ("https://www.pnas.org/doi/epdf/10.1073/pnas.2016239118", "doi:10.1073/pnas.2016239118"),
        (
            "https://pubs.acs.org/doi/suppl/10.1021/acs.jcim.1c00284/suppl_file/ci1_si.pdf",
            "doi:10.1021/acs.jcim.1c00284",
        ),
        ("https://link.springer.com/article/10.1007/s10040-009-0439-x/fulltext.html", "doi:10.1007/s10040-009-0439-x"),
        (
            "https://link.springer.com/content/pdf/10.1007%2F978-3-031-43898-1_37.pdf",
            "doi:10.1007/978-3-031-43898-1_37",
        ),
        ("https://link.springer.com/book/10.1007/978-3-031-43898-1", "doi:10.1007/978-3-031-43898-1"),
        ("https://advanced.onlinelibrary.wiley.com/doi/10.1002/advs.202513210", "doi:10.1002/advs.202513210"),
        ("https://dl.acm.org/doi/pdf/10.1145/3307339.3342186", "doi:10.1145/3307339.3342186"),
        (
            "https://www.frontiersin.org/journals/ai/articles/10.3389/frai.2024.1430984/full",
            "doi:10.3389/frai.2024.1430984",
        ),
        (
            "https://genomebiology.biomedcentral.com/track/pdf/10.1186/s13059-024-03166-1",
            "doi:10.1186/s13059-024-03166-1",
        ),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0033693&type=printable",
            "doi:10.1371/journal.pone.0033693",
        ),
        (
            "https://journals.plos.org/plosone/article/figure?id=10.1371/journal.pone.0033693.g001",
            "doi:10.1371/journal.pone.0033693",
        ),
        (
            "https://www.emerald.com/insight/content/doi/10.1108/S0163-786X(2012)0000033008/full/html",
            "doi:10.1108/s0163-786x(2012)0000033008",
        ),
        (
            "https://ashpublications.org/blood/article-abstract/doi/10.1182/blood.2019004397/474417/Preleukemic",
            "doi:10.1182/blood.2019004397",
        ),
        ("https://academic.oup.com/isq/advance-article/doi/10.1093/isq/sqaa085/5999080", "doi:10.1093/isq/sqaa085"),
        ("https://onlinelibrary.wiley.com/doi/10.1155/2013/868174", "doi:10.1155/2013/868174"),
        ("https://zenodo.org/doi/10.5281/zenodo.10971077", "doi:10.5281/zenodo.10971077"),
        ("https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/BEJTMI", "doi:10.7910/dvn/bejtmi"),
        # DOIs that follow from the address
        ("https://www.pnas.org/content/118/15/e2016239118.full.pdf", "doi:10.1073/pnas.2016239118"),
        ("https://advances.sciencemag.org/content/6/1/eaay1234/tab-pdf", "doi:10.1126/sciadv.aay1234"),
        ("https://advances.sciencemag.org/content/1/1/e1400198", "doi:10.1126/sciadv.1400198"),
        ("https://science.sciencemag.org/content/371/6529/eabc1234", "doi:10.1126/science.abc1234"),
        ("https://www.nature.com/articles/nature11247", "doi:10.1038/nature11247"),
        ("https://www.nature.com/articles/nature20101", "doi:10.1038/nature20101"),
        ("https://www.nature.com/articles/nprot.2006.52", "doi:10.1038/nprot.2006.52"),
        ("https://www.nature.com/articles/onc2011282", "doi:10.1038/onc.2011.282"),
        ("https://www.nature.com/articles/sdata201618", "doi:10.1038/sdata.2016.18"),
        ("https://www.nature.com/articles/387253a0", "doi:10.1038/387253a0"),
        ("http://www.nature.com/nbt/journal/v34/n6/full/nbt.3569.html", "doi:10.1038/nbt.3569"),
        ("https://elifesciences.org/articles/5067?utm_source=x", "doi:10.7554/elife.05067"),
        ("https://pubs.rsc.org/en/Content/ArticleLanding/2023/SC/D3SC05079C", "doi:10.1039/d3sc05079c"),
        ("https://www.hindawi.com/journals/ije/2015/210527/", "doi:10.1155/2015/210527"),
        ("https://www.ijcai.org/proceedings/2023/0760.pdf", "doi:10.24963/ijcai.2023/760"),
        ("https://medinform.jmir.org/2020/4/e17787/", "doi:10.2196/17787"),
        ("https://peerj.com/articles/cs-623/", "doi:10.7717/peerj-cs.623"),
        ("https://adgeo.copernicus.org/articles/30/1/2011/adgeo-30-1-2011.html", "doi:10.5194/adgeo-30-1-2011"),
        ("http://genomebiology.com/2013/14/1/104", "doi:10.1186/gb-2013-14-1-104"),
        ("https://zenodo.org/records/5827695#.Yi8GJ3pByUk", "doi:10.5281/zenodo.5827695"),
        ("https://www.sciencedirect.com/science/article/abs/pii/0584853976801316", "doi:10.1016/0584-8539(76)80131-6"),
        # other schemes
        ("https://www.cell.com/cell-systems/abstract/S2405-4712(23)00272-7", "pii:S2405471223002727"),
        ("https://www.cell.com/cell/pdf/S0092-8674(11)00581-2.pdf", "pii:S0092867411005812"),
        ("https://www.cell.com/action/showPdf?pii=S0092-8674%2811%2900581-2", "pii:S0092867411005812"),
        (
            "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(21)01431-8/fulltext",
            "pii:S0140673621014318",
        ),
        ("https://www.gastrojournal.org/article/S0016-5085(20)30593-X/fulltext", "pii:S001650852030593X"),
        ("https://linkinghub.elsevier.com/retrieve/pii/S0092867418316295", "pii:S0092867418316295"),
        ("https://www.sciencedirect.com/science/article/abs/pii/B9780123694683500083", "pii:B9780123694683500083"),
        (
            "https://pdf.sciencedirectassets.com/272154/1-s2.0-S1361841522X00042/1-s2.0-S1361841522001578/main.pdf?pii=x",
            "pii:S1361841522001578",
        ),
        ("https://pubmed.ncbi.nlm.nih.gov/19304878/", "pmid:19304878"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/?term=11109029", "pmid:11109029"),
        ("https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=11109029", "pmid:11109029"),
        ("https://europepmc.org/article/MED/32923700", "pmid:32923700"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4368415/pdf/imr0264-0088.pdf", "pmcid:PMC4368415"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC12356405/", "pmcid:PMC12356405"),
        ("https://europepmc.org/articles/pmc4368415?pdf=render", "pmcid:PMC4368415"),
        ("https://ieeexplore.ieee.org/abstract/document/7696113?reload=true", "ieee:7696113"),
        ("https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=9919149", "ieee:9919149"),
        ("https://aclanthology.org/2022.emnlp-main.26.pdf", "acl:2022.emnlp-main.26"),
        ("https://www.aclweb.org/anthology/n18-1001/", "acl:N18-1001"),
        ("https://www.aclweb.org/anthology/papers/N/N18/N18-1001/", "acl:N18-1001"),
        ("https://openreview.net/pdf?id=LuCLf4BJsr", "openreview:LuCLf4BJsr"),
        ("https://openreview.net/forum?id=LuCLf4BJsr&noteId=abc", "openreview:LuCLf4BJsr"),
        # pages that lead to another one
        ("https://link.zhihu.com/?target=https%3A//www.nature.com/articles/nature11247", "doi:10.1038/nature11247"),
        ("https://www.google.com/url?q=https://arxiv.org/abs/2306.15006&sa=D", "arxiv:2306.15006"),
        ("https://web.archive.org/web/2020/https://doi.org/10.1038/nature11247", "doi:10.1038/nature11247"),
        ("http://ezproxy.x.edu/login?url=https://doi.org/10.1038/nature11247", "doi:10.1038/nature11247"),
        ("https://www-nature-com.ezproxy.x.edu/articles/nature11247", "doi:10.1038/nature11247"),
        ("https://www.nature.com.proxy.x.edu/articles/nature11247", "doi:10.1038/nature11247"),
    ],
)
def test_publishers_pages_name_their_paper(url: str, identifier: str) -> None:
    found = read_url(url)
    assert found is not None
    assert (str(found.identifier), found.url) == (identifier, url)


@pytest.mark.parametrize(
    ("addresses", "value"),
    [
        (
            [
                "https://academic.oup.com/bioinformatics/article/37/15/2112/6128680",
                "https://academic.oup.com/bioinformatics/article-abstract/37/15/2112/6128680?login=false",
            ],
            "academic.oup.com/bioinformatics/article/37/15/2112/6128680",
        ),
        (
            [
                "https://proceedings.mlr.press/v202/christofidellis23a/christofidellis23a.pdf",
                "http://proceedings.mlr.press/v202/christofidellis23a.html",
                "https://raw.githubusercontent.com/mlresearch/v202/main/assets/christofidellis23a/christofidellis23a.pdf",
            ],
            "proceedings.mlr.press/v202/christofidellis23a.html",
        ),
        (
            [
                "https://proceedings.neurips.cc/paper_files/paper/2024/file/ee46288ab2aaf5c6e53aebebe719712c-Paper-Conference.pdf",
                "https://papers.nips.cc/paper_files/paper/2024/hash/ee46288ab2aaf5c6e53aebebe719712c-Abstract-Conference.html",
            ],
            "proceedings.neurips.cc/paper_files/paper/2024/hash/ee46288ab2aaf5c6e53aebebe719712c-Abstract-Conference.html",
        ),
        (
            [
                "https://openaccess.thecvf.com/content/CVPR2025/papers/Lin_ShowUI_CVPR_2025_paper.pdf",
                "https://openaccess.thecvf.com/content/CVPR2025/html/Lin_ShowUI_CVPR_2025_paper.html",
            ],
            "openaccess.thecvf.com/content/CVPR2025/html/Lin_ShowUI_CVPR_2025_paper.html",
        ),
        (
            [
                "https://www.jmlr.org/papers/volume21/20-074/20-074.pdf",
                "https://jmlr.org/papers/v21/20-074.html",
            ],
            "jmlr.org/papers/v21/20-074.html",
        ),
        (
            ["https://www.mdpi.com/2306-5354/8/5/59/htm", "https://www.mdpi.com/2306-5354/8/5/59/pdf?version=1"],
            "mdpi.com/2306-5354/8/5/59",
        ),
        (["https://europepmc.org/abstract/PPR/PPR12345"], "europepmc.org/article/PPR/PPR12345"),
    ],
)
def test_proceedings_and_pages_without_a_derivable_doi_are_one_paper_under_all_their_addresses(
    addresses: list[str], value: str
) -> None:
    assert {parse(url).identifier for url in addresses} == {Identifier(Scheme.URL, value)}


@pytest.mark.parametrize(
    "url",
    [
        "https://www.nature.com/articles/6600011",  # a journal whose DOIs hold another number
        "https://www.nature.com/articles/ng0500_25",
        "https://www.nature.com/collections/abcde",
        "https://academic.oup.com/isq/article-pdf/64/2/419/33381808/sqaa017.pdf",  # a file's number
        "https://www.pnas.org/content/108/52/20881.full",
        "https://chemrxiv.org/engage/chemrxiv/article-details/615ee2142aca5367575b8e49",
        "https://www.researchsquare.com/article/rs-13310/v1",  # early numbers are not in the DOI
        "https://f1000research.com/articles/10-614",
        "https://img.shields.io/badge/DOI-10.1038%2Fnature11247-blue",
        "https://delivery.acm.org/10.1145/3120000/3119999/p1-byron.pdf",
        "https://github.com/user/10.1038/nature11247",
        "https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?db=nucleotide&list_uids=11109029",
        "https://www.ncbi.nlm.nih.gov/books/NBK21054/",
        "https://openreview.net/references/pdf?id=LuCLf4BJsr",
        "https://arxiv.org/list/q-bio.GN/recent",
    ],
)
def test_what_an_address_does_not_tell_is_not_guessed(url: str) -> None:
    found = read_url(url)
    assert found is not None and found.identifier.scheme is Scheme.URL
