"""Who a sentence makes responsible: 由A牵头，B配合; A配合B对…; 区公安局要…."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from wenfeng.domain import OwnerRole
from wenfeng.extract.claims import JOINED, LEAD_VERB, SUPPORT_VERB, Claim, checked, claims_in
from wenfeng.lang.dates import find
from wenfeng.lang.names import is_specific_unit
from wenfeng.lang.patterns import lazy
from wenfeng.resources import lexicon

_LEADING = lazy(
    r"^(?:(?:[^，。；：]{0,24}?(?:前|底|内|起|间|中|下|后|日|月|年|季度|上旬|中旬|下旬|时|年度)|(?:根据|按照|结合|针对|围绕|依据|通过|为|对|以)[^，。]{1,60})[，,])+"
)
_SUBJECT = lazy(
    r"^(?P<names>(?![向从把以为对])请?[^，。；：由]{2,40}?)(?P<verb>要(?!求|素|点|件|闻)|应当|应(?![急用对收付届])|必须|须|需要|需(?!求)"
    r"|将(?=[^，]{0,4}(?:组织|会同|牵头|于|在|对))|共同牵头|牵头负责|牵头|具体负责|负责(?!人|同志|制)|于(?=[0-9０-９])"
    r"|(?:(?=尽快|抓紧)|(?<!党)组织(?!部|机构|架构|领导)|(?=[0-9０-９]{1,4}[年月][^，。仅已才]{0,8}[前底内起][^，。仅已才])|对(?=[^，]{2,24}(?:开展|进行|实施|组织))|做好|抓好|制定|在(?=[^，]{1,20}(?:前|后|内))|(?=每[半两一二三]?个?[日天周旬月季年])))"
)
_GROUP = lazy(
    r"各[^，。；：]{0,16}?(?:机构|单位|部门|[镇乡村县市区]{1,2}|街道|社区|企业|学校|科室|政府|党委|支部|地区?|[站所队]|[林农分]场|园区|中心|法人)"
)
_GROUP_NOTE = lazy(r"[（(][^，。；：（）()0-9]{1,8}[）)]")  # 各村（社区）, 各县（市、区）
_NO_SUBJECT_BEFORE = lazy(r"[的之内间、，和与及等以或]")
_GROUP_STOP = lazy(r"[，。；：、（(的要应须将于对在把逐每由]|负责|[0-9]")
_GROUP_REST = 10  # characters: 各片区|项目建设指挥部
_ACTOR = lazy(
    r"^(?!按|照|依|经|请|责成|并|对|该|[《“【（(])(?!.*(?:逐|会同))[^的由0-9]{2,}(?:局|委|办|厅|部|处|科|室|股|院|校|公司|集团|政府|站|所|队|社|联|行|学|支部|村委会)$"
)
_ADVERB = lazy(r"(?:认真|积极|及时|主动|全面|切实|均|都|分别|统一|共同|依法|严格)+$")
_HELPER = lazy(r"[，；](?P<names>[^，。；：]{2,30}?)(?:积极|密切)?(?:配合|协助)(?=[。；]|$)")
_WATCHER = lazy(
    r"[，；](?:并)?由(?P<names>[^，。；：]{2,30}?)(?:负责)?(?:督办|督导|验收|监督|跟踪督办)(?=[。；，]|$)"
)
_LATER_SUBJECT = lazy(
    r"(?<=[，；。])(?P<names>[^，。；：]{3,30}?)(?P<verb>要(?!求|素|点|件|闻)|应当|必须|牵头负责|负责牵头|牵头|负责(?!人|同志)|会同(?P<with>[^，。；：]{3,20}?)(?=抽查|检查|开展|组织|制定|研究|对|做好|，|。))"
)
_CALLED = lazy(
    r"(?:责成|授权|指定|委托|责令|(?<![申邀聘敬提报])请)(?P<names>[^，。；：]{2,40}?)(?=依法|依规|负责|牵头|于|尽快|抓紧|做好|会同|组织|对|按|开展|落实|统筹|研究|加快|立即|限期|牵)"
)
_OWN_LEVEL = lazy(
    r"^[省市县区镇乡州].{2,}[局委办厅部处科室院所站会队司团社心]$|.{2,}(?:公司|集团|局|委员会|办公室|中心|政府)$"
)
_WITH = lazy(
    r"(?<![理自缘原来])由(?P<lead>[^，。；由]{2,30}?)会同(?P<support>[^，。；]{2,30}?)(?=[，。；]|负责|牵头|共同|研究|制定|开展|组织|按|对|做好|$)"
)
_WITH_OPEN = lazy(
    r"(?:(?<![理自缘原来])由|^)(?P<lead>[^，。；由]{2,30}?)会同(?P<rest>[^，。；]{3,60})"
)
_NO_TASK = lazy(
    r"组成|构成|提出|起草|印发|发布|主持|任|兼任|担任|报|向|转|改|所|承办|成立|审定|审批|出具"
)
_WATCHES = lazy(r"(?:跟踪|负责|定期|全程)*(?:督办|督查|督促|督导|监督)")
_NOT_OFFICE = "(?!部|人事|科|股|处|员|办|宣传|机构|架构|领导)"
_BY = lazy(
    rf"(?<![理自缘原来])由(?P<names>[^，。；：由]{{2,40}}?)(?P<role>{LEAD_VERB}|组织{_NOT_OFFICE}|组成|督促|统筹|实施|(?=[0-9]{{1,4}}[年月]))"
)
_HELPS = lazy(
    r"^(?P<names>[^，。；：]{2,60}?)(?:积极|密切)?(?:配合|协助)(?P<lead>[^，。；：]{2,20}?)(?=对|做好|开展|完成|进行|制定|建立|落实|实施|加强|推进|抓好|负责)"
)
_STOP = r"(?=[，,；;。、]|$)"
_THEN = lazy(
    rf"[^，。；：、]{{0,6}}[，,、](?:由)?(?P<names>[^，。；：]{{2,60}}?)"
    rf"(?P<role>(?P<supervise>(?:督办|督导|监督|指导|验收){_STOP})|(?P<support>{SUPPORT_VERB})|(?P<lead>{LEAD_VERB}))"
)


def inline(text: str, offset: int = 0) -> tuple[Claim, ...]:
    """Who a sentence makes responsible: 由A牵头，B配合; A配合B对…; A要…. () where nobody."""
    for reader in (
        *(_with, _by, _helps, _subject, _before_time, _called, _by_any, _acting, _later_subject),
    ):
        claims = reader(text, offset)
        if claims:
            return claims
    return ()


def _by(text: str, offset: int) -> tuple[Claim, ...]:
    match = _BY.search(text)
    if match is None:
        return ()
    if _WATCHES.match(text, match.start("role")):
        watching = claims_in(match["names"], offset + match.start("names"), "supervise", "监督")
        return checked(watching)
    label = "牵头" if "牵头" in match["role"] else match["role"]
    claims = checked(claims_in(match["names"], offset + match.start("names"), "lead", label))
    if not claims:
        return ()
    return claims + _followers(text, match.end(), offset)


def _followers(text: str, place: int, offset: int) -> tuple[Claim, ...]:
    """…，B配合，C负责 behind the one who leads."""
    out: tuple[Claim, ...] = ()
    at = place
    if joined := JOINED.match(text, at):  # 由A牵头，会同B、C，于…
        out = checked(claims_in(joined["names"], offset + joined.start("names"), "support", "会同"))
        at = joined.end()
    while more := _THEN.match(text, at):
        role: OwnerRole = (
            "support" if more["support"] else "supervise" if more["supervise"] else "lead"
        )
        found = claims_in(more["names"], offset + more.start("names"), role, more["role"])
        out += checked(found)
        at = more.end()
    return out or helpers(text, place, offset)


def helpers(text: str, place: int, offset: int = 0) -> tuple[Claim, ...]:
    """…，5月15日前完成登记；B配合。: units that only a later clause names."""
    out: tuple[Claim, ...] = ()
    for pattern, role, label in (
        (_HELPER, "support", "配合"),
        (_WATCHER, "supervise", "督办"),
    ):
        match = pattern.search(text, place)
        if match is None:
            continue
        claims = claims_in(match["names"], offset + match.start("names"), role, label)  # type: ignore[arg-type]
        if all(is_specific_unit(c.name) for c in claims):
            out += claims
    return out


def _helps(text: str, offset: int) -> tuple[Claim, ...]:
    match = _HELPS.match(text)
    if match is None:
        return ()
    helpers = checked(claims_in(match["names"], offset + match.start("names"), "support", "配合"))
    if not helpers:
        return ()
    lead = checked(claims_in(match["lead"], offset + match.start("lead"), "lead", "配合"))
    return lead + helpers if lead else ()


def _subject(text: str, offset: int) -> tuple[Claim, ...]:
    lead_in = _LEADING.match(text)
    skip = lead_in.end() if lead_in else 0
    if group := _group_end(text, skip):
        claims = checked(claims_in(text[skip:group], offset + skip, "lead", ""))
    else:
        claims = _before_verb(text, skip, offset)
    together = re.search(
        r"会同(?P<names>[^，。；：]{2,20}?)(?=共同|建立|做好|开展|制定|研究|组织|，|完善|对)", text
    )
    if claims and together:
        start = offset + together.start("names")
        claims += checked(claims_in(together["names"], start, "support", "会同"))
    return claims


def _before_verb(text: str, skip: int, offset: int) -> tuple[Claim, ...]:
    """县教育局要…, 县教育局负责…，县公安局配合: names that a verb of duty follows."""
    match = _SUBJECT.match(text[skip:])
    if match is None:
        return ()
    verb = match["verb"]
    label = verb if "负责" in verb or "牵头" in verb else ""
    start = offset + skip + match.start("names")
    names = match["names"].removeprefix("请")
    start += len(match["names"]) - len(names)
    claims = checked(claims_in(_ADVERB.sub("", names), start, "lead", label))
    if claims and label:
        claims += _followers(text, skip + match.end(), offset)
    return claims


def _group_end(text: str, start: int) -> int | None:
    """Where the classes of bodies that open a sentence end: 各乡镇卫生院, 各村（社区）、各学校."""
    end = _one_group(text, start)
    while end and text[end : end + 2] in ("、各", "和各", "及各"):
        end = _one_group(text, end + 1)
    return None if end is None or _NO_SUBJECT_BEFORE.match(text, end) else end


def _one_group(text: str, start: int) -> int | None:
    match = _GROUP.match(text, start)
    if match is None:
        return None
    end = _past_note(text, match.end())
    stops = (p.search(text, end, end + _GROUP_REST) for p in (_acts(), _GROUP_STOP))
    longest = min((s.start() for s in stops if s), default=min(end + _GROUP_REST, len(text)))
    whole = (tail for tail in range(longest, end, -1) if is_specific_unit(text[start:tail]))
    return _past_note(text, next(whole, end))


def _past_note(text: str, at: int) -> int:
    note = _GROUP_NOTE.match(text, at)
    return note.end() if note else at


_STRIVING = lazy("(?:赶在|力争|争取|确保|必须|要|于|在)+$")


def _before_time(text: str, offset: int) -> tuple[Claim, ...]:
    """省委宣传部今年4月26日以前取消…: units right before a time open the sentence."""
    first = next(iter(find(text[:80])), None)
    if first is None or first.start < 3 or re.search(r"[，。；：]", text[: first.start]):
        return ()
    if text[first.end : first.end + 1] in tuple("仅已才只尚未曾共"):
        return ()  # 微型消防站6月底仅建成2个
    head = _STRIVING.sub("", text[: first.start])
    claims = claims_in(head, offset, "lead", "")
    named = all(is_specific_unit(c.name) and not _acts().match(c.name) for c in claims)
    return claims if claims and named else ()


@cache
def _acts() -> re.Pattern[str]:
    words = lexicon("units")
    verbs = {*words["verbs"], *words["acts"]} - set(words["nouns"])
    longest_first = sorted(map(re.escape, verbs), key=len, reverse=True)
    return re.compile("|".join(v + _NOT_OFFICE if v == "组织" else v for v in longest_first))


def _acting(text: str, offset: int) -> tuple[Claim, ...]:
    """县人民医院腾出感染楼…: units that open a sentence, right before a verb."""
    lead_in = _LEADING.match(text)
    skip = lead_in.end() if lead_in else 0
    for verb in _acts().finditer(text, skip + 2, skip + 60):
        head = text[skip : verb.start()]
        if re.search(r"[，。；：,;:]", head):
            break
        claims = claims_in(_ADVERB.sub("", head), offset + skip, "lead", "")
        if any(_acts().match(c.name) for c in claims):
            return ()
        if claims and all(_ACTOR.search(c.name) and is_specific_unit(c.name) for c in claims):
            return claims
    return ()


def _with(text: str, offset: int) -> tuple[Claim, ...]:
    """由A会同B……: A leads, B supports."""
    if found := _with_any(text, offset):
        return found
    match = _WITH.search(text)
    if match is None:
        return ()
    lead = checked(claims_in(match["lead"], offset + match.start("lead"), "lead", "会同"))
    helpers = claims_in(match["support"], offset + match.start("support"), "support", "会同")
    return lead + checked(helpers) if lead else ()


def _with_any(text: str, offset: int) -> tuple[Claim, ...]:
    """由A会同B、C召开…: the longest run of unit names behind 会同."""
    match = _WITH_OPEN.search(text)
    if match is None:
        return ()
    lead = checked(claims_in(match["lead"], offset + match.start("lead"), "lead", "会同"))
    for end in range(len(match["rest"]), 2, -1) if lead else ():
        start = offset + match.start("rest")
        helpers = claims_in(match["rest"][:end], start, "support", "会同")
        rest = match["rest"][end:]
        goes_on = _acts().match(rest) or rest[:1] in tuple("于在对将把按") or _opens_time(rest)
        if goes_on and all(c.kind == "group" or is_specific_unit(c.name) for c in helpers):
            return lead + helpers
    return ()


def _opens_time(text: str) -> bool:
    """Whether a text begins with a time: 3月底前完成…."""
    return any(mention.start == 0 for mention in find(text[:20])[:1])


def _called(text: str, offset: int) -> tuple[Claim, ...]:
    """责成县城管执法局依法…; 请县城投公司尽快…."""
    match = _CALLED.search(text)
    if match is None:
        return ()
    return checked(claims_in(match["names"], offset + match.start("names"), "lead", match[0][:2]))


def _by_any(text: str, offset: int) -> tuple[Claim, ...]:
    """由县城投公司作为代建主体…: the longest run of unit names behind 由."""
    for match in re.finditer(r"(?<![理自缘原来])由(?P<rest>[^，。；]{4,40})", text):
        rest = match["rest"]
        for end in range(min(len(rest) - 2, 30), 2, -1):
            claims = claims_in(rest[:end], offset + match.start("rest"), "lead", "由")
            if claims and all(_may_do(c, rest[end:]) for c in claims):
                if _WATCHES.match(rest, end):
                    return tuple(replace(c, role="supervise") for c in claims)
                return () if _NO_TASK.match(rest, end) else claims
    return ()


def _may_do(claim: Claim, rest: str) -> bool:
    """Whether a name behind 由 is the one who acts, by its form or by the words behind it."""
    if claim.kind == "group" or _OWN_LEVEL.search(claim.name):
        return True
    return rest.startswith(("对", "于", "在", "将", "把", "按")) and is_specific_unit(claim.name)


def _later_subject(text: str, offset: int) -> tuple[Claim, ...]:
    """健全…机制，县检察院要在…: a unit that a later clause obliges."""
    for match in _LATER_SUBJECT.finditer(text):
        names = re.sub("(?:具体|统一|共同|直接|总)+$", "", match["names"])
        label = match["verb"] if match["verb"] in ("牵头", "负责", "牵头负责") else ""
        claims = claims_in(names, offset + match.start("names"), "lead", label)
        if claims and all(is_specific_unit(c.name) for c in claims):
            if match["with"]:
                start = offset + match.start("with")
                claims += checked(claims_in(match["with"], start, "support", "会同"))
            return claims
    return ()
