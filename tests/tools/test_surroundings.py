"""Where a model alone looks for the owners and the deadline of an entry."""

from __future__ import annotations

from surroundings import surroundings

from tests.notation import doc
from wenfeng.extract import extract


def around(text: str) -> list[str]:
    document = doc(text)
    return surroundings(document, extract(document))


def test_in_a_table_it_is_the_row() -> None:
    assert around(
        "| 序号 | 整改措施 | 责任单位 | 完成时限 |\n"
        "| 1 | 更换老旧管网。 | 县水务局 | 5月底前 |\n"
        "| 2 | 疏浚城东河道。 | ^ | 6月底前 |"
    ) == [
        "序号：1\n整改措施：更换老旧管网。\n责任单位：县水务局\n完成时限：5月底前",
        "责任单位：县水务局\n序号：2\n整改措施：疏浚城东河道。\n完成时限：6月底前",
    ]


def test_labels_below_an_entry_belong_to_it_and_the_next_number_does_not() -> None:
    assert around(
        "一、整改措施\n1.更换老旧管网。\n责任单位：县水务局\n完成时限：5月底前\n"
        "2.疏浚城东河道。\n责任单位：县水利局\n二、工作要求\n各单位要加强领导。"
    ) == [
        "1.更换老旧管网。\n责任单位：县水务局\n完成时限：5月底前",
        "2.疏浚城东河道。\n责任单位：县水利局",
    ]


def test_within_a_paragraph_it_ends_where_the_next_entry_begins() -> None:
    first, second = around(
        "一、整改措施\n一是更换老旧管网（责任单位：县水务局）。二是疏浚城东河道（责任单位：县水利局）。"
    )
    assert "县水务局" in first and "县水利局" not in first
    assert "县水利局" in second and "县水务局" not in second
