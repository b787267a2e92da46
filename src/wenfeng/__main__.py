"""``python -m wenfeng`` and the ``wenfeng`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line.

    The import stands inside because worker processes import this module again and need no
    command line.
    """
    from wenfeng.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
