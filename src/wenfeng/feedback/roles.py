"""What a line of a feedback list is (行的性质): heading, introduction, note, signature, opinion."""

from __future__ import annotations

import re

from wenfeng.lang.patterns import lazy

_ENDED = lazy(r"[。！？!?；;…）)][”’」]?$")
_ABOUT = (
    "方面|意见|建议|问题|批评|清单|部分|材料|反馈|点明|摘要|点评|来信|来电|留言|座谈会|同志|主义|之风|类|渠道"
    "|对照检查|自查|民主生活会|谈心谈话|督导组|巡察组|巡视组|督查|工作|建设|作风|四风|“四风”|纪律|落实|点题|反映"
)
_HEADING = lazy(
    rf"[^，。；！？]{{0,40}}(?:{_ABOUT})(?:情况|摘录|汇总|整理|如下|指出|有)?"
    r"(?:[（(〔][^（）()]{0,30}[）)〕])?[：:]?$"
)
_FAULT = lazy(
    r"多|少|不|差|慢|难|乱|滥|缺|弱|松|散|软|高|低|虚|空|偏|浮|拖|推|走过场|没|未|无|欠|滞后|超|浪费|应|要|希望"
)
_COLON = lazy(r"[：:]$")
_TITLE = lazy(
    r"(?:意见|建议|问题|清单|反馈|汇总|记录|摘录|函|通知|情况|整理|台账|表|书|报告|材料|通报|笔录|征求)"
    r"[^，。；]{0,20}$"
)
_OPENS = lazy(
    r"如下|现将|现予|梳理归纳|征求到|收集到|梳理出|共(?:征求|收集|梳理|收到|归纳|整理|提出|有)|原汁原味|不作修饰"
    r"|^(?:根据|按照|为了?)[^。]{0,60}(?:安排|要求|部署|通知|精神|方案|规定|活动|工作)"
    r"|(?:同志|单位|党委|党组|政府|委员会|部门|局|办|院|校|班子)[：:]$|(?:反馈|转)给?你们"
    r"|^(?:时间|地点|主持人?|参加人?员?|记录人?|对象|来源|范围|方式|单位|日期|被?征求意见对象)[：:]"
)
_CLOSES = lazy(
    r"^(?:注|说明|备注|附|附件|抄送|抄报|填表|填报|制表|记录人|记录|整理人?|汇总人?|联系人|联系电话|经办人|审核|签名|签字|反馈人)"
    r"[：:0-9一二三（(]"
    r"|^(?:以上|上述|请你|请贵|请县|请各|请于|请对|请认真|请及时|请逐|请在|望你|望贵|望认真|特此|此函|此复|专此|敬请|谢谢)"
    r"|^[（(](?:印章|盖章|此件|完)|^（?完）?$|^[-—－\s第]*[0-9]+[-—－\s页]*$"
)
_NOTE = lazy(r"^(?:注|备注|说明|附注|填表说明)[：:0-9]|^[（(]注[：:]")
_DATE = lazy(r"^[^，。；]{0,30}?[12二][0-9〇○零一二三四五六七八九]{3}[年./-][^，。；]{1,10}$")
_OTHER = lazy(
    r"^(?:整改措施|整改建议|具体措施|措施|整改|办理|答复|回复|责任|牵头|配合|完成|时限|整改时限|来源|提出人|反映人|意见来源|类别)"
    r"[^：:，。]{0,6}[：:]"
)
_LABEL = lazy(
    r"^(?:问题|意见|建议|意见建议|存在问题|反映|反馈问题|批评意见|问题表现|具体表现)[：:]\s*"
)


def ended(text: str) -> bool:
    """Whether a line closes with an end of sentence."""
    return _ENDED.search(text) is not None


def is_heading(text: str) -> bool:
    """Whether an unnumbered line only says what the opinions below it are about or come from."""
    if ended(text) or len(text) > 60:
        return False
    if _COLON.search(text):
        return "，" not in text or len(text) <= 40
    return _HEADING.fullmatch(text) is not None and not _sentence(text)


def _sentence(text: str) -> bool:
    """A phrase that complains (会议过多、文件过滥问题) rather than names a field."""
    plain = re.sub(r"[（(][^（）()]*[）)]|不[严足]不实|最后一公里|问题|需要|主要|重要", "", text)
    return len(plain) > 6 and _FAULT.search(plain) is not None and "方面" not in plain


def is_stem(text: str) -> bool:
    """Whether a numbered line with items below it is no opinion itself."""
    if ended(text) and not re.search(r"[：:]", text[-2:]):
        return False
    if is_heading(text):
        return True
    return len(text) <= 30 and not re.search(r"[，；。]", text) and _FAULT.search(text) is None


def title(text: str) -> str:
    """A heading without the punctuation after it."""
    return text.strip().rstrip("：:。").strip()


def opens(text: str, first: bool) -> bool:
    """Whether a line at the top is title, salutation or introduction."""
    if first and not ended(text) and len(text) <= 60 and _TITLE.search(text):
        return True
    if is_date(text) or _NOTE.match(text):
        return True
    if re.fullmatch(r"[（(][^（）()]*[）)]", text):
        return True
    return _OPENS.search(text) is not None


def closes(text: str) -> bool:
    """Whether a line at the bottom is a note, a request or a date."""
    return _CLOSES.search(text) is not None or is_date(text)


def is_date(text: str) -> bool:
    """Whether a line is a day, perhaps behind the name of a unit."""
    return _DATE.search(text.replace(" ", "").replace("\u3000", "")) is not None


def is_signature(text: str) -> bool:
    """Whether a line may be the name that stands over the date."""
    return len(text) <= 30 and not re.search(r"[，。；：！？]", text)


def is_note(text: str) -> bool:
    """Whether a line between opinions is a note on them."""
    return _NOTE.search(text) is not None or is_other(text)


def is_other(text: str) -> bool:
    """Whether a line gives something else about an opinion: who raised it, what will be done."""
    return _OTHER.search(text) is not None


def bare(text: str) -> str:
    """An opinion without the label in front of it."""
    return _LABEL.sub("", text).strip()


def says_something(text: str) -> bool:
    """Whether enough is written for an opinion: two Chinese characters, and not 无."""
    if re.fullmatch(r"(?:暂?无|没有)(?:意见|建议|其他意见|问题)*[。.]?|无意见和?建议|同上", text):
        return False
    return len(re.findall(r"[一-鿿]", text)) >= 2
