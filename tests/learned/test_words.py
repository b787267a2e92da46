"""What cuts the words of a text keeps nothing on disk and trusts nothing it finds there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_nothing_is_left_in_the_folder_of_temporary_files(tmp_path: Path) -> None:
    script = "import wenfeng; print(wenfeng.load()('（责任单位：县水务局）').ents[0].text)"
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "县水务局"
    assert list(tmp_path.iterdir()) == []
