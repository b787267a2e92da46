"""Who sent a document in (报送单位), so that it can go back to them."""

from __future__ import annotations

import re

from wenfeng.domain import Report

# What names of units and bodies end in.
_ENDINGS = (
    "局|委|委员会|党委|党组|党工委|总支|支部|政府|办公室|办|厅|院|校|中学|小学|大学|学院|幼儿园|公司|"
    "集团|中心|站|所|队|部|处|科|社|园区|街道|办事处|协会|联合会|总会|工会|指挥部|法院|检察院"
)
_NEXT = (
    "关于|贯彻|落实|印发|党的|主题|领导班子|班子|部门|开展|专题|巡[视察]|学习|重点|工作|整改|民主生活|"
    "《|“|[12][0-9]{3}"
)
# After these a name hardly goes on, whatever comes next.
_WHOLE = "有限公司|股份公司|医院|保健院|卫生院|中学|小学|大学|学院|幼儿园"
_GOES_ON = "党|团|工会|附属|分|第|集团|纪委|监察"
_IN_TITLE = re.compile(
    rf"(?!关于)[一-鿿〇（）、 \u3000]{{2,60}}?"
    rf"(?:(?:{_ENDINGS})(?=\s*(?:{_NEXT}))|(?:{_WHOLE})(?!{_GOES_ON}))"
)
# A line of a list of contacts or of the text may stand where a signature is looked for.
_NAME = re.compile(r"[一-鿿〇·（）“”]{3,30}")
_OPEN = re.compile(r"[（“][^）”]*$|^[^（“]*[）”]")
_NOBODY = re.compile("(?:全[省市县区州旗镇乡]|各)")


def senders(report: Report) -> tuple[str, ...]:
    """The units that signed a document, else those that its title begins with; may be none."""
    header = report.reading.header
    # One that is no name says that something else was taken for the signature.
    if header.issuers and all(map(_is_name, header.issuers)):
        return header.issuers
    found = _IN_TITLE.match(header.title.strip())
    names = re.split(r"[、\s]+", found[0]) if found else []
    return tuple(names) if all(map(_is_name, names)) else ()


def _is_name(name: str) -> bool:
    return bool(_NAME.fullmatch(name) and not _OPEN.search(name) and not _NOBODY.match(name))
