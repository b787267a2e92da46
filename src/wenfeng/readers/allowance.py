"""More time for long work (延长时限): a reader that recognises page after page asks here.

Whoever watches the clock of this process says with ``listen`` whom to ask; where nobody watches,
asking does nothing.
"""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[int], None]] = []


def listen(watcher: Callable[[int], None]) -> None:
    """Let ``watcher`` hear of every request in this process, and nobody else."""
    _listeners[:] = [watcher]


def more(seconds: int) -> None:
    """Ask for ``seconds`` on top of the time this file has."""
    for watcher in _listeners:
        watcher(seconds)
