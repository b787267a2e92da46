"""Which times of running text say by when the work is due (时限还是别的日期).

Not the date of a report, a past event, a cited document or a target year, nor the time in which
a policy holds.
"""

from __future__ import annotations

import re

from wenfeng.lang.patterns import lazy
from wenfeng.lang.resolving import Mention
from wenfeng.lang.timewords import AT_ONCE

DATED = ("date", "period")
_REPORT = (
    r"(?:报送|上报|呈报|报备|报告(?=[县市区省党国上主本给至到镇乡])|汇报|(?<!申)报(?![名道纸社刊销废酬考表到警告])"
    r"|提交|递交|送(?![达到温])|发(?:送)?(?:至|到|往)(?![^，。；]{0,6}(?:手中|手里|户|人|群众|农民|家))|反馈(?:至|给|到)|(?<!对)反馈(?:书面|修改)?意见(?=[，。；]|$)|书面(?:回复|答复|反馈)|函告|移交给)"
)
_REPORT_AFTER = lazy(rf"^(?P<object>[^，。；：]*?){_REPORT}")
_WORK = lazy(
    r"完成|制定|制订|形成|开展|建立|整改(?!方案|措施|情况|清单|报告|材料|台账|落实情况|进展|结果|成效|工作情况|落实)|出台|组织|编制|起草|召开|实施|解决|落实(?!情况)|清理|核查|修订|梳理|汇总|总结(?!报告|材料)|评估|验收|分解|细化|排查|自查(?!报告|表|情况)"
)
_FINISHED = lazy(r"完成|完毕|结束|办结|到位|整改(?!情况)|排查|清理")
_DONE = lazy(r"完成(?!情况)|到位|整改后|核查后")
_PAST = lazy(
    r"^(?:[^，。；]{0,12}?(?:印发|下发|出台|发布|公布|颁布|通过|批准|批复|修订发布)(?:的|了|《)|[^，。；]{0,4}(?:以来|至今|以后|之后)"
    r"|起[，,]?(?:正式|全面)?(?:施行|执行|实施|实行|生效|启用|停止|废止)|[^，。；]{0,24}?(?:了(?![解结])|已经|已(?=[为完印下召建制向将对联有清销退拆])(?![^，。；]{1,6}的)|曾)|(?:签订|签署|成立|立项|竣工|建成|投用|投产|入学|参加工作)的)"
)
_COUNTED_UP = lazy(
    r"^[^，。；]{0,12}?(?:[共总]计?|累计|先后)(?:发生|查处|受理|办理|检查|投入|收到|接到)"
)
_PAST_BEFORE = lazy(
    r"(?:(?:补助|补贴|政策|有效|申报|执行|奖励|聘|公示|合同|租赁|承包)期?(?:限|间)?(?:为|自|从|至|到)|(?:签|续签|租|聘|用|顺延)至|截至|截止到?|自从|早在|曾于|已于|原|上次|成立于|始于|生效)$"
)
_COMMITS = lazy(
    r"完成|整改|办结|落实|到位|建成|建立|制定|制订|出台|解决|达到|销号|启动|开展|实现|清退|修订|报批|拆除|竣工|开工|整治|答复|处置|清理|组织|召开|形成|印发|投入使用|投入运[行作营]|集中(?:进行|开展|整治)|取得|贯通|封顶|投用|投运|上线|通车|运行|挂牌|揭牌|启用|通水|通电|结束|分[^，。；]{1,4}期|分批"
)
_OBLIGED = lazy(r"(?:须|应|应当|必须|务必|限期?|需要?)[于在]?$")
_PLACED = lazy(r"(?:[在于，,]|确保|务必|力争|争取|必须|应|要)\s*$")
_WINDOW = lazy(
    r"有效|执行至|执行期|补助期|享受|免征|减征|减免|补贴|补助|奖励|聘期|任期|保修|质保|一律(?:停止|不得)|滚动|试行期|执行期"
)
_VALID = lazy(r"有效|享受|免征|减征|减免|试行")
_APPROVED = lazy(r"[^，。；]{0,16}(?:批准|审批|审定|审议|同意|批复|核准)")
_ENDURING = lazy(r"(?:长期坚持|常抓不懈|长期整改|持续整改|长抓不懈)")
_GOES_ON = lazy(r"长期|持续|常态化|常抓不懈|长抓不懈")
# A bare year that opens an item is that of the work; 2017级, 2018年查处的… name something else.
_PLANNED = lazy(
    r"^(?:度|内)?(?:计划|拟|将|要|再|新|续|完成|启动|实施|开展|推进|改造|是(?:[^，。；]{0,8}之年))"
    r"[^的，。；]{0,20}[，；]"
)
_DONE_IN = lazy(r"(?:全部|全面|基本)?(?:完成|建成|办结|竣工|投用)")  # 2021年完成3户
_CLAUSE_END = lazy(r"(?:^|[，,；;、])\s*$")
_INDENT = 8  # characters of space before the first word
_REACH = 200  # characters; a longer sentence says nothing more about a time in it
_SENTENCE = lazy(r"[。；;！？!?\n]")
_BARE_YEAR = lazy(r"[0-9]{4}年度?")
_QUOTED = lazy(r"《[^》]{0,200}》|〔[^〕]{0,200}〕")
_AT_ONCE = lazy(rf"(?x)(?:{AT_ONCE}|立改)")
_SOON = lazy(r"尽快|尽早|抓紧|早日|近期")


def year_named(mention: Mention, text: str) -> int | None:
    """The year a mention gives to later dates: not a bare 2016年, nor one inside a cited title."""
    if mention.year is None or mention.kind not in DATED or mention.target:
        return None
    if not re.search(r"[月季半底末内前初旬/.\-]", mention.text):
        return None
    around = text[max(0, mention.start - 8) : mention.end + 8]
    if mention.text.endswith("期间") and text[: mention.start].endswith("对"):
        return None
    if text[: mention.start].rstrip().endswith(("截至", "截止", "截止到", "截至到")):
        return None
    if _PAST.match(text[mention.end :]):
        return None
    return None if quoted(text, mention) or _WINDOW.search(around) else mention.year


def year_opening(mention: Mention, text: str) -> int | None:
    """The bare year that opens an item and is that of its work: 2020年新建公厕18座，9月底前建成."""
    opens = mention.start <= _INDENT and not text[: mention.start].strip()
    if not opens or not is_bare_year(mention):
        return None
    return mention.year if _PLANNED.match(text[mention.end : mention.end + _REACH]) else None


def is_bare_year(mention: Mention) -> bool:
    """Whether a mention is a year and no more."""
    return _BARE_YEAR.fullmatch(mention.text) is not None


def presses(text: str, mention: Mention) -> bool:
    """Whether 尽快, 抓紧 speak of getting the work done."""
    if mention.kind != "vague" or not _SOON.match(mention.text):
        return False
    after = text[mention.end :].lstrip("地的对把将")[:6]
    return mention.start == 0 or _COMMITS.match(after) is not None


def governs(text: str, mention: Mention) -> bool:
    """Whether a time expression in running text is a deadline of the item."""
    if quoted(text, mention):
        return False
    start, end = _sentence(text, mention)
    before, after = text[start : mention.start], text[mention.end : end]
    if mention.kind in DATED:
        return _dated(before, after, mention)
    if mention.kind == "relative":
        return _counted(before, after, mention)
    if mention.kind == "recurring":
        return mention.bounded and not mention.bare_frequency and not _reporting(after)
    if mention.kind == "event":
        return _eventual(before, after, mention)
    if mention.kind == "immediate":
        closing = before.rstrip()[-1:] in "，,；;" and len(after.strip()) <= 4
        return bool(_AT_ONCE.match(mention.text)) or closing or (not before.strip() and start == 0)
    if mention.kind == "ongoing":
        enduring = _ENDURING if before.rstrip()[-1:] not in "，,；;、" else _GOES_ON
        return bool(enduring.match(mention.text)) and not after.strip("，。；、")
    return False


def _eventual(before: str, after: str, mention: Mention) -> bool:
    """Whether 汛期前 says by when: where a clause begins, or with work to be done behind it."""
    if not mention.bounded or re.match(r"[的、后半]|[，,]?[^，。；]{0,4}(?:未|没有|仍)", after):
        return False
    if not before.strip() or _COMMITS.search(after.lstrip("，, ").partition("，")[0][:20]):
        return True
    return mention.text.endswith("前") and bool(_PLACED.search(before))


def _counted(before: str, after: str, mention: Mention) -> bool:
    """Whether 15日内 says by when: 限…, 须…, or with work to be done behind it."""
    if re.search(r"小时|分钟", mention.text) or _WINDOW.search(before + mention.text + after):
        return False
    return mention.has_base or bool(_COMMITS.search(after[:14]) or _OBLIGED.search(before))


def _dated(before: str, after: str, mention: Mention) -> bool:
    if mention.target or mention.bygone or _PAST.match(after) or _PAST_BEFORE.search(before):
        return False
    if not mention.bounded and _happened(after.lstrip("，, ")):
        return False  # 8月25日，县水务局向该公司下发了…
    if _VALID.search(after[:16]) or _reporting(after):
        return False
    if mention.text.endswith("期间") and before.endswith("对"):
        return False
    if re.match(r"^(?:度|级|届|版|生|的|全国两会|第)", after) and not mention.bounded:
        return False
    exact = bool(re.search(r"[月季旬]|半年", mention.text))
    if re.match(r"^(?:效能|绩效|考核|考评|目标|述职|评优|评比|总结评比|奖金)", after):
        return False
    if mention.bounded:
        return exact or bool(re.search(r"[底末内前]", mention.text))
    if not exact:
        return bool(is_bare_year(mention) and _DONE_IN.match(after) and _CLAUSE_END.search(before))
    if re.search("季度|半年", mention.text) and _COMMITS.match(after):
        return True
    if before.endswith(("，", ",", "、")) and _COMMITS.match(after):
        return True
    opens = not re.sub(r"[\s，,、]|^[^，]{0,6}[:：]", "", before)
    placed = bool(
        re.search(r"(?:于|在|定于|决定|拟于|确保|力争|争取|至|到|从|自|[（(])$", before.rstrip())
    )
    return opens or placed


def _happened(after: str) -> bool:
    return bool(_PAST.match(after) or _COUNTED_UP.match(after))


def _reporting(after: str) -> bool:
    """9月25日前将书面材料报…: the date of a report; 3月底前完成评估并报送 is not one."""
    match = _REPORT_AFTER.match(re.sub(r"^[，,\s]+", "", after))
    if match is None:
        return False
    if _APPROVED.match(re.sub(r"^[，,\s]+", "", after)[match.end() :]):
        return False  # 年底前报县政府批准实施 is the work itself
    work, handed, thing = re.sub("[将把]", "\0", match["object"], count=1).partition("\0")
    if handed:  # …排查完毕并将台账报…
        return not (_FINISHED.search(work) or _DONE.search(thing))
    return not _WORK.search(work)


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    """The sentence around a mention, as far as ``_REACH`` characters either side."""
    low, high = max(0, mention.start - _REACH), min(len(text), mention.end + _REACH)
    before = [m.end() for m in _SENTENCE.finditer(text, low, mention.start)]
    after = _SENTENCE.search(text, mention.end, high)
    return before[-1] if before else low, after.start() if after else high


def quoted(text: str, mention: Mention) -> bool:
    """Whether a mention stands inside a cited title or document number."""
    low, high = max(0, mention.start - _REACH), mention.start + _REACH
    return any(m.start() < mention.start < m.end() for m in _QUOTED.finditer(text, low, high))
