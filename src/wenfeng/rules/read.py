"""Rules about how well a document could be read (识读)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wenfeng.domain import Doubtful, Entry, Span
from wenfeng.rules.rule import Case, Remark, Rule, short
from wenfeng.waivers import call, rules_named

# tools/recognition.py: of the lines of bad scans one in twenty falls below this; half of these
# are wrong, and they are three quarters of all wrong ones. Of fair scans one line in 250 does.
UNCERTAIN = 0.95
_SHOWN = 20
_HOW = "请写成：文风:忽略 规则 理由，例如 文风:忽略 owner.missing 责任人另文明确"
_ABOUT: dict[Doubtful, str] = {"problem": "问题", "owner": "责任主体", "deadline": "时限"}


def _uncertain(case: Case) -> Iterator[Remark]:
    for entry in case.reading.entries:
        doubtful = [
            (sure, what, text, span)
            for what, text, span in _values(entry)
            if (sure := case.document.confidence(span)) is not None and sure < UNCERTAIN
        ]
        if doubtful:
            names = "、".join(dict.fromkeys(what for _, what, _, _ in doubtful))
            sure, _, text, span = min(doubtful, key=lambda one: one[0])
            yield Remark(
                entry.id,
                span,
                f"{names}由图片识别，可能有错（把握最低 {int(sure * 100)}%）",
                f"请对照原件核对，尤其是“{short(text, _SHOWN)}”",
            )


def _ambiguous(case: Case) -> Iterator[Remark]:
    """Each doubt once: what a group shares is told at its first entry."""
    shared = Counter(doubt for entry in case.reading.entries for doubt in set(entry.doubts))
    for entry in case.reading.entries:
        for doubt in entry.doubts:
            same = shared.pop(doubt, 0)
            if not same:
                continue
            more = f"（共 {same} 条如此）" if same > 1 else ""
            taken, other = short(doubt.reading, _SHOWN * 2), short(doubt.other, _SHOWN * 2)
            yield Remark(
                entry.id,
                doubt.span,
                f"{_ABOUT[doubt.about]}有两种读法：现按{taken}；也可能是{other}{more}",
                f"{doubt.why}；请写明",
            )


def _empty(case: Case) -> Iterator[Remark]:
    if not case.reading.entries and case.document.blocks:
        yield Remark(
            None,
            Span(0, 0, 0),
            "没有读出要求有人去做的条目",
            "请打开原件看一眼：确实没有任务的不必理会；有任务的，可能是版式特别，请人工审核",
        )


def _waiver(case: Case) -> Iterator[Remark]:
    from wenfeng.rules import RULES  # which holds this rule too

    titles = {rule.id: rule.title for rule in RULES}
    for comment in case.document.comments:
        asked = call(comment)
        if asked is None:
            continue
        span = comment.spans[0] if comment.spans else Span(0, 0, 0)
        if not rules_named(asked.rule, titles):
            wrong = f"没有叫“{asked.rule}”的规则" if asked.rule else "没有写哪条规则"
            yield Remark(None, span, f"批注“{short(comment.text)}”不起作用：{wrong}", _HOW)
        elif not asked.reason:
            yield Remark(None, span, f"批注“{short(comment.text)}”不起作用：没有写理由", _HOW)


def _values(entry: Entry) -> Iterator[tuple[str, str, Span]]:
    if entry.problem:
        yield "问题", entry.problem.text, entry.problem.span
    for measure in entry.measures:
        yield "措施", measure.text, measure.span
    for owner in entry.owners:
        yield "责任主体", owner.name, owner.span
    if entry.deadline:
        yield "时限", entry.deadline.text, entry.deadline.span


RULES = (
    Rule(
        id="read.empty",
        title="没有读出条目",
        level="info",
        why="没有读出条目的文件也就没有意见，看上去像没有毛病，其实是没有查。",
        source="文风的约定：一份文件一个条目也没有读出来，要告诉审核的人",
        flag="县水务局机关食堂四月份菜谱",
        ok="1.更换老旧管网。（责任单位：县水务局；完成时限：2025年6月底前）",
        check=_empty,
    ),
    Rule(
        id="read.uncertain",
        title="识别没有把握",
        level="warning",
        why="扫描件和图片里的字靠识别，认错一个数字，期限就错了；没有把握的要有人看一眼。",
        source="文风的约定：识别的文字带把握程度，低于 95% 的提请核对（例子里用 ⟨0.62⟩ 表示）",
        flag="1.更换老旧管网。（责任单位：县水务局；完成时限：2025年6月底前）⟨0.62⟩",
        ok="1.更换老旧管网。（责任单位：县水务局；完成时限：2025年6月底前）⟨0.98⟩",
        check=_uncertain,
    ),
    Rule(
        id="read.ambiguous",
        title="有两种读法",
        level="info",
        why="同一处文字能读出两个责任主体、两个期限时，由写的人说清，比由收的人猜要好。",
        source="文风的约定：年份没有写、括注管几条、措施对应哪个问题两可时，采用的读法和另一种都告诉审核的人",
        flag="""1.精简会议。全县性会议减少三分之一。
2.清理办公用房。腾退超标办公用房。（责任单位：县委办公室；完成时限：2025年6月底前）""",
        ok="""1.精简会议。全县性会议减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）
2.清理办公用房。腾退超标办公用房。（责任单位：县委办公室；完成时限：2025年6月底前）""",
        check=_ambiguous,
    ),
    Rule(
        id="read.waiver",
        title="忽略的批注不起作用",
        level="info",
        why="批注里写了“文风:忽略”，却没有写清规则和理由，意见照样会报；要让写批注的人知道。",
        source="文风的约定：不再提示一条意见，规则和理由都要写明（例子里用 ⟪⟫ 表示批注）",
        flag="1.更换管网。（责任单位：县水务局；完成时限：2025年6月底前）⟪文风:忽略 没有责任主体⟫",
        ok="1.更换管网。（完成时限：2025年6月底前）⟪文风:忽略 owner.missing 责任单位另文明确⟫",
        check=_waiver,
    ),
)
