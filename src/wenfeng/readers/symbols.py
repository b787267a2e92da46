"""Characters of symbol fonts (Wingdings, Symbol) that have a safe reading as ordinary ones."""

from __future__ import annotations

# Check marks, boxes and the signs of measures; other symbols have no safe reading.
_SYMBOLS = {
    ("wingdings", 0x6F): "□",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x71): "□",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0x6C): "●",
    ("wingdings", 0x6E): "■",
    ("wingdings", 0xE0): "→",
    ("symbol", 0xB0): "°",
    ("symbol", 0x6D): "μ",
    ("symbol", 0xB1): "±",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB4): "×",
    ("symbol", 0xB8): "÷",
    ("wingdings 2", 0xA3): "□",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x53): "☒",
}


def symbol(font: str, code: int) -> str:
    """The character people see for ``code`` in a symbol font; ``""`` where there is no safe one."""
    # Symbol fonts sit in the private area U+F000–U+F0FF, sometimes written without it.
    return _SYMBOLS.get((font.lower(), code & 0xFF), "") if code >> 8 in (0, 0xF0) else ""
