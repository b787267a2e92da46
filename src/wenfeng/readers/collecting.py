"""Garbage collection put off (暂停垃圾回收) while a reader makes many objects that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """No looking for cycles inside; benchmarks/reading.py shows what that saves a docx.

    Readers make no cycles to speak of; what they let go goes by itself.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
