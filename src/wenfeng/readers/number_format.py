"""Turns a counter into the characters of a Word number format (w:numFmt, ECMA-376 §17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_PLAIN = ("零一二三四五六七八九", "十百千")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def format_number(number: int, form: str) -> str:
    """``number`` as ``form`` writes it; formats outside Chinese practice fall back to 1, 2, 3."""
    if form in ("bullet", "none"):
        return ""
    write = _FORMS.get(form)
    return write(number) if write is not None and number >= 0 else str(number)


def _grouped(number: int, digits: str, units: str) -> str:
    """Chinese numerals below ten thousand with 十百千; 零 stands for a gap of any width."""
    written = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(written)
            continue
        written += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return written


def _with_myriads(number: int, digits: str, units: str, myriad: str = "万") -> str:
    high, low = divmod(number, 10_000)
    if number == 0:
        return digits[0]
    if not high:
        return _grouped(low, digits, units)
    gap = digits[0] if low and low < 1000 else ""
    return _with_myriads(high, digits, units) + myriad + gap + _grouped(low, digits, units)


def _counting(number: int) -> str:
    written = _with_myriads(number, *_PLAIN)
    return written[1:] if 10 <= number < 20 else written


def _japanese(number: int) -> str:
    if not 0 < number < 10_000:
        return _with_myriads(number, *_PLAIN)
    written = _grouped(number, *_PLAIN).replace("零", "")
    return written.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _legal(number: int) -> str:
    return _with_myriads(number, *_LEGAL)


def _legal_traditional(number: int) -> str:
    return _with_myriads(number, *_LEGAL_TRADITIONAL, "萬")


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _letters(number: int) -> str:
    # Word repeats the letter (z, aa, bb), it does not count in base 26.
    if number < 1:
        return ""
    times, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (times + 1)


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _positional(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _from_set(first: str, size: int) -> Callable[[int], str]:
    """A run of characters such as ①–⑳; past its end Word goes on with 21, 22."""
    return lambda n: chr(ord(first) + n - 1) if 1 <= n <= size else str(n)


def _from_list(characters: str) -> Callable[[int], str]:
    return lambda n: characters[n - 1] if 1 <= n <= len(characters) else str(n)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ordinal": _ordinal,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "ideographDigital": _positional(_DIGITS),
    "taiwaneseDigital": _positional("○" + _DIGITS[1:]),
    "japaneseDigitalTenThousand": _positional(_DIGITS),
    "decimalFullWidth": _positional("０１２３４５６７８９"),
    "decimalFullWidth2": _positional("０１２３４５６７８９"),
    "ideographTraditional": _from_list(_STEMS),
    "ideographZodiac": _from_list(_BRANCHES),
    "decimalEnclosedCircle": _from_set("①", 20),
    "decimalEnclosedCircleChinese": _from_set("①", 20),
    "decimalEnclosedParen": _from_set("⑴", 20),
    "decimalEnclosedFullstop": _from_set("⒈", 20),
    "ideographEnclosedCircle": _from_set("㊀", 10),
}
