"""What control words of RTF 1.9.1 mean to us: characters, destinations read, destinations not."""

from __future__ import annotations

CHARACTERS = {
    b"tab": "\t",
    b"line": "\n",
    b"lbr": "\n",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
    b"qmspace": "\u2005",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
}
SYMBOLS = {
    b"~": "\u00a0",
    b"_": "-",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"\t": "\t",
}

# Destinations that hold a flow of text of their own.
STORIES = {
    b"listtext": "label",
    b"pntext": "label",
    b"footnote": "footnote",
    b"shptxt": "box",
    b"dptxbxtext": "box",
    **dict.fromkeys(
        (
            b"header",
            b"headerl",
            b"headerr",
            b"headerf",
            b"footer",
            b"footerl",
            b"footerr",
            b"footerf",
        ),
        "edge",
    ),
}
# Destinations whose own text is not for people, though inner groups may hold some that is.
MUTED = frozenset((b"shp", b"shpinst", b"shpgrp", b"sp", b"sv", b"do", b"upr"))
# Destinations behind \* whose text is read like any other.
READ = frozenset((b"shppict", b"moMath", b"moMathPara", b"nesttableprops"))
# Destinations that are not behind \* and hold nothing to read. Others that are not named anywhere
# here are passed over if they stand behind \*, and read if not, as the specification asks.
SKIPPED = frozenset(
    (
        *(b"colortbl", b"info", b"filetbl", b"revtbl", b"rsidtbl", b"listtables", b"nonshppict"),
        *(b"nonesttables", b"shprslt", b"xe", b"tc", b"txe", b"rxe", b"bkmkstart", b"bkmkend"),
        *(b"ftnsep", b"ftnsepc", b"ftncn", b"aftnsep", b"aftnsepc", b"aftncn", b"pnseclvl", b"pn"),
        *(b"mmathPict", b"fontemb", b"atnid", b"atnauthor", b"template", b"themedata"),
        *(b"objclass", b"objname", b"objdata", b"objalias", b"objsect", b"pntxta", b"pntxtb"),
        *(b"operator", b"author", b"title", b"subject", b"keywords", b"comment", b"doccomm"),
        *(b"levelnumbers", b"leveltext", b"private", b"ffname", b"ffdeftext", b"ffhelptext"),
        *(b"ffstattext", b"ffentrymcr", b"ffexitmcr", b"ffformat", b"ffl", b"datafield"),
    )
)
