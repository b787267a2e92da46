"""Words of time that name no day (时间用语): 每月, 长期坚持, 立行立改, 汛期前, 尽快.

Everything works on text from ``points.normalise``.
"""

from __future__ import annotations

from typing import NamedTuple

from wenfeng.domain import DeadlineKind
from wenfeng.lang.forms import S, compiled
from wenfeng.lang.lunar import FESTIVALS

BEFORE = r"(?:之前|以前|前(?![后往]|期(?!末)))"

_RECURRING = r"""
(?:每(?:隔)?(?:\d{1,2}|[一二两三四五六])?个?(?:半年|半个?月|季度?|学期|学年|年度?|月份?|周|星期|日|天|旬)
 |[逐按](?:月|季度|季(?!节)|年度?|半年|周|旬)
 |(?<!不)(?<![固规指约限确设法特既评鉴测预])定期(?![限存])
 |不定期
)"""
_DUE = rf"""
{S}(?:第[一二三]个?月|最后(?:一个?)?(?:月|周|工作日|[天日])|[首末]月
  |年?[底末](?!端)|初(?!步)|中旬|[上下]旬
  |[一二三四五六](?![次个轮回期至天周月年项家名条份场月日\d])(?={S}(?:{BEFORE}|上|下午|报|完成|[,。;)]|$)))
"""
_TIMES = rf"""{S}(?:至少|不少于|不低于|最少)?{S}(?:\d{{1,2}}|[一二两三四五六]){S}(?:次|轮|回)"""
_ONGOING = r"""(?:长期(?:坚持|整改|抓好|推进|有效|落实|任务|保持)?(?!以来)|(?:长年|常年)坚持
 |持续(?:推进|整改|坚持|深化|用力|发力|抓好|改进|落实|进行|开展)?|常态化?(?:推进|坚持|整改|开展|长效)?
 |转入(?:常态化?|长效|长期)(?:管理|管护|治理|推进|巩固)?
 |常抓不懈|坚持不懈|长效坚持|经常性(?:开展|推进|坚持)|贯穿始终|一以贯之|久久为功|长抓不懈)"""
AT_ONCE = r"""(?:立行立改|立说立行|即知即改|即行即改|立知立改|即整即改|即查即改|边[查整学]边改
 |立查立改|(?:当场|现场|当日|当即)(?:整改|改正|纠正)|立即整改)"""
_IMMEDIATE = rf"""(?:{AT_ONCE}|立即(?:改正|纠正|执行|落实|办理)?|马上(?:整改|就办)?
 |即时(?:整改)?(?!通)|立改(?!废)|第一时间|即刻)"""
_VAGUE = r"""(?:尽快|尽早|适时|近期|抓紧|及时(?!性|雨)
 |适当(?:时候|时机)|条件(?:成熟|具备|允许)(?:时|后)
 |待定|视情况?|早日|限期|限时|[按如](?:期|时)|近日|[几数]个?[天日周月年](?:之|以)?内)"""
# Month and day of the holidays of the solar calendar.
HOLIDAYS = {
    "元旦": (1, 1),
    "三八": (3, 8),
    "妇女": (3, 8),
    "五一": (5, 1),
    "五·一": (5, 1),
    "劳动": (5, 1),
    "五四": (5, 4),
    "儿童": (6, 1),
    "六一": (6, 1),
    "七一": (7, 1),
    "七·一": (7, 1),
    "建党": (7, 1),
    "八一": (8, 1),
    "八·一": (8, 1),
    "建军": (8, 1),
    "教师": (9, 10),
    "国庆": (10, 1),
    "十一": (10, 1),
    "十·一": (10, 1),
}
_DAYS_OFF = "|".join([*HOLIDAYS, *FESTIVALS])

_FIXED = rf"""[“"‘]?
 (?P<holiday>{_DAYS_OFF})[”"’]?
 (?:国际)?(?:节|劳动节)?(?:假期|长假)?"""
_OCCASIONS = r"""[“"‘]?(?:全[国省市区县]|省|市|区|县|镇|党的)?
 (?:第[〇一二三四五六七八九十\d]{1,3}[次届])?
 (?:[春秋冬夏]季(?=开学|供))?
 (?:两会|党代会|人代会|职代会|教代会|(?:专题)?(?:民主|组织)生活会|全会|大会|(?:下次|本次|年度)?会议
  |[两双]节|主?汛期|农忙|封冻|上冻|土地解冻|(?:项目|工程)?(?:开工|竣工|复工)|复产|(?<=[轮次])巡[察视]|(?:年度|年终)考核|雨季|台风季节?|旱季|冬季|供[暖热](?:期|季)?|[采取]暖(?:期|季)?|开学|[寒暑]假|放假|换届(?:选举)?
  |(?:项目|工程)?(?:国家|省级|市级|县级|最终|正式|竣工)?验收|(?:中期|终期)?评估|迎检|督查|复查|高考|中考|春耕|春播|秋收|秋播|夏收|入冬|入汛|入夏
  |[国省市区县]?(?:级|家)?(?:验收|复核|复查|检查|督查|督察|督导|巡视|巡察|考核|评估)组(?:正式)?(?:进驻|入驻|到来)
  |春节|中秋|端午|清明|元宵|重阳|国庆|元旦|五一)[”"’]?节?(?:假期)?
 (?:之?后)?(?:正式)?(?:召开|来临|到来|来到|开始|结束|启动)?"""
# 年前, 会前 only where no other word can end in their first character.
_SHORT = r"(?<![^ \n,。;:(、在于])[年节会汛]前(?=[,。;)完]|$)"
_TERM = (
    r"(?:本|下|上|新|春季|秋季|春|秋|第?[一二12])?学[期年](?:结束前|开学前|[末初底](?!步)|内|前)"
)
_TERM_NAMED = (
    r"第(?:\d{1,2}|[一二三四五六七八九十]{1,3})教学周[前末内]?|(?:春季|秋季|第[一二]|[上下])学期"
)

_PATTERN = rf"""
(?P<recurring>{_RECURRING})
|(?P<immediate>{_IMMEDIATE})
|(?P<ongoing>(?<![可中]){_ONGOING})
|(?P<vague>{_VAGUE})
|(?P<date>(?<![〇一二三四五六七八九十第\d]){_FIXED}{S}{BEFORE})
|(?P<event>{_OCCASIONS}{S}(?:{BEFORE}|期间)|{_SHORT}|{_TERM}{S}{BEFORE}?|{_TERM_NAMED})
"""
_EVENT_ALONE = r"""[ \n]*[于在]?
(?P<event>(?![一二三四五六七八九十几两多]+[天日周月年])[^\d，。；,;:、\n()《》前]{1,14}?
  (?:之前|以前|(?<![目此日当眼从生空先提超往向之以旬月号])前)
 |[^\d，。；,;:、\n()《》]{0,10}(?:[节会期季假学]|会议|结束|完工|竣工|建成|到位|验收|批复|批准|召开)之?后
 |[^\d，。；,;:、\n()《》]{0,8}(?:[汛暑假]期|寒假|暑假|任期)(?:内|中|结束)?)
[ \n]*(?:完成|办结|到位|整改|落实|解决|结束|完毕)*[ \n。;]*"""
_SOFT_BEFORE = r"""(?:力争|争取|预计|原则上|预期)[^，。；,;、\n]{0,4}$
 |(?:^|[,。;:、(\s])(?:计划|拟)[于在到至]?[ ]?$"""
_SOFT_AFTER = r"[ ]?(?:左右|前后|上下|原则上|力争|争取)"
_STAYING = rf"""{S}[,、;]?(?:并|且|同时|然后)*(?:{_ONGOING})"""
_DONE_STAYING = (
    rf"""{S}(?:前?完成|整改到位|完成整改|到位|整改完毕)[,、;]?{S}(?:并|且|同时)*(?:{_ONGOING})"""
)

STARTS = frozenset(
    '除小每逐按定不长常持贯一久立即马边第尽适近抓及条待视早限如几数元五六七八建劳教国儿“"‘'
    "全省市区县镇党两大人职专民组下本年会双主汛雨台旱冬供采取开寒暑放换验中终最正竣评迎督复高春秋夏入"
    "端清重上新学二十三妇坚农封土项工复夏当现巡转"
)


class Word(NamedTuple):
    """A word of time: where it ends, what it is, and the holiday it names if it names one."""

    end: int
    kind: DeadlineKind
    holiday: str = ""


def word(text: str, at: int) -> Word | None:
    """The word of time that begins at an offset."""
    hit = compiled(_PATTERN).match(text, at)
    if not hit or not hit.lastgroup:
        return None
    for kind in _KINDS:
        if hit[kind] is not None:
            return Word(hit.end(), kind, hit["holiday"] or "" if kind == "date" else "")
    return None


_KINDS: tuple[DeadlineKind, ...] = (
    "recurring",
    "immediate",
    "ongoing",
    "vague",
    "date",
    "event",
)


def alone(text: str) -> tuple[int, int] | None:
    """Where an event stands that is all a deadline cell says (汛前, 复工前完成)."""
    hit = compiled(_EVENT_ALONE).fullmatch(text)
    return hit.span("event") if hit else None


def due(text: str, at: int) -> int:
    """Where the due point of a recurring word ends (每季度|末月); ``at`` where it has none."""
    hit = compiled(_DUE).match(text, at)
    return hit.end() if hit else at


def times(text: str, at: int) -> int:
    """Where 至少1次 after 每年 ends; ``at`` where it does not stand."""
    hit = compiled(_TIMES).match(text, at)
    return hit.end() if hit else at


def is_soft(text: str, start: int, end: int) -> bool:
    """力争, 预计, 原则上, 左右 … beside the words."""
    before = text[max(0, start - 9) : start]
    return bool(compiled(_SOFT_BEFORE).search(before) or compiled(_SOFT_AFTER).match(text, end))


def staying(text: str, end: int) -> tuple[int, bool]:
    """Where ，并长期坚持 right after a date ends, and whether something of the kind follows."""
    hit = compiled(_STAYING).match(text, end)
    if hit:
        return hit.end(), True
    return end, bool(compiled(_DONE_STAYING).match(text, end))
