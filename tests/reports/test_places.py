from __future__ import annotations

import pytest

from wenfeng.reports.places import numbers_in_short, places_in_short


@pytest.mark.parametrize(
    ("labels", "short"),
    [
        ([], ""),
        (["3"], "3"),
        (["3", "4"], "3、4"),
        (["3", "4", "5"], "3–5"),
        (["3", "5", "7", "8", "9", "10", "11", "12"], "3、5、7–12"),
        (["1", "1", "2", "3"], "1–3"),
        (["（一）", "（二）", "（三）"], "（一）、（二）、（三）"),
        (["1.1", "1.2", "1.3"], "1.1、1.2、1.3"),
        (["3", "2", "1"], "3、2、1"),
        (["①", "②", "③"], "①、②、③"),
    ],
)
def test_numbers(labels: list[str], short: str) -> None:
    assert numbers_in_short(labels) == short


@pytest.mark.parametrize(
    ("places", "short"),
    [
        (["第3段"], "第3段"),
        (["第3段", "第5段", "第6段", "第7段"], "第3、5–7段"),
        (["表1第4行第2列", "表1第6行第2列"], "表1第4、6行第2列"),
        (["表1第4行第2列", "表1第4行第3列"], "表1第4行第2列；表1第4行第3列"),
        (["第2段", "表1第4行第2列", "第3段"], "第2、3段；表1第4行第2列"),
        (["附件1第2段", "第2段"], "附件1第2段；第2段"),
        (["第2页第3行", "第2页第4行", "第3页第3行"], "第2页第3、4行；第3页第3行"),
        (["页眉", "页眉"], "页眉"),
    ],
)
def test_places(places: list[str], short: str) -> None:
    assert places_in_short(places) == short
