"""Scanned pages (扫描件) through the extra ``wenfeng[ocr]``: a picture becomes a Page.

Everything runs on this computer with the models that the rapidocr wheel carries; nothing is
downloaded. The libraries are large, so they load when the first picture comes.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from wenfeng.errors import ResourceError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.allowance import more
from wenfeng.readers.pages import Page

if TYPE_CHECKING:
    from wenfeng.readers.ocr.pixels import Pixels

OFFLINE = "没有网络的，照 README 的“离线安装”做"

_LIBRARIES = ("rapidocr", "onnxruntime", "cv2", "numpy", "PIL")


def available() -> bool:
    """Whether the extra is installed."""
    return all(_found(name) for name in _LIBRARIES)


def require() -> None:
    """A clear answer instead of an empty success where the extra is missing."""
    if not available():
        raise ResourceError(
            "这份文件是扫描图片，识别文字需要另装组件",
            f"请运行 {install_command('wenfeng[ocr]')}（{OFFLINE}），或取得 Word 版原件。",
        )


def install_command(package: str) -> str:
    """What installs a package beside this very program, typed in any shell, also in cmd."""
    python = sys.executable or "python"
    quoted = f'"{python}"' if " " in python else python
    return f'{quoted} -m pip install "{package}"'


def page_of_picture(
    pixels: Pixels, number: int, width: float, height: float, limits: Limits = DEFAULT_LIMITS
) -> Page:
    """The page that a picture (height × width × RGB) of ``width`` × ``height`` points shows."""
    require()
    from wenfeng.readers.ocr.page import read_page

    more(limits.page_seconds)
    return read_page(pixels, number, width, height)


def _found(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False
