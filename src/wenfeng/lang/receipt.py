"""When the feedback arrived (收到反馈之日): 5月10日，县委第二巡察组向我局反馈了巡察意见."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wenfeng.lang.dates import find, resolve
from wenfeng.lang.patterns import lazy

_WORDS = lazy(r"收到|接到|收悉|反馈|交办|通报|转办|下达")
_THING = r"(?:反馈|通报|交办|督办|转办|通知|整改|意见|问题|清单|建议书?|决定)"
# Somebody gave it to us, or we received it.
_ARRIVED = lazy(
    rf"^[，,]?(?!(?:我|本)[^，。；]{{0,8}}(?:向|将))[^，。；]{{0,30}}?"
    rf"(?:(?:收到|接到)(?:了)?[^，。；]{{0,24}}?{_THING}"
    rf"|(?:反馈|交办|通报|转办|下达)(?:了|的)?(?![^，。；]{{0,10}}(?:整改情况|结果|进展|不及时))"
    r"[^，。；]{0,12}?(?:意见|问题|情况|清单|事项|案件|建议))"
)
_TO_COME = lazy(r"(?:将|拟|定)(?:于|在)?$|《[^》]*$")


def received_on(text: str, day: date | None) -> date | None:
    """The last day, not after the document's, on which a text says that feedback arrived."""
    if not _WORDS.search(text):
        return None
    return max(_days(text, day), default=None)


def _days(text: str, day: date | None) -> Iterator[date]:
    for mention in find(text):
        if mention.kind != "date" or mention.bounded or not mention.text.endswith(("日", "号")):
            continue
        before, after = text[max(0, mention.start - 12) : mention.start], text[mention.end :]
        if _TO_COME.search(before) or not _ARRIVED.match(after[:80]):
            continue
        found = resolve(mention, year=day.year if day else None).end
        if found and day and found > day and mention.year is None:
            found = resolve(mention, year=day.year - 1).end
        if found and (day is None or found <= day):
            yield found
