"""Pages that need nothing else (网页): words of files escaped, and rules (CSP) against the rest."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from wenfeng.reports.visible import visible


def text_of(room: str, name: str) -> str:
    """A file that lies beside the modules of a package."""
    return files(room).joinpath(name).read_text("utf-8")


def environment(room: str, **names: Any) -> Environment:
    """For templates of a package; ``names`` are what they may call."""
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda name: text_of(room, name)),
        finalize=_shown,
    )
    made.globals.update(names)
    return made


def policy(style: str, script: str = "") -> str:
    """What a page may do: nothing but this style and this script."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            *([f"script-src {_hash(script)}"] if script else ()),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _shown(value: object) -> object:
    """What is put into the page: words of a file with nothing hidden in them."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
