"""Scans: pictures decoded, turned, levelled, recognised and laid out."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenfeng.domain import Unread
from wenfeng.errors import InputError, ResourceError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import allowance, image, ocr
from wenfeng.readers.pages import Page
from wenfeng.readers.pages.layout import lay_out

pytest.importorskip("rapidocr")
pytest.importorskip("onnxruntime")

import numpy as np
from PIL import Image, ImageDraw

from wenfeng.readers.ocr.bands import bands
from wenfeng.readers.ocr.ink import ink, levelled, slope
from wenfeng.readers.ocr.lines import line_boxes
from wenfeng.readers.ocr.pictures import moving, pictures
from wenfeng.readers.ocr.pixels import Box
from wenfeng.readers.ocr.placing import TextLine, placed
from wenfeng.readers.ocr.punctuation import dashed, widened
from wenfeng.readers.ocr.rules import flat_rules, upright_rules
from wenfeng.readers.ocr.seals import seals, without_seals

LEDGER = Path(__file__).parent / "files" / "scan" / "ledger.png"
SCALE = 200 / 72
ROWS = [
    ["序号", "整改措施", "责任单位", "完成时限"],
    ["1", "更换消毒设备", "县水务局", "2024年6月底前"],
    ["2", "清理违规占道", "县城管局", "长期坚持"],
]


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **options)
    return held.getvalue()


def ledger() -> Image.Image:
    return Image.open(LEDGER).convert("RGB")


def recognised(picture: Image.Image) -> tuple[str, Page]:
    width, height = picture.width / SCALE, picture.height / SCALE
    page = ocr.page_of_picture(np.asarray(picture), 3, width, height)
    return "".join(char.text for char in page.chars), page


def test_a_ledger_is_read_with_its_table_and_says_how_sure_it_is() -> None:
    blocks, unread = image.read(LEDGER.read_bytes())
    cells = [block for block in blocks if block.cell]
    assert [[block.text for block in cells if block.cell.row == row] for row in (1, 2, 3)] == ROWS
    assert blocks[0].text == "问题整改台账"
    assert blocks[1].text.startswith("为落实巡察反馈意见，现将各项问题的整改措施、责任单位")
    assert cells[7].where == "第1页表1第2行第4列"
    assert all(0.9 < part.confidence < 1 for block in blocks for part in block.recognised)
    assert unread == ()


def test_a_page_scanned_on_its_side_comes_upright() -> None:
    text, page = recognised(ledger().rotate(90, expand=True))
    assert "问题整改台账" in text and "更换消毒设备" in text
    assert (round(page.width), round(page.height)) == (432, 324)


def test_a_crooked_sealed_noisy_scan_upside_down_reads_the_same() -> None:
    worn = ledger().rotate(1.2, resample=Image.Resampling.BICUBIC, fillcolor="white")
    draw = ImageDraw.Draw(worn)
    draw.ellipse((760, 560, 1090, 890), outline=(225, 40, 45), width=14)
    noise = np.random.default_rng(1).normal(-15, 8, (worn.height, worn.width, 1))
    grey = np.clip(np.asarray(worn) + noise, 0, 255).astype(np.uint8)
    text, page = recognised(Image.fromarray(grey).rotate(180))
    assert "县委办公室" in text
    blocks, _ = lay_out([page])
    assert [block.text for block in blocks if block.cell] == [cell for row in ROWS for cell in row]
    assert page.unread == (Unread("印章（1枚）", "第3页"),)


def test_an_empty_page_has_no_characters_and_tiny_pictures_do_no_harm() -> None:
    assert recognised(Image.new("RGB", (400, 500), "white"))[0] == ""
    for size in ((1, 1), (3, 900), (900, 2)):
        assert recognised(Image.new("RGB", size, "grey"))[0] == ""


def test_each_page_asks_for_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(allowance, "_listeners", [asked.append])
    blank = np.full((60, 40, 3), 255, np.uint8)
    ocr.page_of_picture(blank, 1, 400, 600, Limits(page_seconds=7))
    assert asked == [7]


def test_without_the_extra_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    assert not ocr.available()
    with pytest.raises(ResourceError) as caught:
        image.read(LEDGER.read_bytes())
    assert "扫描图片" in caught.value.message
    # In quotes that cmd takes, too, and for the installation that runs.
    assert f'{sys.executable} -m pip install "wenfeng[ocr]"' in caught.value.hint
    assert "离线安装" in caught.value.hint


# Decoding


def only(data: bytes, limits: Limits = DEFAULT_LIMITS) -> np.ndarray:
    (picture,) = pictures(data, limits)
    return picture.pixels


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_depth_of_colour_becomes_eight_bits(mode: str) -> None:
    black_and_white = Image.new("L", (40, 30), 255)
    black_and_white.paste(0, (0, 0, 20, 30))
    if mode == "I;16":
        deep = np.asarray(black_and_white).astype(np.uint16) * 16
        pixels = only(saved(Image.fromarray(deep)))
    else:
        pixels = only(saved(black_and_white.convert(mode)))
    assert pixels.shape == (30, 40, 3) and pixels.dtype == np.uint8
    assert pixels[5, 5].max() < 5 and pixels[5, 35].min() > 250


def test_printing_colours_and_transparency_come_out_on_white_paper() -> None:
    cyan = Image.new("CMYK", (8, 8), (255, 0, 0, 0))
    assert only(saved(cyan, "JPEG"))[4, 4, 0] < 60 < only(saved(cyan, "JPEG"))[4, 4, 2]
    assert only(saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)))).min() == 255


def test_the_orientation_a_camera_noted_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (picture,) = pictures(saved(Image.new("RGB", (80, 40)), "JPEG", exif=exif), DEFAULT_LIMITS)
    assert picture.pixels.shape == (80, 40, 3)
    assert picture.height > picture.width


@pytest.mark.parametrize("kind", ["TIFF", "JPEG", "PNG", "BMP"])
def test_the_density_gives_the_size_of_the_page(kind: str) -> None:
    data = saved(Image.new("L", (1654, 2339), 255), kind, dpi=(200, 200))
    (picture,) = pictures(data, DEFAULT_LIMITS)
    assert (round(picture.width), round(picture.height)) == (595, 842)


def test_a_density_that_cannot_be_makes_the_page_a4() -> None:
    for dpi in ((1, 1), (2400, 2400)):
        (picture,) = pictures(saved(Image.new("L", (1200, 600)), dpi=dpi), DEFAULT_LIMITS)
        assert (round(picture.width), round(picture.height)) == (842, 421)


def test_a_tiff_has_pages_up_to_the_limit() -> None:
    first, *rest = (Image.new("L", (60, 80), shade) for shade in (10, 120, 240))
    data = saved(first, "TIFF", save_all=True, append_images=rest)
    shades = [int(page.pixels[0, 0, 0]) for page in pictures(data, DEFAULT_LIMITS)]
    assert shades == [10, 120, 240] and not moving(data)
    with pytest.raises(InputError, match="页数太多"):
        list(pictures(data, Limits(scanned_pages=2)))


def test_of_a_moving_picture_the_first_frame_is_read_and_the_rest_told() -> None:
    frames = [Image.new("L", (30, 30), shade) for shade in (0, 90, 200)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert len(list(pictures(data, DEFAULT_LIMITS))) == 1
    assert image.read(data)[1] == (Unread("动图第一帧以后的画面", "整个文件"),)


def test_a_long_screenshot_is_cut_between_its_lines() -> None:
    long = Image.new("L", (300, 1500), 255)
    draw = ImageDraw.Draw(long)
    for top in range(5, 1500, 30):
        draw.rectangle((20, top, 280, top + 18), fill=0)
    cut = list(pictures(saved(long), DEFAULT_LIMITS))
    assert len(cut) == 4 and sum(page.pixels.shape[0] for page in cut) == 1500
    assert all(page.pixels[-1].min() == 255 for page in cut)
    with pytest.raises(InputError, match="太长"):
        list(pictures(saved(Image.new("1", (2, 20_000))), DEFAULT_LIMITS))


def bomb(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 99)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))
        for name, held in chunks
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (12_000, 9_000), (2**31 - 1, 2**31 - 1)])
def test_absurd_sizes_are_refused_before_decoding(size: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="尺寸太大"):
        list(pictures(bomb(*size), DEFAULT_LIMITS))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_a_cut_off_file_is_damaged(kind: str) -> None:
    noise = np.random.default_rng(2).integers(0, 255, (90, 90, 3), np.uint8)
    data = saved(Image.fromarray(noise), kind)
    with pytest.raises(InputError, match="损坏"):
        list(pictures(data[: len(data) * 2 // 3], DEFAULT_LIMITS))


SEEDS = [saved(Image.new("L", (9, 9), 99), kind) for kind in ("PNG", "JPEG", "TIFF", "GIF", "BMP")]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
    st.binary(max_size=40),
)
def test_any_bytes_give_pictures_or_an_input_error(
    seed: bytes, changes: list[tuple[int, int]], tail: bytes
) -> None:
    data = bytearray(seed)
    for place, value in changes:
        data[place % len(data)] = value
    for held in (bytes(data) + tail, tail):
        try:
            pages = list(pictures(held, DEFAULT_LIMITS))
        except InputError:
            continue
        assert all(page.pixels.ndim == 3 and page.width > 0 < page.height for page in pages)


# The steps between


def drawn(size: tuple[int, int], *lines: tuple[int, int, int, int]) -> np.ndarray:
    picture = Image.new("RGB", size, (225, 225, 225))
    draw = ImageDraw.Draw(picture)
    for line in lines:
        draw.line(line, fill="black", width=3)
    return np.asarray(picture)


def test_the_slope_of_lines_is_found_and_taken_back() -> None:
    crooked = drawn((900, 700), *((50, y, 850, y + 14) for y in range(60, 640, 60)))
    angle = slope(ink(crooked))
    assert angle == pytest.approx(1.0, abs=0.06)
    assert slope(ink(levelled(crooked, angle))) == pytest.approx(0, abs=0.1)
    assert slope(np.zeros((50, 50), np.uint8)) == 0


def test_rules_are_long_strokes_or_short_ones_between_two_flat_lines() -> None:
    table = [(50, 50, 700, 50), (50, 90, 700, 90), (400, 50, 400, 90)]
    glyphs = [(100, 200, 140, 200), (200, 180, 200, 215)]
    mask = ink(drawn((800, 400), *table, *glyphs))
    flat = flat_rules(mask, SCALE)
    upright = upright_rules(mask, SCALE, flat)
    assert [box.top // 10 for box in flat] == [4, 8]
    assert all(box.width == pytest.approx(650, abs=4) for box in flat)
    assert [box.left for box in upright] == [pytest.approx(399, abs=2)]


def test_a_rule_keeps_its_place_where_a_blot_touches_it() -> None:
    pixels = drawn((800, 400), (50, 200, 700, 200), (380, 205, 420, 212), (375, 190, 460, 196))
    (rule,) = flat_rules(ink(pixels), SCALE)
    assert rule.top == pytest.approx(199, abs=3) and rule.height <= 6
    assert rule.width == pytest.approx(650, abs=4)


def test_a_seal_goes_and_a_red_heading_stays() -> None:
    picture = Image.new("RGB", (1000, 900), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((100, 60, 900, 150), fill=(220, 30, 30))
    draw.ellipse((500, 400, 830, 730), outline=(220, 30, 30), width=12)
    draw.line((480, 560, 850, 560), fill="black", width=8)
    pixels = np.asarray(picture)
    (found,) = seals(pixels, SCALE)
    assert found.left == pytest.approx(500, abs=12) and found.bottom == pytest.approx(730, abs=12)
    clean = without_seals(pixels, [found], SCALE)
    assert clean[565 - 5, 600].max() < 60
    assert clean[406, 665].min() > 200
    assert tuple(clean[100, 500]) == (220, 30, 30)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("(一)加强领导", "（一）加强领导"),
        ("(1)组织核对", "（1）组织核对"),
        ("责任单位:县水务局,县财政局", "责任单位：县水务局，县财政局"),
        ("9:30 PM2.5(A), 3,000", "9:30 PM2.5(A), 3,000"),
        ("2025年8月底前)", "2025年8月底前）"),
        ("（牵头)", "（牵头）"),
        ("7月一9月", "7月—9月"),
        ("2021一2023年", "2021—2023年"),
        ("一是3月", "一是3月"),
        ("第一12", "第一12"),
    ],
)
def test_marks_take_the_width_that_chinese_print_gives_them(read: str, meant: str) -> None:
    assert "".join(dashed(widened(list(read)))) == meant


def test_characters_stand_in_squares_as_large_as_their_type() -> None:
    text = "（责任单位：县局"
    middles = tuple(20.0 + 40 * place for place in range(len(text)))
    line = TextLine(Box(0, 0, 320, 54), tuple(text), middles, (1.0,) * len(text))
    chars = list(placed([line], 2.0))
    assert [char.text for char in chars] == list(text)
    assert chars[2].right - chars[2].left == pytest.approx(20)
    assert chars[2].bottom - chars[2].top == pytest.approx(20)
    assert all(one.left < one.right <= two.right for one, two in pairwise(chars))


def test_the_lines_of_a_tight_cell_are_told_by_their_ink() -> None:
    mask = np.zeros((300, 200), np.uint8)
    for top in (20, 60, 100, 138):
        mask[top : top + 34, 30:150] = 255
    mask[186:190, 30:60] = mask[200:204, 30:60] = mask[214:218, 30:60] = 255
    mask[250, 90] = 255
    found = bands(mask, Box(10, 10, 190, 290), 18.0)
    assert [box.top for box in found] == [
        pytest.approx(top, abs=4) for top in (20, 60, 100, 138, 186)
    ]
    assert all(box.height == pytest.approx(40, abs=5) for box in found)
    assert [box.right for box in found] == [153, 153, 153, 153, 63]
    assert bands(np.zeros((50, 50), np.uint8), Box(0, 0, 50, 50), 10.0) == []


def test_characters_below_each_other_are_no_line() -> None:
    chance = np.zeros((200, 200), np.float32)
    mask = np.zeros((200, 200), np.uint8)
    chance[20:30, 120:180] = 0.9
    chance[25:100, 22:34] = chance[25:100, 46:58] = 0.9
    for top in (20, 42, 64, 86):
        mask[top : top + 18, 18:62] = 255
    mask[16:34, 112:186] = 255
    found = line_boxes(chance, mask, [Box(90, 0, 92, 200)], 1.0)
    assert len([box for box in found if box.left > 92]) == 1
    tops = [box.top for box in found if box.right < 92]
    assert tops == [pytest.approx(top, abs=4) for top in (20, 42, 64, 86)]
