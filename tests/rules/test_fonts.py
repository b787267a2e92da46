"""Font classes (字体种类) by product names, sizes by their Chinese names."""

from __future__ import annotations

import pytest

from wenfeng.rules.form.fonts import font_class, size_name


@pytest.mark.parametrize(
    ("font", "name"),
    [
        ("仿宋", "仿宋"),
        ("仿宋_GB2312", "仿宋"),
        ("方正仿宋_GBK", "仿宋"),
        ("方正仿宋简体", "仿宋"),
        ("华文仿宋", "仿宋"),
        ("CESI仿宋-GB2312", "仿宋"),
        ("FangSong_GB2312", "仿宋"),
        ("STFangsong", "仿宋"),
        ("楷体", "楷体"),
        ("楷体_GB2312", "楷体"),
        ("方正楷体_GBK", "楷体"),
        ("华文楷体", "楷体"),
        ("KaiTi", "楷体"),
        ("CESI楷体-GB2312", "楷体"),
        ("黑体", "黑体"),
        ("SimHei", "黑体"),
        ("方正黑体_GBK", "黑体"),
        ("CESI黑体-GB2312", "黑体"),
        ("思源黑体 CN", "黑体"),
        ("方正小标宋简体", "小标宋"),
        ("方正小标宋_GBK", "小标宋"),
        ("文星标宋", "小标宋"),
        ("FZXiaoBiaoSong-B05S", "小标宋"),
        ("CESI小标宋-GB2312", "小标宋"),
        ("宋体", "宋体"),
        ("@宋体", "宋体"),
        ("SimSun", "宋体"),
        ("NSimSun", "宋体"),
        ("华文中宋", "宋体"),
        ("方正书宋_GBK", "宋体"),
        ("CESI宋体-GB13000", "宋体"),
        ("微软雅黑", ""),
        ("等线", ""),
        ("Times New Roman", ""),
        ("", ""),
    ],
)
def test_class(font: str, name: str) -> None:
    assert font_class(font) == name


@pytest.mark.parametrize(
    ("points", "name"),
    [(16, "三号"), (22, "二号"), (10.5, "五号"), (15.9, "三号"), (11, "11磅"), (13.5, "13.5磅")],
)
def test_size(points: float, name: str) -> None:
    assert size_name(points) == name
