"""What the formats say alike of two versions: changes in words, counts, the order of entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from wenfeng.domain import (
    LEVELS,
    Deadline,
    DeadlineMove,
    Entry,
    FindingState,
    Level,
    OwnerRole,
    Reworded,
)
from wenfeng.reports.remarks import clip
from wenfeng.reports.wording import deadline_day, entry_label, problem_text, task_text
from wenfeng.versions import (
    Comparison,
    DeadlineChange,
    FindingChange,
    Lone,
    OwnerChange,
    Pair,
    Versions,
)

ROLES: dict[OwnerRole, str] = {"lead": "责任主体", "support": "配合方", "supervise": "督办方"}
PARTS: dict[Reworded, str] = {"problem": "问题", "measure": "措施"}
STATES: dict[FindingState, str] = {"new": "新出现", "remaining": "仍在", "fixed": "已改"}
MOVES: dict[DeadlineMove, str] = {
    "later": "时限推迟",
    "removed": "时限取消",
    "vaguer": "时限变松",
    "earlier": "时限提前",
    "firmer": "时限变明确",
    "added": "补写时限",
    "reworded": "时限改写",
}
SOFT = ("力争", "争取", "预计", "原则上", "左右")
LAXER = ("later", "removed", "vaguer")


def words(entry: Entry, most: int = 40) -> str:
    """How an entry begins."""
    return clip(entry.heading or problem_text(entry) or task_text(entry), most)


def labels(pair: Pair) -> str:
    """The numbers of an entry: 3, or 3 → 4 where they are different."""
    old, new = entry_label(pair.old), entry_label(pair.new)
    return old if old == new else f"{old} → {new}"


def deadline_line(change: DeadlineChange) -> str:
    """What became of a deadline: 时限推迟 61 天：5月底前 → 7月底前."""
    days = f" {abs(change.days)} 天" if change.days else ""
    told = " → ".join(_shown(one) for one in (change.old, change.new) if one)
    return f"{MOVES[change.move]}{days}：{told}"


def _shown(deadline: Deadline) -> str:
    day = deadline_day(deadline)
    spelt_out = all(unit in deadline.text for unit in "年月日")
    soft = deadline.soft and not any(word in deadline.text for word in SOFT)
    notes = ["" if spelt_out else day, "有“力争”一类的话" if soft else ""]
    told = "，".join(filter(None, notes))
    return f"{deadline.text}（{told}）" if told else deadline.text


def owner_lines(changes: tuple[OwnerChange, ...]) -> Iterator[str]:
    """Who came, who went, who has another role; one for one is a replacement."""
    for change in changes:
        if change.old and change.new:
            yield f"{change.new.name}由{ROLES[change.old.role]}改为{ROLES[change.new.role]}"
    for role, name in ROLES.items():
        gone = [c.old.name for c in changes if c.old and not c.new and c.old.role == role]
        added = [c.new.name for c in changes if c.new and not c.old and c.new.role == role]
        if gone and added:
            yield f"{name}由{'、'.join(gone)}改为{'、'.join(added)}"
        elif gone or added:
            yield f"{'增加' if added else '去掉'}{name}{'、'.join(added or gone)}"


def pair_lines(pair: Pair) -> Iterator[tuple[str, Level | None]]:
    """What changed in an entry besides its words; how grave that is."""
    if pair.deadline:
        laxer = pair.deadline.move in LAXER
        yield deadline_line(pair.deadline), "error" if laxer else "info"
    for line in owner_lines(pair.owners):
        yield line, "warning"


def kin_line(lone: Lone, *, added: bool) -> str:
    """Where the words of an entry came from, or went; empty where nobody can tell."""
    if lone.kin is None:
        return ""
    kin = f"条目 {entry_label(lone.kin)}“{words(lone.kin, 16)}”"
    return f"由旧版{kin}拆出" if added else f"并入新版{kin}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the two versions side by side; one of the two sides may be empty."""

    pair: Pair | None = None
    added: Lone | None = None
    gone: Lone | None = None

    @property
    def entry(self) -> Entry:
        """The entry as it stands in the new version, or stood in the old one."""
        lone = self.added or self.gone
        assert self.pair or lone
        return self.pair.new if self.pair else lone.entry  # type: ignore[union-attr]


def rows(comparison: Comparison) -> list[Row]:
    """All entries in the order of the new version, those gone behind what stood before them."""
    pairs = {pair.new.id: Row(pair=pair) for pair in comparison.pairs}
    added = {lone.entry.id: Row(added=lone) for lone in comparison.added}
    after = _gone_after(comparison)
    found = [Row(gone=lone) for lone in after.get(None, ())]
    for entry in comparison.new.reading.entries:
        row = pairs.get(entry.id) or added[entry.id]
        found.append(row)
        if row.pair:
            found += [Row(gone=lone) for lone in after.get(row.pair.old.id, ())]
    return found


def _gone_after(comparison: Comparison) -> dict[str | None, list[Lone]]:
    """Entries that are gone, under the id of the last paired one before them."""
    gone = {lone.entry.id: lone for lone in comparison.gone}
    found: dict[str | None, list[Lone]] = {}
    before: str | None = None
    for entry in comparison.old.reading.entries:
        if entry.id in gone:
            found.setdefault(before, []).append(gone[entry.id])
        else:
            before = entry.id
    return found


def findings(comparison: Comparison) -> list[FindingChange]:
    """The findings, new ones first, of each state the gravest first."""
    order = {state: place for place, state in enumerate(STATES)}
    return sorted(
        comparison.findings,
        key=lambda change: (order[change.state], -LEVELS.index(level_of(change))),
    )


def level_of(change: FindingChange) -> Level:
    """How grave the finding is, or was."""
    finding = change.new or change.old
    assert finding
    return finding.level


def place_of(comparison: Comparison, change: FindingChange) -> str:
    """The entry that a finding is about, and what became of the entry where it is gone."""
    finding = change.new or change.old
    assert finding
    report = comparison.new if change.new else comparison.old
    by_id = {entry.id: entry for entry in report.reading.entries}
    if finding.entry not in by_id:
        return "全文"
    gone = any(lone.entry.id == finding.entry for lone in comparison.gone) and not change.new
    return f"条目 {entry_label(by_id[finding.entry])}" + ("（已删去）" if gone else "")


def counts(comparison: Comparison) -> dict[str, int]:
    """The numbers of a comparison, by the names that JSON gives them."""
    moves = Counter(pair.deadline.move for pair in comparison.pairs if pair.deadline)
    states = Counter(change.state for change in comparison.findings)
    return {
        "pairs": len(comparison.pairs),
        "changed": sum(pair.changed for pair in comparison.pairs),
        "added": len(comparison.added),
        "gone": len(comparison.gone),
        "reworded": sum(bool(pair.rewordings) for pair in comparison.pairs),
        "owners": sum(bool(pair.owners) for pair in comparison.pairs),
        "deadlines": sum(moves.values()),
        "deadlines_later": moves["later"],
        "deadlines_laxer": moves["removed"] + moves["vaguer"],
        "findings_fixed": states["fixed"],
        "findings_remaining": states["remaining"],
        "findings_new": states["new"],
    }


def total(versions: Versions) -> dict[str, int]:
    """The numbers of all comparisons together."""
    found: Counter[str] = Counter({"documents": len(versions.comparisons)})
    for comparison in versions.comparisons:
        found.update(counts(comparison))
    return dict(found)


def is_same(comparison: Comparison) -> bool:
    """Whether nothing changed in a plan."""
    numbers = counts(comparison)
    told = ("changed", "added", "gone", "findings_fixed", "findings_new")
    return not any(numbers[name] for name in told)


def summary_lines(comparison: Comparison) -> Iterator[str]:
    """The comparison in two sentences."""
    numbers = counts(comparison)
    old, new = (len(r.reading.entries) for r in (comparison.old, comparison.new))
    kept = numbers["pairs"] - numbers["changed"]
    yield (
        f"条目 {old} → {new}：新增 {numbers['added']}，删去 {numbers['gone']}，"
        f"有改动 {numbers['changed']}，没有改动 {kept}。"
    )
    yield f"其中{_changes(comparison, numbers)}。" if numbers["changed"] else ""
    yield (
        f"意见：{STATES['fixed']} {numbers['findings_fixed']}，"
        f"{STATES['remaining']} {numbers['findings_remaining']}，"
        f"{STATES['new']} {numbers['findings_new']}。"
    )


def _changes(comparison: Comparison, numbers: dict[str, int]) -> str:
    moves = Counter(pair.deadline.move for pair in comparison.pairs if pair.deadline)
    days = [p.deadline.days or 0 for p in comparison.pairs if p.deadline]
    most = f"（最多 {max(days)} 天）" if moves["later"] else ""
    told = [
        f"{name} {moves[move]} 条" + most * (move == "later")
        for move, name in MOVES.items()
        if moves[move]
    ]
    if numbers["owners"]:
        told.append(f"责任主体变动 {numbers['owners']} 条")
    if numbers["reworded"]:
        told.append(f"文字改写 {numbers['reworded']} 条")
    return "，".join(told)
