"""``wenfeng limits``."""

from __future__ import annotations

from wenfeng.cli.screen import emit


def run() -> None:
    """列出读取一份文件的各项上限和默认值。"""
    from wenfeng import pipeline
    from wenfeng.columns import listing

    digits = max(len(str(default)) for _, default, _ in pipeline.LIMITS)
    rows = ((name, f"{default:>{digits}}", title) for name, default, title in pipeline.LIMITS)
    emit("".join(f"{line}\n" for line in listing(rows)).encode())
