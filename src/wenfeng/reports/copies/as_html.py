"""Repeated papers on one page: what to do, who copied how much, every pair side by side.

No network; the page's own rules (CSP) allow its style and its script by their hashes and nothing
besides. Without the script every passage still is a link to its like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from wenfeng.copies import Duplicates, Pair, Share
from wenfeng.reports import wording as say
from wenfeng.reports.copies import wording
from wenfeng.reports.copies.side_by_side import Column, columns
from wenfeng.reports.remarks import clip
from wenfeng.reports.web_page import environment, policy, text_of

ROOM = "wenfeng.reports.copies"
TEMPLATE, STYLE, SCRIPT = "page.html.j2", "page.css", "page.js"
IN_FULL = 100
"""Pairs that are shown side by side, while the texts of all take no more than ``LARGEST``."""
LARGEST = 8_000_000
LISTED = 1_000
MOST = {"groups": 300, "shares": 300, "members": 1_000, "extras": 200}
"""How many of each are in the page; ``FIRST`` of them stand open."""
FIRST = {"shares": 20, "members": 12, "extras": 5}
OPEN = 2


@dataclass(frozen=True, slots=True)
class View:
    """A pair side by side; ``shares`` are those of its papers, where they have any."""

    pair: Pair
    number: int
    columns: tuple[Column, Column]
    shares: tuple[Share | None, Share | None]


def write(found: Duplicates) -> bytes:
    """The comparison as a page."""
    style, script = text_of(ROOM, STYLE), text_of(ROOM, SCRIPT)
    folder, found = wording.folder_of(found), wording.without_folder(found)
    template = environment(ROOM, say=say, tell=wording, clip=clip).get_template(TEMPLATE)
    pairs = wording.ranked(found)
    return (
        template.render(
            found=found,
            folder=folder,
            pairs=pairs[:LISTED],
            views={view.number: view for view in _views(found, pairs)},
            shares=wording.shares(found),
            most=MOST,
            first=FIRST,
            opened=OPEN,
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
        )
        .lstrip()
        .encode("utf-8")
    )


def _views(found: Duplicates, pairs: list[Pair]) -> Iterator[View]:
    """Pairs with their texts, the first of all even where it is large."""
    shares = {share.paper: share for share in found.shares}
    room = LARGEST
    for number, pair in enumerate(pairs[:IN_FULL], start=1):
        made = columns(found, pair, f"p{number}")
        room -= sum(len(one.text.encode("utf-8", "replace")) for one in made)
        if room < 0 and number > 1:
            return
        yield View(pair, number, made, (shares.get(pair.a), shares.get(pair.b)))
