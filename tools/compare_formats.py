"""What each format costs and loses: the same plans saved in every format, entries compared.

    python tools/compare_formats.py            print the table
    python tools/compare_formats.py --write    put it into docs/formats-compared.md
    python tools/compare_formats.py -v odt     name the entries that differ, for one format

The samples (corpora/samples) are saved in each format by LibreOffice, which has to be installed,
and read again; what is read from the original is the measure. Scans (200 dpi, slightly turned,
noisy) are made of the samples with tables and need the extra wenfeng[ocr].
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from time import perf_counter

import markdown
import save_as

from wenfeng.domain import Entry
from wenfeng.pipeline import check_many

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "formats-compared.md"
SCAN = "scan"
# Words of an entry this much alike are the same entry, a few characters misread.
ALIKE = 0.9
NEEDED = {"pdf": 0.97, SCAN: 0.90}
NAMES = {
    "docx": "docx（多为原件）",
    "xlsx": "xlsx（原件）",
    "pdf": "pdf（有文字）",
    SCAN: "扫描件（200 dpi，略歪，有噪点）",
    "eml": "eml（附件）",
    "zip": "zip（里面的文件）",
}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far what was read from one format agrees with what the originals hold."""

    alike: float
    exact: float
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What reading one format came to, over all files."""

    files: int
    agreement: Agreement
    seconds_a_page: float
    memory: int


def words(entry: Entry) -> Words:
    """All that an entry says, without white space: problem and measures, owners, deadline."""
    told = (
        entry.heading,
        entry.problem.text if entry.problem else "",
        *(m.text for m in entry.measures),
    )
    owners = " ".join(f"{o.role} {o.name} {o.scope}" for o in entry.owners)
    deadline = entry.deadline
    when = f"{deadline.text} {deadline.end} {deadline.scope}" if deadline else ""
    return tuple("".join(text.split()) for text in (entry.number, "".join(told), owners, when))


def f1(found: int, wanted: int, read: int) -> float:
    return 2 * found / (wanted + read) if wanted + read else 1.0


def exact_matches(wanted: Iterable[Words], read: Iterable[Words]) -> int:
    rest = list(read)
    found = 0
    for entry in wanted:
        if entry in rest:
            rest.remove(entry)
            found += 1
    return found


def alike_matches(wanted: Iterable[Words], read: Iterable[Words]) -> int:
    """Entries whose task reads nearly the same; each counts once."""
    rest = [entry[1] for entry in read]
    found = 0
    for entry in wanted:
        best = max(rest, key=lambda text: _likeness(entry[1], text), default="")
        if rest and _likeness(entry[1], best) >= ALIKE:
            rest.remove(best)
            found += 1
    return found


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0


def entries(files: Mapping[str, Path]) -> dict[str, list[Words]]:
    """The entries in each file and in the files inside it, read as the command does it."""
    batch = check_many(files.values(), jobs=2)
    for failure in batch.failures:
        print(f"{failure.path}: {failure.error}", file=sys.stderr)
    return {
        stem: [
            words(entry)
            for report in batch.reports
            if f"{report.document.name}/".startswith(f"{path.as_posix()}/")
            for entry in report.reading.entries
        ]
        for stem, path in files.items()
    }


def originals() -> dict[str, Path]:
    folder = ROOT / "corpora" / "samples"
    return {path.stem: path for path in sorted(folder.iterdir()) if save_as.kind_of(path)}


def has_table(path: Path) -> bool:
    from wenfeng.readers import read_file

    return path.suffix == ".xlsx" or any(block.cell for block in read_file(path, "").blocks)


def agreement(files: Mapping[str, Path], truth: Mapping[str, list[Words]]) -> Agreement:
    """How far the entries in the files agree with the true ones, and what differs."""
    alike = exact = wanted = found = 0
    differing: list[str] = []
    for stem, read in entries(files).items():
        same = exact_matches(truth[stem], read)
        exact += same
        alike += alike_matches(truth[stem], read)
        wanted += len(truth[stem])
        found += len(read)
        if same < max(len(truth[stem]), len(read)):
            differing += [f"{stem}  少 {entry}" for entry in truth[stem] if entry not in read]
            differing += [f"{stem}  多 {entry}" for entry in read if entry not in truth[stem]]
    return Agreement(f1(alike, wanted, found), f1(exact, wanted, found), tuple(differing))


def needed(form: str) -> float:
    """The share of entries that has to come through in a format."""
    return NEEDED.get(form, 1.0)


def cost(files: Iterable[Path]) -> tuple[float, int]:
    """Seconds that reading takes, imports apart, and the greatest memory of a process (MB)."""
    command = [sys.executable, __file__, "--measure", *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def measure(files: Sequence[str]) -> int:
    """Read the files in this process and print what that took."""
    paths = [Path(file) for file in files]
    _read(paths[0])
    begun = perf_counter()
    for path in paths:
        _read(path)
    seconds = perf_counter() - begun
    print(seconds, _most_memory())
    return 0


def _most_memory() -> int:
    """The most memory this process has had (MB); getrusage would count its parent's as well."""
    for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0


def _read(path: Path) -> None:
    from wenfeng import readers

    file = readers.open_file(path)
    inside = list(readers.members(file, 0))
    if not inside:
        readers.read(file, path.name)
    for number, member in enumerate(inside):
        if isinstance(member.content, bytes):
            with tempfile.TemporaryDirectory() as folder:
                part = Path(folder, f"{number}{member.suffix}")
                part.write_bytes(member.content)
                _read(part)


def page_counts(pdfs: Mapping[str, Path]) -> dict[str, int]:
    import pypdfium2

    counts = {}
    for stem, path in pdfs.items():
        document = pypdfium2.PdfDocument(path)
        counts[stem] = len(document)
        document.close()
    return counts


def table(figures: Mapping[str, Figures]) -> str:
    head = ("格式", "文件", "条目 F1", "逐字 F1", "每页秒数", "峰值内存")
    rows = ((NAMES.get(form, form), *_cells(f)) for form, f in figures.items())
    return markdown.table(head, rows)


def _cells(found: Figures) -> tuple[str, ...]:
    return (
        str(found.files),
        f"{found.agreement.alike:.3f}",
        f"{found.agreement.exact:.3f}",
        f"{found.seconds_a_page:.4f}",
        f"{found.memory} MB",
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("formats", nargs="*", help="only these formats")
    parser.add_argument("-v", "--verbose", action="store_true", help="name what differs")
    parser.add_argument("--write", action="store_true", help="write docs/formats-compared.md")
    parser.add_argument("--keep", type=Path, help="keep the saved files in this folder")
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        return measure(options.measure)
    with tempfile.TemporaryDirectory() as folder:
        figures = run(options.keep or Path(folder), options.formats, options.verbose)
    text = table(figures)
    print(text)
    if options.write:
        PAGE.write_text(INTRODUCTION + text, "utf-8")
    short = [form for form, f in figures.items() if f.agreement.alike < needed(form)]
    if short:
        print(f"没有达到要求：{'、'.join(short)}", file=sys.stderr)
    return int(bool(short))


def run(folder: Path, formats: Sequence[str], verbose: bool) -> dict[str, Figures]:
    samples = originals()
    saved = save_all(samples, folder, scans=not formats or SCAN in formats)
    truth = entries(samples)
    pages = page_counts(saved["pdf"])
    figures = {}
    for form in (form for form in ORDER if form in saved and (not formats or form in formats)):
        files = saved[form]
        seconds, memory = cost(files.values())
        a_page = seconds / sum(pages[stem] for stem in files)
        figures[form] = Figures(len(files), agreement(files, truth), a_page, memory)
        if verbose:
            print("\n".join([f"== {form}", *figures[form].agreement.differing]))
    return figures


def save_all(samples: Mapping[str, Path], folder: Path, *, scans: bool) -> save_as.Saved:
    """The samples in every format; scans only of those with tables, and where OCR is there."""
    from wenfeng.readers import ocr

    saved = save_as.save_as(samples.values(), folder)
    for form in ("docx", "xlsx"):
        kept = {stem: path for stem, path in samples.items() if path.suffix == f".{form}"}
        saved.setdefault(form, {}).update(kept)
    if scans and ocr.available():
        tables = {stem: path for stem, path in saved["pdf"].items() if has_table(samples[stem])}
        saved[SCAN] = save_as.scans(tables, folder / SCAN)
    return saved


ORDER = (
    *("docx", "doc", "wps", "odt", "rtf", "html", "mht"),
    *("xlsx", "xls", "et", "ods", "pdf", "ofd", "eml", "zip", SCAN),
)
INTRODUCTION = """# 各种格式读得怎样

由 `python tools/compare_formats.py --write` 生成，请不要直接修改。

全部样例方案（corpora/samples）另存为各种格式，再读出条目，与从原件读出的比较。
另存由 LibreOffice 完成；ofd 和扫描件由它打印的 PDF 制成，扫描件只用有表格的样例（200 dpi，略歪，
有噪点，JPEG）。

- 条目 F1：问题和措施的文字九成以上相同算同一条。
- 逐字 F1：编号、文字、责任主体、时限全都相同才算。
- 每页秒数：只算读取，不算启动；页数按打印成 PDF 的页数。峰值内存：读这批文件的进程最多占的内存。
  这两项随机器而变，只看相互的比例。

"""


if __name__ == "__main__":
    raise SystemExit(main())
