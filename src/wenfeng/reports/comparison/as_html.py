"""Two versions side by side on one page: no script at all, no network, prints on A4.

The page's own rules (CSP) allow its style by its hash and nothing besides.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from wenfeng.domain import Reworded
from wenfeng.reports import Page
from wenfeng.reports import wording as say
from wenfeng.reports.comparison import wording
from wenfeng.reports.web_page import environment, policy, text_of
from wenfeng.versions import Pair, Piece, Versions

ROOM = "wenfeng.reports.comparison"
TEMPLATE, STYLE = "page.html.j2", "page.css"


def write(versions: Versions, page: Page) -> bytes:
    """The comparisons as a page."""
    style = text_of(ROOM, STYLE)
    template = environment(ROOM, say=say, tell=wording, pieces=_pieces).get_template(TEMPLATE)
    titles = dict(page.titles)
    made = template.render(
        versions=versions, titles=titles, style=Markup(style), policy=policy(style)
    )
    return made.lstrip().encode("utf-8")


def _pieces(pair: Pair, about: Reworded, side: str) -> Iterator[Piece]:
    """The words of one side of a pair, those that changed marked; all of them alike if none did."""
    for rewording in pair.rewordings:
        if rewording.about == about:
            other = "added" if side == "old" else "gone"
            yield from (piece for piece in rewording.pieces if piece.kind != other)
            return
    entry = pair.old if side == "old" else pair.new
    text = say.problem_text(entry) if about == "problem" else say.task_text(entry)
    if text:
        yield Piece(text, "same")
