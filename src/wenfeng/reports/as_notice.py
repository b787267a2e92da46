"""Letters that send documents back to be revised (退回修改通知), one for each unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wenfeng import official
from wenfeng.domain import Batch, Report
from wenfeng.reports import Page
from wenfeng.reports.file_names import file_name
from wenfeng.reports.notice_points import Point, cut, goes_back, paragraphs, points, told
from wenfeng.reports.senders import senders

NAME = "退回修改通知"
# What a rule rests on when no regulation says it; that is nothing to hold against a sender.
_TITLE_SHOWN = 60
# What is put behind a title in parentheses and is none of it: who passed it and when.
_NOTE = re.compile(r"\s*[（(][^（）()]{12,}[）)]$")
_WORDS_SHOWN = 60
_ORDINALS = "一二三四五六七八九十"
_COLUMNS = (
    official.Column("序号", 8, "center"),
    official.Column("条目", 25),
    official.Column("位置", 13, "center"),
    official.Column("需要修改的问题", 26),
    official.Column("修改意见", 28),
)


def several(batch: Batch, page: Page) -> Iterator[tuple[str, bytes]]:
    """A Word file for each unit whose documents have errors; name and content."""
    taken: set[str] = set()
    for names, reports in _by_sender(filter(goes_back, batch.reports)):
        stem = "、".join(names) or f"单位待填（{_stem(reports[0])}）"
        yield file_name(f"{NAME}-{stem}", ".docx", taken), _letter(names, reports, page)


def _by_sender(reports: Iterable[Report]) -> list[tuple[tuple[str, ...], list[Report]]]:
    """Documents of one unit together. Those of nobody known may be anybody's: each alone."""
    grouped: dict[object, tuple[tuple[str, ...], list[Report]]] = {}
    for place, report in enumerate(reports):
        names = senders(report)
        key = tuple(name.removeprefix("中共") for name in names) or place
        grouped.setdefault(key, (names, []))[1].append(report)
    return list(grouped.values())


def _letter(names: tuple[str, ...], reports: list[Report], page: Page) -> bytes:
    titles = [_title(report) for report in reports]
    found = [points(report) for report in reports]
    subject = f"关于退回修改{titles[0]}{_more(reports)}的通知"
    paper = official.begin(subject)
    official.title(paper, subject)
    official.recipient(paper, "、".join(names) or official.blank("主送单位"))
    official.body(paper, _opening(titles, found, "你们" if len(names) > 1 else "你单位"))
    sections = iter(_ORDINALS)
    grounds = list(_grounds(reports))
    official.heading(paper, 1, f"{next(sections)}、退回依据")
    for line in grounds or [f"{official.blank('对方案责任主体、完成时限等提出要求的文件')}。"]:
        official.body(paper, line)
    official.heading(paper, 1, f"{next(sections)}、需要修改的内容")
    _contents(paper, titles, found, dict(page.titles))
    official.heading(paper, 1, f"{next(sections)}、重新报送")
    official.body(paper, _resubmission())
    annexes = _annexes(titles)
    official.attachments(paper, annexes)
    official.signature(paper, official.blank("发文机关"), page.today or official.blank("成文日期"))
    official.contact(paper, f"联系人：{official.blank('姓名')}，电话：{official.blank('号码')}")
    for number, (annex, rows) in enumerate(zip(annexes, found, strict=True), start=1):
        official.annex(paper, annex, number, len(annexes))
        official.table(paper, _COLUMNS, _rows(rows))
    return official.finish(paper)


def _opening(titles: list[str], found: list[list[Point]], you: str) -> str:
    count = sum(map(len, found))
    if len(titles) == 1:
        return (
            f"{you}报送的{titles[0]}收悉。经审核，有{count}处需要修改，现予退回。有关事项通知如下："
        )
    return (
        f"{you}报送的{'、'.join(titles)}收悉。经审核，这{len(titles)}份文件共有{count}处需要修改，"
        "现予退回。有关事项通知如下："
    )


def _grounds(reports: list[Report]) -> Iterator[str]:
    """The clauses in force that the findings rest on, those of errors first."""
    findings = sorted(
        (finding for report in reports for finding in told(report) if report.binds(finding)),
        key=lambda finding: finding.level != "error",
    )
    sources = dict.fromkeys(finding.source.strip().rstrip("。") for finding in findings)
    for number, source in enumerate(sources, start=1):
        yield f"{number}．{source}。" if len(sources) > 1 else f"{source}。"


def _contents(
    paper: official.Paper, titles: list[str], found: list[list[Point]], rules: dict[str, str]
) -> None:
    for number, (title, listed) in enumerate(zip(titles, found, strict=True), start=1):
        if len(titles) > 1:
            official.heading(paper, 2, f"（{_ordinal(number)}）{title}")
        lines, summed_up = paragraphs(listed, rules)
        for line in lines:
            official.body(paper, line)
        if summed_up:
            annex = f"附件{number}" if len(titles) > 1 else "附件"
            official.body(paper, f"各处的具体问题和修改意见见{annex}。")


def _resubmission() -> str:
    return (
        "请对照上述意见逐条修改，并检查其他内容有没有同类问题，于"
        f"{official.blank('重新报送时限')}前重新报送。"
    )


def _annexes(titles: list[str]) -> list[str]:
    name = "需要修改的内容一览表"
    return [name] if len(titles) == 1 else [f"{title}{name}" for title in titles]


def _rows(found: list[Point]) -> Iterator[tuple[str, ...]]:
    for number, point in enumerate(found, start=1):
        mark = len(point.findings) > 1
        yield (
            str(number),
            "\n".join(filter(None, (point.label, cut(point.words, _WORDS_SHOWN)))),
            point.place,
            _lines([finding.message for finding in point.findings], mark),
            _lines([finding.suggestion for finding in point.findings], mark),
        )


def _lines(texts: list[str], mark: bool) -> str:
    return "\n".join(f"（{i}）{text}" if mark else text for i, text in enumerate(texts, start=1))


def _more(reports: list[Report]) -> str:
    return f"等{len(reports)}份文件" if len(reports) > 1 else ""


def _title(report: Report) -> str:
    """The document's title in 《》; those inside become 〈〉, as is the rule."""
    title = report.reading.header.title
    words = cut(_NOTE.sub("", title) or title or _stem(report), _TITLE_SHOWN)
    return f"《{words.replace('《', '〈').replace('》', '〉')}》"


def _stem(report: Report) -> str:
    name = re.split(r"[/\\]", report.document.name)[-1]
    return name.rpartition(".")[0] or name


def _ordinal(number: int) -> str:
    tens, units = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_ORDINALS[tens - 1]}十"
    return ten + (_ORDINALS[units - 1] if units else "") if number < 100 else str(number)
