"""Text in which names are marked: a private character before, one after.

``COUNTY`` and ``LEAD`` stand for the county and the office a paper is about.
"""

from __future__ import annotations

import re

END = "\ue000"
PERSON, PLACE, UNIT, DATE = "\ue001", "\ue002", "\ue003", "\ue004"
KINDS = PERSON + PLACE + UNIT + DATE
COUNTY, LEAD = "\ue010", "\ue011"
NAME = re.compile(f"([{KINDS}])([^{END}]*){END}")


def mark(kind: str, name: str) -> str:
    return f"{kind}{name}{END}"


def plain(text: str) -> str:
    """The text without its marks."""
    for sign in KINDS + END:
        text = text.replace(sign, "")
    return text


def about(text: str, county: str, lead: str) -> str:
    """The text with the county and the office (both marked) it is about."""
    return text.replace(COUNTY, county).replace(LEAD, lead)
