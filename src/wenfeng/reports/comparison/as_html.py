"""Two versions side by side on one page: no script at all, no network, prints on A4.

The page's own rules (CSP) allow its style by its hash and nothing besides.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from wenfeng.domain import Pair, Piece, Reworded, Versions
from wenfeng.reports import Page
from wenfeng.reports import wording as say
from wenfeng.reports.comparison import wording
from wenfeng.reports.visible import visible

TEMPLATE, STYLE = "page.html.j2", "page.css"


def write(versions: Versions, page: Page) -> bytes:
    """The comparisons as a page."""
    style = _text(STYLE)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(versions=versions, titles=dict(page.titles), style=Markup(style), policy=policy)
        .lstrip()
        .encode("utf-8")
    )


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_text),
        finalize=_shown,
    )
    environment.globals.update(say=say, tell=wording, pieces=_pieces)
    return environment


def _text(name: str) -> str:
    return files("wenfeng.reports.comparison").joinpath(name).read_text("utf-8")


def _shown(value: object) -> object:
    """What is put into the page: words of a file with nothing hidden in them."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


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
