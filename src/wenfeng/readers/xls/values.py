"""Values of cells in an old Excel workbook: numbers in their packed forms, results, errors."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import datetime

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, from_excel

from wenfeng.readers.xls.book import GENERAL, Form
from wenfeng.readers.xlsx.values import display

# [MS-XLS] 2.5.10 (Bes)
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_HUNDREDTHS, _WHOLE = 1, 2


def packed_number(value: int) -> float:
    """An RK number ([MS-XLS] 2.5.218): 30 bits of an integer or of the head of a float."""
    if value & _WHOLE:
        number = float((value >> 2) - (1 << 30) * (value >> 31))
    else:
        number = struct.unpack("<d", struct.pack("<Q", (value & ~3) << 32))[0]
    return number / 100 if value & _HUNDREDTHS else number


def error(code: int) -> str:
    """The name of an error value."""
    return _ERRORS.get(code, "#ERR!")


def truth(value: int) -> str:
    """A truth value as a clerk reads it."""
    return display(bool(value), GENERAL, 0, CALENDAR_WINDOWS_1900)


def shown(value: float, form: Form, epoch: datetime) -> str:
    """A number under its format; dates are numbers until their format says otherwise."""
    number, pattern = form
    moment: object = value
    if is_date_format(pattern):
        with suppress(ValueError, OverflowError):
            moment = from_excel(value, epoch, timedelta=is_timedelta_format(pattern))
    return display(moment, pattern, number, epoch)
