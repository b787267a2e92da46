"""One page that needs nothing else: no network, one script of its own, prints on A4.

The page's own rules (CSP) allow that script and that style by their hashes and nothing besides, so
not even words that slipped past the escaping could run or fetch anything. Without the script all
is there to read; it only filters and opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from wenfeng.domain import Batch, Entry, Report, Response
from wenfeng.reports import tallies, wording
from wenfeng.reports.charts import draw
from wenfeng.reports.grids import Piece, pieces
from wenfeng.reports.marked_text import Marker, marker
from wenfeng.reports.remarks import Group, Remark, clip, entry_line, groups, sources
from wenfeng.reports.web_page import environment, policy, text_of

ROOM = "wenfeng.reports"
TEMPLATE = "report.html.j2"
STYLE, SCRIPT = "report.css", "report.js"
OPEN_UP_TO = 3
"""Documents whose text stands open; of more it is folded, or nobody finds the findings."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as the page shows it; ``prefix`` begins the names of its anchors."""

    report: Report
    prefix: str
    groups: list[Group]
    notes: dict[str, int]
    marker: Marker
    pieces: list[Piece]
    entries: dict[str, Entry]

    @property
    def remarks(self) -> dict[str | None, list[Remark]]:
        """Remarks by the id of their entry."""
        return {g.entry.id if g.entry else None: list(g.remarks) for g in self.groups}


def write(batch: Batch, titles: Mapping[str, str] | None = None) -> bytes:
    """The batch as a page; ``titles`` are the rules' Chinese names."""
    named = dict(titles or {})
    style, script = text_of(ROOM, STYLE), text_of(ROOM, SCRIPT)
    calls = {"clip": clip, "entry_line": entry_line, "of_rule": _of_rule, "matched": _matched}
    page = environment(ROOM, say=wording, **calls).get_template(TEMPLATE)
    return page.render(
        batch=batch,
        sheets=list(_sheets(batch)),
        titles=named,
        charts=draw(batch, named),
        levels=wording.count_levels(batch),
        rules=tallies.by_rule(batch),
        units=tallies.units(batch),
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        unfolded=len(batch.reports) <= OPEN_UP_TO,
    ).encode("utf-8")


def _sheets(batch: Batch) -> Iterator[Sheet]:
    for number, report in enumerate(batch.reports, start=1):
        grouped = groups(report)
        prefix = f"d{number}"
        remarks = [remark for group in grouped for remark in group.remarks]
        yield Sheet(
            report,
            prefix,
            grouped,
            sources(remark.finding for remark in remarks),
            marker(report, remarks, prefix),
            list(pieces(report.document.blocks)),
            {entry.id: entry for entry in report.reading.entries},
        )


def _of_rule(remarks: list[Remark], *families: str) -> list[Remark]:
    """The remarks of some families of rules, which stand in the columns of these names."""
    return [one for one in remarks if one.finding.rule.partition(".")[0] in families]


def _matched(sheet: Sheet, response: Response) -> list[str]:
    """The entries that take up a piece of feedback, the most alike first."""
    return [
        f"{entry_line(sheet.entries[match.entry])}（相近 {int(match.similarity * 100)}%）"
        for match in response.matches
        if match.entry in sheet.entries
    ]
