"""What stands around the tasks of a part: its title, opening, aims and demands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.desk import ROLES, Desk
from corpus.model import Block, Body, Line, Section
from corpus.world import written

YEARED = ("plan", "rectify", "sheet")
BACKGROUND_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class Part:
    """The body or an attachment: its theme and its content."""

    theme: str
    body: Body


@dataclass(frozen=True, slots=True)
class Frame:
    """Writes the parts of a document around what their layouts made."""

    desk: Desk

    # -- pieces

    def themes(self, title: str) -> list[str]:
        """What a plan of this kind may be about, in random order."""
        phrases = self.desk.phrases
        own = phrases.texts("themes", self.desk.world.sector)
        campaigns = [*phrases.texts("themes", "any"), *own, *own]
        faults = phrases.texts("themes", "faults")
        if title in ("rectify", "personal"):
            mending = str(phrases.of("themes", "mending"))
            campaigns = [text for text in campaigns if re.search(mending, text)]
        elif title != "sheet":
            faults = ()
        fit = [text for text in (*faults, *campaigns) if self.desk.stock.known(text)]
        return list(dict.fromkeys(self.desk.dice.shuffled(fit)))

    def work(self, theme: str) -> str:
        """The theme as something one does: 审计发现问题 → 审计发现问题整改."""
        return f"{theme}整改" if theme in self.desk.phrases.texts("themes", "faults") else theme

    def fill(self, pattern: str, **more: str) -> str:
        world = self.desk.world
        day = written(world.day)
        values = {
            "place": world.place if world.prefixed else "",
            "org": world.org,
            "all": world.profile["all"].format(mark=world.mark),
            "our": self.our(),
            "year": str(world.year),
            "date": day,
            "abbr": world.town[0] if world.level != "村" else world.town,
            "mark": world.mark,
            "no": str(self.desk.dice.between(1, 68)),
            "report_date": self.desk.stock.report_date(),
            "office": self.office(),
            "person": self.desk.names.person(),
            "phone": str(self.desk.dice.between(2000000, 8999999)),
            "n": str(self.desk.dice.between(30, 900)),
            "iso": world.day.isoformat(),
        }
        return pattern.format(**(values | more))

    def our(self) -> str:
        world = self.desk.world
        pattern = str(self.desk.dice.pick(world.profile["our"]))
        return pattern.format(mark=world.mark, place=world.place)

    def office(self) -> str:
        names = ("领导小组办公室", "整改办", "办公室", "整改工作专班", "督查组")
        return self.desk.dice.pick([name for name in names if self.desk.stock.known(name)])

    def background(self, text: str) -> str:
        return self.desk.pen.mark("BACKGROUND", text)

    # -- a part

    def title(self, part: Part) -> Line:
        desk, body = self.desk, part.body
        kind = body.title
        led = all(entry.owners for entry in desk.ledger.entries)
        if kind in ("plan", "rectify") and led and desk.dice.chance(0.15):
            kind = "org_plan"
        pattern = desk.phrase("titles", kind)
        named = desk.pen.mark(
            ROLES["lead"], body.unit or body.person, "unit" if body.unit else "person"
        )
        text = self.fill(pattern, theme=part.theme, unit=named, person=named)
        text = text.replace("问题问题", "问题")
        if kind in YEARED and pattern.startswith("{theme") and desk.dice.chance(0.25):
            text = self.fill(desk.phrase("titles", "year_prefix")) + text
        if self.hides_year() and kind != "unit_sheet":
            text = text.replace(f"{desk.world.year}年度", "").replace(f"{desk.world.year}年", "")
        return Line(desk.heading(text), "title")

    def hides_year(self) -> bool:
        """Plans of the autumn without years reach into the next: only the date names one."""
        world = self.desk.world
        return world.yearless or (world.bare and world.day.month > 9)

    def opening(self, part: Part) -> Line:
        desk = self.desk
        key = "minutes" if part.body.title == "minutes" else "plan"
        key = "personal" if part.body.title == "personal" else key
        if key == "plan" and desk.world.dated and not self.hides_year() and desk.dice.chance(0.2):
            key = "dated"
        day = written(self._earlier())
        text = self.fill(desk.phrase("opening", key), theme=self.work(part.theme), date=day)
        tail = part.body.tail
        head = self.saying() if desk.dice.chance(0.3) else ""
        return Line(self.background(head + text) + tail)

    def saying(self) -> str:
        """The background sentence of a topic; none with figures where years are left out."""
        desk = self.desk
        text = desk.stock.fill(desk.dice.pick(desk.stock.topics).background)
        figures = desk.world.bare and any(sign.isdigit() for sign in text)
        return "" if figures or not desk.stock.known(text) else text

    def _earlier(self) -> date:
        """A day shortly before the plan, of the same year."""
        day = self.desk.world.day
        past = day - timedelta(days=self.desk.dice.between(2, 25))
        return past if past.year == day.year else day

    def sections(self, body: Body, full: bool) -> list[Section]:
        """The sections of a part, with aims before and demands behind them where it has some."""
        before: list[Section] = []
        after: list[Section] = []
        dice = self.desk.dice
        if full and dice.chance(0.45):
            before.append(self._said("guide", [self._guide()]))
        if full and dice.chance(0.3):
            before.append(self._said("goal", [self.fill(self.desk.phrase("background", "goal"))]))
        if full and dice.chance(0.6):
            after.append(self._guard())
        return [*before, *body.sections, *after]

    def _guide(self) -> str:
        fit = [
            row for row in self.desk.phrases.of("guide")
            if row["from"] <= self.desk.world.year <= row["to"]
        ]  # fmt: skip
        text = str(self.desk.dice.pick(self.desk.dice.pick(fit)["text"]))
        return text + (self.saying() if self.desk.dice.chance(BACKGROUND_SHARE) else "")

    def _said(self, head: str, texts: Sequence[str]) -> Section:
        blocks = tuple(Line(self.background(text)) for text in texts)
        return Section(self.desk.phrase("heads", head), blocks)

    def _guard(self) -> Section:
        desk = self.desk
        head = desk.phrase("heads", "guard")
        if desk.dice.chance(0.3):
            text = self.background(desk.phrase("background", "guard_paragraphs"))
            return Section(head, (Line(text + self.report(0.4)),))
        known = [i for i in desk.phrases.of("background", "guard_items") if desk.stock.known(i[1])]
        items = desk.dice.some(known, desk.dice.between(2, 4))
        number = desk.style.group if desk.dice.chance(0.7) else desk.style.item
        texts = [
            f"{number(i)}{desk.heading(t)}。{self.background(s)}"
            for i, (t, s) in enumerate(items, 1)
        ]
        report = self.report(0.5)
        if report and desk.dice.chance(0.4):
            title = desk.heading(desk.phrase("heads", "report"))
            texts.append(f"{number(len(texts) + 1)}{title}。{report}")
        else:
            texts[-1] += report
        return Section(head, tuple(Line(text) for text in texts))

    def report(self, share: float) -> str:
        """A sentence on what must be handed in, or nothing."""
        desk = self.desk
        if not desk.dice.chance(share):
            return ""
        texts = desk.phrases.texts("background", "report")
        text = self.fill(desk.dice.pick([text for text in texts if desk.stock.known(text)]))
        topic = desk.dice.pick(desk.stock.topics)
        known = desk.stock.known(topic.report)
        if known and desk.dice.chance(0.6) and not any(w in topic.report for w in ("牵头", "负责")):
            text = desk.stock.fill(topic.report)
        if self.hides_year() and "年" in text:
            return ""
        return desk.pen.mark("REPORT", text)

    def part(self, part: Part, full: bool) -> Iterator[Block]:
        """Title, opening, numbered sections or table of a part."""
        desk = self.desk
        yield self.title(part)
        if part.body.blocks:
            yield from self._table_lines()
            yield from part.body.blocks
            return
        yield self.opening(part)
        for number, section in enumerate(self.sections(part.body, full), start=1):
            head = section.head if section.head[0] > "\U000f0000" else desk.heading(section.head)
            yield Line(desk.style.head(number) + head, "head")
            yield from section.blocks

    def _table_lines(self) -> Iterator[Block]:
        desk = self.desk
        if desk.dice.chance(0.4):
            yield Line(self.fill(desk.phrase("table", "unit_line")), "plain")
