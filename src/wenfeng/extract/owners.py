"""Owners (责任主体) in a labelled value, a parenthesis or running text.

``roles`` reads a stretch that speaks of owners only (A牵头，B配合，C负责). ``inline`` reads a
sentence for who shall do it (由A牵头，B配合; 区公安局要…).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from wenfeng.domain import OwnerKind, OwnerRole
from wenfeng.lang.dates import find
from wenfeng.lang.names import Name, is_blank, is_specific_unit, looks_like_name, split_names
from wenfeng.lang.patterns import lazy
from wenfeng.resources import lexicon

_LEAD_VERB = (
    r"(?:共同|联合|分别|总|具体|统一|直接)?(?:牵头负责|牵头落实|牵头组织|牵头抓总|牵头|负总责|负责牵头|负责落实|负责组织实施|负责实施"
    r"|负责推进|负责(?!人|同志)|主办|主责|承办|为主|组织实施|按(?:照)?(?:各自)?职责(?:分工)?(?:分别)?(?:抓好)?(?:负责|落实|组织实施)|落实|承担)"
)
_SUPPORT_VERB = (
    r"(?:积极|密切|共同|做好|予以|协同)?(?:配合落实|配合|参加|参与|协办|协助|协同|支持|协作)"
    r"(?:做好|实施|落实|开展|完成)?"
)
_SUPERVISE_VERB = r"(?:负责)?(?:督办|督导|督查|督促落实|督促|监督|指导|验收|考核)"
_CLAUSE = lazy(
    rf"(?:(?:以上|上述)(?:各?[一二两三四五六七八九十]*[项条]|工作|任务|内容|措施|事项)*(?:均|都)?)?(?:由|请)?(?P<names>[^，。；;:：]{{2,}}?)(?P<role>(?P<supervise>{_SUPERVISE_VERB})|(?P<support>{_SUPPORT_VERB})|(?P<lead>{_LEAD_VERB}))"
    r"(?=[，,；;。、\s\u3000）)]|$|(?<=牵头)[^，。；、]{2,8}[，；])"
)
_STRETCH = lazy(r"[^，。；;:：]+")
_ORDER_NOTE = lazy(
    r"(?:列|排)(?:名)?(?:在)?(?:第一位?|首位|前面?|最前)(?:置|位)?(?:的|者)?(?:部门|单位|者)?(?:的)?[为是](?:牵头|主要?责任|主办|第一责任)[^，。；）)]*(?P<same>[，,]?(?:下同|以下同))?"
)
_TOGETHER = lazy(r"会同|(?<=[局委办厅部院])(?:商|联合)(?=[省市县区国各有])")
_CHIEF = lazy(r"[（(](?:总?牵头|主办|主责|牵头单位|牵头部门|为主)[）)]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A name with its role, before its scope is known. Places are offsets into the text given."""

    name: str
    kind: OwnerKind
    role: OwnerRole
    label: str
    start: int
    end: int


def order_note(text: str) -> bool | None:
    """列第一位者为牵头单位: None where absent, else whether it holds from here on (下同)."""
    match = _ORDER_NOTE.search(text)
    return None if match is None else bool(re.search(r"下同", text[match.start() :]))


def before_order_note(text: str) -> str:
    """A list of names without the note on their order and what follows it."""
    match = _ORDER_NOTE.search(text)
    return text[: match.start()] if match else text


def first_leading(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The first leads, the others support."""
    return claims[:1] + tuple(replace(c, role="support") for c in claims[1:])


def labelled(
    text: str,
    start: int,
    end: int,
    role: OwnerRole,
    label: str,
    first_leads: bool = False,
) -> tuple[Claim, ...]:
    """The owners of a labelled value ``text[start:end]``; roles inside it go before the label's."""
    value = text[start:end]
    if is_blank(value):
        return ()
    if role == "lead" and "牵头" not in label and (chief := _CHIEF.search(value)):
        return _with_chief(value, start, chief.start(), label)
    if order_note(value) is not None:
        return first_leading(_claims(before_order_note(value), start, role, label))
    claims = tuple(
        claim
        for match in re.finditer(r"[^，,；;。\n]+", value)
        for claim in _labelled_clause(match[0], start + match.start(), role, label)
    )
    return first_leading(claims) if first_leads and _plain_lead(role, label) else claims


def _plain_lead(role: OwnerRole, label: str) -> bool:
    """责任单位, 责任部门: a label under which the first may lead and the others support."""
    return role == "lead" and not re.search("牵头|主办|主责|人|领导", label)


def _labelled_clause(clause: str, start: int, role: OwnerRole, label: str) -> tuple[Claim, ...]:
    """A clause of a labelled value: with a verb of its own (B配合), else in the label's role."""
    explicit = roles(clause, start) if not _CHIEF.search(clause) else ()
    if explicit:
        return explicit
    clause = re.sub(
        r"(?:按|依|按照)?(?:各自)?(?:职责)?(?:分工)?(?:共同|分别)?(?:负责|落实)$", "", clause
    )
    together = _TOGETHER.search(clause)
    if together and role == "lead" and together.start() > 1:
        return _claims(clause[: together.start()], start, "lead", label) + _claims(
            clause[together.end() :], start + together.end(), "support", label
        )
    return _claims(clause, start, role, label)


def roles(text: str, offset: int = 0, first_leads: bool = False) -> tuple[Claim, ...]:
    """Owners of a stretch that names them with verbs: A牵头，B配合；C负责.

    ``first_leads``: of several that 负责, only the first leads (列第一位者为牵头单位).
    """
    note = _ORDER_NOTE.search(text)
    body = text[: note.start()] if note else text
    out: list[Claim] = []
    place = 0
    while match := _next_clause(body, place):
        listed = _listed_before(body, place, match.start(), offset)
        found = _clause_claims(match, offset, (first_leads and not listed) or note is not None)
        if listed and found:
            found = [replace(c, role=found[0].role, label=found[0].label) for c in listed] + found
            found = list(first_leading(tuple(found))) if first_leads else found
        out.extend(found)
        place = match.end()
        if joined := _JOINED.match(body, place):  # A牵头，会同B、C
            start = offset + joined.start("names")
            out.extend(_checked(_claims(joined["names"], start, "support", "会同")))
            place = joined.end()
        while place < len(body) and body[place] in "，,；;。、 \u3000":
            place += 1
        if place == match.start():
            break
    return tuple(out)


def _next_clause(text: str, place: int) -> re.Match[str] | None:
    """The next names with a verb. If none follows the start of a stretch, none does further in."""
    starts = (stretch.start() for stretch in _STRETCH.finditer(text, place))
    return next((found for start in starts if (found := _CLAUSE.match(text, start))), None)


def _listed_before(body: str, start: int, end: int, offset: int) -> tuple[Claim, ...]:
    """Names before a comma that share the verb behind it: A、B，C负责."""
    claims = _claims(body[start:end], offset + start, "lead", "")
    return _checked(claims)


def bare_list(text: str, offset: int = 0) -> tuple[Claim, ...]:
    """A parenthesis that only lists units or persons: （市教育局、市财政局）; else ()."""
    together = _TOGETHER.search(text)
    if together and together.start() > 1:
        lead = bare_list(text[: together.start()], offset)
        helpers = _checked(
            _claims(text[together.end() :], offset + together.end(), "support", "会同")
        )
        return lead + helpers if lead and helpers else ()
    names = split_names(text, offset)
    if not names or not all(looks_like_name(n.text) for n in names):
        return ()
    if not any(_is_somebody(n) for n in names):
        return ()
    return tuple(Claim(n.text, n.kind, "lead", "", n.start, n.end) for n in names)


def _is_somebody(name: Name) -> bool:
    """A person, a unit, or a post with its unit (药剂科主任)."""
    if name.kind == "person" or is_specific_unit(name.text):
        return True
    heads = (name.text[:end] for end in range(2, len(name.text) - 1))
    return name.kind == "post" and any(map(is_specific_unit, heads))


def _clause_claims(match: re.Match[str], offset: int, first_leads: bool) -> list[Claim]:
    role: OwnerRole = (
        "support" if match["support"] else "supervise" if match["supervise"] else "lead"
    )
    label = match["role"]
    names, start = match["names"], offset + match.start("names")
    names = re.sub(
        r"(?:按(?:照)?(?:各自)?职责(?:分工)?|共同|分别|具体|联合|派员|派人)+$", "", names
    )
    together = _TOGETHER.search(names)
    if together and role == "lead":
        tail = start + together.end()
        lead = _claims(names[: together.start()], start, "lead", label)
        return [*lead, *_claims(names[together.end() :], tail, "support", label)]
    claims = list(_claims(names, start, role, label))
    if first_leads and role == "lead" and "牵头" not in label:
        return list(first_leading(tuple(claims)))
    return claims


def _with_chief(value: str, offset: int, at: int, label: str) -> tuple[Claim, ...]:
    """A（牵头）、B、C: the one marked leads, the others support."""
    claims = _claims(value, offset, "lead", label)
    chief = next((c for c in claims if c.start <= offset + at <= c.end), claims[0])
    return tuple(c if c is chief else replace(c, role="support") for c in claims)


def _claims(text: str, offset: int, role: OwnerRole, label: str) -> tuple[Claim, ...]:
    return tuple(
        Claim(n.text, n.kind, role, label, n.start, n.end) for n in split_names(text, offset)
    )


# --- running text ---------------------------------------------------------------------------

_LEADING = lazy(
    r"^(?:(?:[^，。；：]{0,24}?(?:前|底|内|起|间|中|下|后|日|月|年|季度|上旬|中旬|下旬|时|年度)|(?:根据|按照|结合|针对|围绕|依据|通过|为|对|以)[^，。]{1,60})[，,])+"
)
_SUBJECT = lazy(
    r"^(?P<names>(?![向从把以为对])请?[^，。；：由]{2,40}?)(?P<verb>要(?!求|素|点|件|闻)|应当|应(?![急用对收付届])|必须|须|需要|需(?!求)"
    r"|将(?=[^，]{0,4}(?:组织|会同|牵头|于|在|对))|共同牵头|牵头负责|牵头|具体负责|负责(?!人|同志|制)|于(?=[0-9０-９])"
    r"|(?P<plain>(?=尽快|抓紧)|(?<!党)组织(?!部|机构|架构|领导)|(?=[0-9０-９]{1,4}[年月][^，。仅已才]{0,8}[前底内起][^，。仅已才])|对(?=[^，]{2,24}(?:开展|进行|实施|组织))|做好|抓好|制定|在(?=[^，]{1,20}(?:前|后|内))|(?=每[半两一二三]?个?[日天周旬月季年])))"
)
_EACH = lazy(
    r"^(?P<names>各[^，。；：]{0,16}?(?:机构|单位|部门|[镇乡村县市区]{1,2}|街道|社区|企业|学校|科室|政府|党委|支部|地|[站所队]|[林农分]场|园区|中心|法人)"
    r"(?:[^，。；：、的]{0,8}(?:局|委|办|部门|单位|公司|中心|政府))?)"
    r"(?P<plain>(?!))?(?P<verb>)(?![的之内间、，和与及等以或])"
)
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
    rf"(?<![理自缘原来])由(?P<names>[^，。；：由]{{2,40}}?)(?P<role>{_LEAD_VERB}|组织{_NOT_OFFICE}|组成|督促|统筹|实施|(?=[0-9]{{1,4}}[年月]))"
)
_HELPS = lazy(
    r"^(?P<names>[^，。；：]{2,60}?)(?:积极|密切)?(?:配合|协助)(?P<lead>[^，。；：]{2,20}?)(?=对|做好|开展|完成|进行|制定|建立|落实|实施|加强|推进|抓好|负责)"
)
_STOP = r"(?=[，,；;。、]|$)"
_THEN = lazy(
    rf"[^，。；：、]{{0,6}}[，,、](?:由)?(?P<names>[^，。；：]{{2,60}}?)"
    rf"(?P<role>(?P<supervise>(?:督办|督导|监督|指导|验收){_STOP})|(?P<support>{_SUPPORT_VERB})|(?P<lead>{_LEAD_VERB}))"
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
        watching = _claims(match["names"], offset + match.start("names"), "supervise", "监督")
        return _checked(watching)
    label = "牵头" if "牵头" in match["role"] else match["role"]
    claims = _checked(_claims(match["names"], offset + match.start("names"), "lead", label))
    if not claims:
        return ()
    return claims + _followers(text, match.end(), offset)


def _followers(text: str, place: int, offset: int) -> tuple[Claim, ...]:
    """…，B配合，C负责 behind the one who leads."""
    out: tuple[Claim, ...] = ()
    at = place
    if joined := _JOINED.match(text, at):  # 由A牵头，会同B、C，于…
        out = _checked(_claims(joined["names"], offset + joined.start("names"), "support", "会同"))
        at = joined.end()
    while more := _THEN.match(text, at):
        role: OwnerRole = (
            "support" if more["support"] else "supervise" if more["supervise"] else "lead"
        )
        found = _claims(more["names"], offset + more.start("names"), role, more["role"])
        out += _checked(found)
        at = more.end()
    return out or helpers(text, place, offset)


_JOINED = lazy(r"[，,、]\s*会同(?P<names>[^，。；：]{2,80}?)(?=[，,。；]|$)")


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
        claims = _claims(match["names"], offset + match.start("names"), role, label)  # type: ignore[arg-type]
        if all(is_specific_unit(c.name) for c in claims):
            out += claims
    return out


def _helps(text: str, offset: int) -> tuple[Claim, ...]:
    match = _HELPS.match(text)
    if match is None:
        return ()
    helpers = _checked(_claims(match["names"], offset + match.start("names"), "support", "配合"))
    if not helpers:
        return ()
    lead = _checked(_claims(match["lead"], offset + match.start("lead"), "lead", "配合"))
    return lead + helpers if lead else ()


def _subject(text: str, offset: int) -> tuple[Claim, ...]:
    lead_in = _LEADING.match(text)
    skip = lead_in.end() if lead_in else 0
    match = _EACH.match(text[skip:]) or _SUBJECT.match(text[skip:])
    if match is None:
        return ()
    verb = match["verb"]
    label = verb if "负责" in verb or "牵头" in verb else ""
    start = offset + skip + match.start("names")
    names = match["names"].removeprefix("请")
    start += len(match["names"]) - len(names)
    claims = _checked(_claims(_ADVERB.sub("", names), start, "lead", label))
    if (
        match["plain"] is not None
        and match.re is _SUBJECT
        and not all(is_specific_unit(c.name) for c in claims)
    ):
        return ()
    if claims and label:
        claims += _followers(text, skip + match.end(), offset)
    together = re.search(
        r"会同(?P<names>[^，。；：]{2,20}?)(?=共同|建立|做好|开展|制定|研究|组织|，|完善|对)", text
    )
    if claims and together:
        start = offset + together.start("names")
        claims += _checked(_claims(together["names"], start, "support", "会同"))
    return claims


_STRIVING = lazy("(?:赶在|力争|争取|确保|必须|要|于|在)+$")


def _before_time(text: str, offset: int) -> tuple[Claim, ...]:
    """省委宣传部今年4月26日以前取消…: units right before a time open the sentence."""
    first = next(iter(find(text[:80])), None)
    if first is None or first.start < 3 or re.search(r"[，。；：]", text[: first.start]):
        return ()
    if text[first.end : first.end + 1] in tuple("仅已才只尚未曾共"):
        return ()  # 微型消防站6月底仅建成2个
    head = _STRIVING.sub("", text[: first.start])
    claims = _claims(head, offset, "lead", "")
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
        claims = _claims(_ADVERB.sub("", head), offset + skip, "lead", "")
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
    lead = _checked(_claims(match["lead"], offset + match.start("lead"), "lead", "会同"))
    helpers = _claims(match["support"], offset + match.start("support"), "support", "会同")
    return lead + _checked(helpers) if lead else ()


def _with_any(text: str, offset: int) -> tuple[Claim, ...]:
    """由A会同B、C召开…: the longest run of unit names behind 会同."""
    match = _WITH_OPEN.search(text)
    if match is None:
        return ()
    lead = _checked(_claims(match["lead"], offset + match.start("lead"), "lead", "会同"))
    for end in range(len(match["rest"]), 2, -1) if lead else ():
        start = offset + match.start("rest")
        helpers = _claims(match["rest"][:end], start, "support", "会同")
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
    return _checked(_claims(match["names"], offset + match.start("names"), "lead", match[0][:2]))


def _by_any(text: str, offset: int) -> tuple[Claim, ...]:
    """由县城投公司作为代建主体…: the longest run of unit names behind 由."""
    for match in re.finditer(r"(?<![理自缘原来])由(?P<rest>[^，。；]{4,40})", text):
        rest = match["rest"]
        for end in range(min(len(rest) - 2, 30), 2, -1):
            claims = _claims(rest[:end], offset + match.start("rest"), "lead", "由")
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
        claims = _claims(names, offset + match.start("names"), "lead", label)
        if claims and all(is_specific_unit(c.name) for c in claims):
            if match["with"]:
                start = offset + match.start("with")
                claims += _checked(_claims(match["with"], start, "support", "会同"))
            return claims
    return ()


def _checked(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """All of them, if each reads as a name; else none: a half understood subject is no owner."""
    if claims and all(looks_like_name(c.name) for c in claims):
        return claims
    return ()
