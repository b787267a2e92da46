"""A whole document: a plan alone, or a notice that hands on one plan or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.frame import Frame, Part
from corpus.model import Block, Line
from corpus.world import written

NOTICE_SHARE = 0.3
ALONE = ("minutes", "personal", "empty", "unit_sheet", "unit_plan")


@dataclass(frozen=True, slots=True)
class Document:
    """Letterhead, notice, parts, signature and date."""

    frame: Frame
    page: bool = False  # a web page, in which a notice may hold a table

    def blocks(self, parts: Sequence[Part]) -> list[Block]:
        """A plan alone, or a notice with one part or several attached."""
        if len(parts) > 1:
            return list(self._notice(parts))
        (part,) = parts
        sheet = bool(part.body.blocks)
        fit = part.body.title not in ALONE and (self.page or not sheet)
        if fit and self.frame.desk.dice.chance(NOTICE_SHARE):
            return list(self._notice(parts))
        return list(self._alone(part, sheet))

    def _alone(self, part: Part, sheet: bool) -> Iterator[Block]:
        desk = self.frame.desk
        web = not sheet and desk.world.dated and desk.world.year > 2003 and desk.dice.chance(0.1)
        content = list(self.frame.part(part, full=not sheet))
        if not sheet and desk.dice.chance(0.3):
            yield from self._letterhead()
        yield content[0]
        if web and not self.frame.hides_year():
            yield Line(self.frame.fill(desk.phrase("opening", "web")), "plain")
        yield from content[1:]
        yield from self._end(part, sheet)
        if web:
            yield Line(desk.phrase("opening", "web_end"), "plain")

    def _letterhead(self) -> Iterator[Block]:
        desk = self.frame.desk
        if desk.dice.chance(0.4):
            yield Line(f"{desk.world.org}文件", "centre")
        if desk.world.dated and not self.frame.hides_year():
            yield Line(self.frame.fill(desk.dice.pick(desk.world.profile["number"])), "centre")

    def _end(self, part: Part, sheet: bool) -> Iterator[Block]:
        """Closing words, signature and date."""
        desk, world = self.frame.desk, self.frame.desk.world
        if not sheet and desk.dice.chance(0.12):
            yield Line(self.frame.fill(desk.phrase("opening", "contact")))
        if part.body.title == "unit_sheet":
            return
        if sheet:
            if world.dated:
                yield Line(self.frame.fill(desk.phrase("table", "date_line")), "right")
            return
        yield from self._signature(part.body.person)
        if desk.dice.chance(0.1):
            yield Line(self.frame.fill(desk.phrase("opening", "copies")), "plain")

    def _signature(self, person: str = "") -> Iterator[Block]:
        world = self.frame.desk.world
        if world.dated or self.frame.desk.dice.chance(0.5):
            yield Line(person or world.org, "right")
        if world.dated:
            yield Line(written(world.day), "right")

    def _notice(self, parts: Sequence[Part]) -> Iterator[Block]:
        """The notice that hands the parts on; each of them is an attachment."""
        desk = self.frame.desk
        contents = [list(self.frame.part(part, full=len(parts) == 1)) for part in parts]
        named = [
            desk.pen.resolve(block[0].text).text for block in contents if isinstance(block[0], Line)
        ]
        yield from self._letterhead()
        yield Line(
            desk.heading(f"关于印发《{named[0]}》{'等文件' if len(named) > 1 else ''}的通知"),
            "title",
        )
        yield Line(self.frame.fill(desk.dice.pick(desk.world.profile["addressee"])), "plain")
        yield from self._hand_on(named)
        yield from self._signature()
        marks = desk.phrase("attachments", "mark")
        for number, content in enumerate(contents, start=1):
            if len(contents) > 1:
                yield Line(marks.format(no=number), "plain")
            elif desk.dice.chance(0.5):
                yield Line(desk.phrase("attachments", "single"), "plain")
            yield from content

    def _hand_on(self, named: Sequence[str]) -> Iterator[Block]:
        desk = self.frame.desk
        yield Line(self.frame.fill(desk.phrase("opening", "notice"), title="》《".join(named)))
        if len(named) > 1:
            head = desk.phrase("attachments", "list_head")
            for number, title in enumerate(named, start=1):
                text = f"{number}.{title}"
                yield Line(head + text if number == 1 else text)
        closing = desk.phrase("opening", "closing")
        if closing:
            yield Line(closing)
