"""Names of people behind a title in title case: what tells `Ada Byron and Grace Hopper` from `Lungs and Old Hearts`."""

from __future__ import annotations

import re

from lifesci_fm.formats.markdown.authors import looks_like_authors
from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.text import fold

#: Given names that many have, none of them a word that titles hold.
_GIVEN = phrases(
    """
    aaron | abigail | ada | adam | adrian | ahmed | aidan | alan | albert | alberto | alejandro | alessandro | alex |
    alexander | alexandra | alexei | alfred | ali | alice | alicia | alison | allison | amanda | amir | amy | ana |
    anastasia | anders | andre | andrea | andreas | andrei | andrew | andrey | andy | angela | anil | anita | ann |
    anna | anne | annika | anthony | antoine | anton | antonio | arjun | arthur | arun | ashley | ashok | barbara |
    beatrice | ben | benjamin | bernard | bernhard | brandon | brendan | brian | bruno | carlos | carmen | caroline |
    catherine | charles | charlotte | chen | cheng | chloe | chris | christina | christine | christoph | christopher |
    claire | clara | claudia | claudio | colin | connor | craig | cristina | cynthia | daniel | daniela | danielle |
    david | deborah | deepak | dennis | diana | diego | dimitri | dmitry | dominik | donald | dorothy | douglas |
    duncan | edgar | eduardo | edward | eleanor | elena | elisabeth | elizabeth | ellen | emanuel | emil | emily |
    emma | eric | erik | ethan | eugene | eva | evan | evelyn | felix | fernando | fiona | florian | francesca |
    francesco | francis | francisco | franz | frederic | fredrik | gabriel | gary | geoffrey | george | georg |
    gerald | giovanni | giulia | giuseppe | gordon | grace | graham | gregory | guillaume | gustav | hannah | hans |
    harold | harry | hassan | heather | helen | helena | henrik | henry | hiroshi | howard | hugo | ian | ibrahim |
    igor | ilya | ingrid | irene | isaac | isabel | isabella | ivan | jacob | jakob | james | jan | jane | janet |
    jason | javier | jeffrey | jennifer | jens | jeremy | jessica | jia | jiawei | jing | joachim | joan | joanna |
    joel | johan | johann | johannes | john | jonas | jonathan | jorge | jose | josef | joseph | joshua | juan |
    judith | julia | julian | julie | jun | jurgen | justin | karen | karl | katherine | kathryn | keith | kelly |
    kenneth | kevin | kim | klaus | kumar | kurt | kyle | lars | laura | lauren | laurent | lawrence | lei | leo |
    leonard | leonardo | lin | linda | lisa | louis | louise | luca | lucas | lucia | luis | lukas | luke |
    madeleine | manuel | marc | marcel | marco | marcus | margaret | maria | marie | marina | mario | markus |
    martin | martina | mary | massimo | matteo | matthew | matthias | maxim | maximilian | megan | mehdi | mei |
    melissa | michael | michele | michelle | miguel | mikhail | ming | mohamed | mohammad | mohammed | monica |
    nadia | nancy | natalia | natalie | nathan | nicholas | nick | nicola | nicolas | nicole | niels | nikita |
    nikolai | nina | noah | nora | oleg | oliver | olivia | olga | omar | oscar | pablo | pamela | paolo | patricia |
    patrick | paul | paula | paulo | pavel | pedro | peng | peter | petra | philip | philipp | pierre | prakash |
    priya | qian | qiang | rachel | rafael | rahul | raj | rajesh | ralph | ravi | raymond | rebecca | ricardo |
    richard | robert | roberto | robin | roger | roland | ronald | rosalind | roy | rui | russell | ruth | ryan |
    samantha | samir | samuel | sandra | sanjay | sara | sarah | scott | sean | sebastian | sergey | sergio | shan |
    sharon | shuai | silvia | simon | simone | sofia | sophia | sophie | stefan | stephanie | stephen | steven |
    stuart | sunil | susan | sven | takashi | tao | tatiana | teresa | theodore | theresa | thomas | timothy |
    tobias | todd | tom | tomas | tony | ulrich | valentina | valerie | vanessa | veronica | victor | victoria |
    vijay | vincent | vladimir | walter | wei | wen | wenjie | william | wolfgang | xiang | xiao | xin | xu | yan |
    yang | yi | yifan | ying | yong | yoshua | yu | yuan | yue | yuki | yun | yusuf | zachary | zhen | zhi
    """
)
#: Family names that many have, none of them a word that titles hold.
_FAMILY = phrases(
    """
    ahmed | anderson | andersson | bauer | becker | bengio | chang | chen | cheng | choi | chowdhury | cohen |
    davies | davis | deng | dong | duan | evans | fernandez | feng | fischer | garcia | gao | goldberg | gomez |
    gonzalez | guo | gupta | hansen | harris | hernandez | hoffmann | hsu | huang | hughes | ito | ivanov | jackson |
    jain | jensen | jiang | johansson | johnson | jones | kaur | khan | kim | kobayashi | kumar | larsen | lee |
    levy | li | liang | lin | liu | lopez | luo | martin | martinez | mehta | meyer | miller | mishra | moreau |
    mueller | müller | murphy | nakamura | nguyen | nielsen | novak | patel | pereira | peng | perez | petrov |
    ramirez | rao | reddy | rodriguez | rossi | russo | sanchez | santos | sato | schmidt | schneider | schulz |
    shah | sharma | shen | silva | singh | smith | suzuki | takahashi | tanaka | tang | taylor | thomas | torres |
    tran | verma | wagner | wang | watanabe | weber | williams | wilson | wu | xie | xu | yamamoto | yang | yin | yu |
    zhang | zhao | zheng | zhou | zhu
    """
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [A-Z]\.| [a-z]{2,3}){0,2}(?: [A-ZÀ-Þ][\w'’-]+){1,2}")
_SIGN = re.compile(r", (?:and |& )?| and | & ")
_LAST_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+\Z")
_LEAST, _MOST = 2, 300


def people_behind(text: str) -> int:
    """Where the names of people at the end of a title begin, behind a comma; 0 when none are there for certain.

    Two full names or more, half of which hold a given or a family name that many have: titles list things too.
    """
    start, end, names = 0, len(text), list[str]()
    certain: list[str] = []
    for sign in reversed([*_SIGN.finditer(text, max(0, len(text) - _MOST))]):
        name = text[sign.end() : end]
        if not _NAME.fullmatch(name):
            break
        names, end = [*names, name], sign.start()
        if sign[0].startswith(","):
            start, certain = sign.end(), names
    own = _LAST_NAME.search(text[:end]) if start else None  # `The Letters of Ada Byron, Grace Hopper and …`
    if len(certain) < _LEAST or 2 * sum(map(_is_known, certain)) < len(certain) or (own and _is_known(own[0])):
        return 0
    return start if looks_like_authors(text[start:]) else 0


def _is_known(name: str) -> bool:
    words = name.split()
    return fold(words[0]) in _GIVEN or fold(words[-1]) in _FAMILY
