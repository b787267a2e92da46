"""Hard line breaks of a printed page are taken out, those between paragraphs are kept."""

from __future__ import annotations

from wenfeng.readers.wrapping import unwrap

WIDTH = 34
PARAGRAPH = (
    "青禾县水务局对老城区供水管网逐段排查，登记漏点四十处，按轻重缓急排出更换次序，"
    "先换人民巷和西关街两段，再换沿河路段，施工期间用送水车保障居民用水并张贴停水时间。"
)
LABELS = ["责任单位：县水务局", "完成时限：2025年6月底前"]


def hard(text: str) -> list[str]:
    return [text[i : i + WIDTH] for i in range(0, len(text), WIDTH)]


def plan() -> list[str]:
    lines = ["青禾县供水整改方案"]
    for number in range(1, 6):
        lines += [*hard(f"{number}.{PARAGRAPH}"), *LABELS]
    return lines


def test_paragraphs_are_put_together_and_labels_stay_apart() -> None:
    found = unwrap(plan())
    assert found == ["青禾县供水整改方案"] + [
        line for number in range(1, 6) for line in (f"{number}.{PARAGRAPH}", *LABELS)
    ]


def test_a_page_number_between_two_halves_is_left_out() -> None:
    lines = plan()
    lines.insert(2, "— 1 —")
    assert unwrap(lines) == unwrap(plan())


def test_a_running_head_is_left_out_but_a_repeated_label_is_not() -> None:
    lines = plan()
    for place in (6, 14, 22):
        lines[place:place] = ["— 1 —", "青禾县供水整改方案", LABELS[0]]
    found = unwrap(lines)
    assert found.count("青禾县供水整改方案") == 1
    assert found.count(LABELS[0]) == 8


def test_lines_that_differ_in_length_are_left_as_they_are() -> None:
    lines = ["青禾县供水整改清单"] + [
        f"{n}.更换第{n}段管道，{'加装阀门，' * n}" for n in range(1, 20)
    ]
    assert unwrap(lines) == lines


def test_a_label_behind_a_full_line_opens_a_line() -> None:
    full = "1." + ("更换老城区管网并登记漏点四十处，" * 3)[: WIDTH - 2] + "。"
    lines = [line for _ in range(8) for line in (*hard(PARAGRAPH), full, LABELS[0])]
    assert LABELS[0] in unwrap(lines)
