"""Deadlines and the end of the whole (行动结束): as a profile or the plan itself gives it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wenfeng.domain import Entry
from wenfeng.errors import ConfigError
from wenfeng.lang.patterns import lazy
from wenfeng.rules import days
from wenfeng.rules.rule import Case, Remark

NO_END = ""
_EXCEPTED = lazy("除[^。；]*外|另有|另行|(?:没有|未)(?:另行?)?(?:注明|写明|明确|规定)")
# what is done with the results, once the campaign is over
_AFTERWARDS = lazy("验收|总结|考核|评估|评价|回头看|通报结果")


def beyond_campaign(case: Case) -> Iterator[Remark]:
    """Later than the end that the profile gives, or than the plan itself says it ends."""
    fixed = _campaign_end(case)
    ends = {} if fixed else dict(_stated_ends(case))
    for entry in case.tasks:
        due, end = entry.deadline, fixed or ends.get(entry.part)
        if due is None or due.end is None or end is None or due.end <= end:
            continue
        if (due.scope == "own" or fixed) and not _about_results(entry):
            yield Remark(
                entry.id,
                due.span if due.scope == "own" else entry.span,
                f"时限“{due.text}”晚于整个行动结束的日期（{days.words(end)}）",
                "请改为行动结束以前；确需延后的，说明理由",
            )


def _campaign_end(case: Case) -> date | None:
    """What the rule's own setting says, else the campaign of the profile."""
    asked = case.profile.setting("deadline.beyond-campaign", "end", NO_END)
    try:
        return date.fromisoformat(asked) if asked else case.profile.campaign.end
    except ValueError as error:
        place = f'{case.profile.name}.toml 中 settings."deadline.beyond-campaign".end'
        raise ConfigError(f"{place} 的值“{asked}”不是日期", "请写成 2014-09-30 这样。") from error


def _stated_ends(case: Case) -> Iterator[tuple[str, date]]:
    """When each part says that the whole of it ends; 除另有规定外 leaves room for later days."""
    for part, due in case.reading.ends:
        before = case.document.blocks[due.span.block].text[: due.span.start].rpartition("。")[2]
        whole = due.end is not None and not due.ongoing and not _EXCEPTED.search(before)
        if due.end is not None and whole and _is_the_end(due.end, case, part):
            yield part, due.end


def _is_the_end(day: date, case: Case, part: str) -> bool:
    """Not where most entries are due later: then the day is the end of something else."""
    entries = (e for e in case.reading.entries if e.part == part and e.deadline is not None)
    due = [e.deadline.end for e in entries if e.deadline and e.deadline.end is not None]
    return 2 * sum(end > day for end in due) <= len(due)


def _about_results(entry: Entry) -> bool:
    said = entry.heading + "".join(measure.text for measure in entry.measures)
    return _AFTERWARDS.search(said) is not None
