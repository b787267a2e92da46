"""Files that must not be written into (不能改的文件): protected and signed ones."""

from __future__ import annotations

from wenfeng.errors import InputError
from wenfeng.readers.docx.parts import part_name, related_parts
from wenfeng.readers.ooxml import Package
from wenfeng.readers.wordml import attribute, both

# Kinds of protection under which Word itself still lets people comment.
_OPEN = ("none", "comments", "trackedChanges")
_SIGNATURES = "_xmlsignatures/"
_ON = ("1", "true", "on")


def refuse_protected(package: Package, main: str) -> None:
    """Raise ``InputError`` for a file that forbids comments or that a comment would spoil."""
    if any(name.startswith(_SIGNATURES) for name in package.names):
        raise InputError(
            "文件带有数字签名，加批注会使签名失效，没有生成带批注的文件",
            "请向报送单位要一份没有签名的文件再试，或改用其他结果格式。",
        )
    name = part_name(related_parts(package, main), "settings")
    root = package.xml(name or f"{main.rpartition('/')[0]}/settings.xml")
    for protection in () if root is None else root.iter(*both("documentProtection")):
        enforced = attribute(protection, "enforcement") in _ON
        if enforced and (attribute(protection, "edit") or "none") not in _OPEN:
            raise InputError(
                "文件设置了“限制编辑”，不能加批注",
                "请在 Word 的“审阅”里停止保护（WPS 为“审阅—限制编辑—停止保护”），保存后再试。",
            )
