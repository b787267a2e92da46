"""Spreadsheet values as a clerk sees them: dates, percentages, serial numbers, 是/否."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

# Formats that Chinese Excel and WPS know by number alone; openpyxl knows none of them.
_CHINESE_BUILTIN = {
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月"),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日"),
    **dict.fromkeys((30,), "m-d-yy"),
    **dict.fromkeys((31,), "yyyy年m月d日"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h时mm分"),
}
_TOKENS = re.compile(
    r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]|(General|G/通用格式|@)|([0#?][0#?,]*(?:\.[0#?]*)?)|(.)', re.S
)
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_ODD = re.compile(r"[eE][+-]|/\s*[?#\d]")  # powers of ten and fractions
_LONGEST = 60
_EXACT = Context(prec=3 * _LONGEST, rounding=ROUND_HALF_UP)
# Excel takes no longer format; splitting an endless one would take time without end.
LONGEST_FORMAT = 255


def display(value: object, number_format: str, format_id: int, epoch: datetime) -> str:
    """The text of a cell value under its number format."""
    number_format = number_format[:LONGEST_FORMAT]
    builtin = _CHINESE_BUILTIN.get(format_id, "") if number_format == "General" else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if builtin and isinstance(value, int | float):
        value = _moment(value, epoch)
    if isinstance(value, date | time):
        return _date(value, builtin or number_format)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def _moment(value: float, epoch: datetime) -> object:
    from openpyxl.utils.datetime import from_excel

    try:
        return from_excel(value, epoch)
    except (ValueError, OverflowError):
        return value


def _date(value: date | time, number_format: str) -> str:
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.split(";")[0]).lower()
    clock = "h" in bare or "s" in bare
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if clock and isinstance(value, datetime) and not re.search("[yde]", bare):
        return value.strftime("%H:%M")
    timed = clock and isinstance(value, datetime) and (value.hour or value.minute)
    after = f" {value:%H:%M}" if timed else ""
    if "d" in bare or clock or not re.search("[ym]", bare):
        chinese = re.search("[年月日]", number_format)
        day = f"{value.year}年{value.month}月{value.day}日" if chinese else f"{value:%Y-%m-%d}"
        return day + after
    return f"{value.year}年{value.month}月" if "m" in bare else f"{value.year}年"


def _number(value: float, number_format: str) -> str:
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    exact = Decimal(repr(value))
    sections = [s for s in _SECTIONS.split(number_format)]
    section, exact = _section(sections, exact)
    if _ODD.search(re.sub(r'"[^"]*"', "", section)):
        return general(exact)
    parts, numbers, percent = [], 0, "%" in re.sub(r'"[^"]*"|\\.', "", section)
    for token in _TOKENS.finditer(section):
        quoted, escaped, whole, digits, other = token.groups()
        numbers += bool(whole or digits)
        if whole:
            parts.append(general(exact))
        elif digits:
            parts.append(_digits(exact * 100 if percent else exact, digits))
        else:
            parts.append(quoted or escaped or other or "")
    text = "".join(parts).strip()
    return text if numbers == 1 or (numbers == 0 and text) else general(exact)


def _section(sections: list[str], value: Decimal) -> tuple[str, Decimal]:
    """The part of the format for this sign; its own negative part brings its own minus."""
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    scaled = value.scaleb(-3 * (len(whole) - len(whole.rstrip(","))))
    if abs(scaled.adjusted()) > _LONGEST or len(pattern) > _LONGEST:
        return general(value)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), context=_EXACT)
    grouping = "," if "," in whole.rstrip(",") else ""
    text = f"{rounded:{grouping}f}"
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    head, _, tail = text.partition(".")
    tail = tail[: fraction.count("0")] + tail[fraction.count("0") :].rstrip("0")
    head = head.zfill(whole.count("0")) if not grouping else head
    return sign + head + ("." + tail if tail else "")


def general(value: Decimal) -> str:
    """A plain number: no ``.0``, no binary noise, no power of ten unless it is huge or tiny."""
    if value == value.to_integral_value() and abs(value) < Decimal("1e21"):
        return f"{value.to_integral_value():f}"
    short = f"{float(value):.15g}"
    return short if "e" in short and abs(value) < Decimal("1e-9") else f"{Decimal(short):f}"[:40]
