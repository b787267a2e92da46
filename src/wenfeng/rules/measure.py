"""Rules about what will be done (整改措施)."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.rules.rule import Case, Remark, Rule, short


def _missing(case: Case) -> Iterator[Remark]:
    for entry in case.reading.entries:
        if entry.problem is not None and not entry.measures:
            yield Remark(
                entry.id,
                entry.span,
                f"问题“{short(entry.problem.text)}”没有对应的整改措施",
                "请补充整改措施，或说明并入哪一条整改",
            )
    for problem in case.reading.unanswered:
        yield Remark(
            None,
            problem.span,
            f"问题“{short(problem.text)}”没有对应的整改措施",
            "请在整改措施部分逐条回应问题清单",
        )


_HEAD = "| 序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 |\n"

RULES = (
    Rule(
        id="measure.missing",
        title="有问题无措施",
        level="error",
        why="列出问题而不写措施，等于没有整改。",
        source="湘群办发〔2014〕31号第五条：条目式列出存在的突出问题并逐一明确整改措施",
        flag=_HEAD + "| 1 | 会议过多 |  | 县委办主任王某 | 2025年6月底前 |",
        ok=_HEAD + "| 1 | 会议过多 | 全年会议减少三分之一 | 县委办主任王某 | 2025年6月底前 |",
        check=_missing,
    ),
)
