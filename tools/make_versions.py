"""Builds the pairs of versions (两版方案) that comparisons are tested on, from readable sources.

``python tools/make_versions.py`` reads corpora/versions/NAME.toml and writes NAME-old and NAME-new
beside it, each in its format; what a comparison must find stands in the sources.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import make_samples

ROOT = Path(__file__).resolve().parent.parent / "corpora" / "versions"


def build(root: Path = ROOT) -> dict[str, bytes]:
    """Every file to be written, by name."""
    files: dict[str, bytes] = {}
    for path in sorted(root.glob("*.toml")):
        source = tomllib.loads(path.read_text("utf-8"))
        for side in ("old", "new"):
            name = f"{path.stem}-{side}.{source[side]['format']}"
            files[name] = make_samples.document(source[side])
    return files


def main() -> int:
    """Write all versions."""
    files = build()
    for name, data in files.items():
        (ROOT / name).write_bytes(data)
    print(f"已生成 {len(files)} 个文件：{ROOT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
