"""The parts of a docx package (ECMA-376) that say what a Word 97–2003 file says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import islice

from wenfeng.limits import MB, Limits
from wenfeng.readers.doc import markup
from wenfeng.readers.doc.drawings import Drawings, Shape, read_drawings
from wenfeng.readers.doc.fib import Part, Story, WordFile
from wenfeng.readers.doc.fonts import read_fonts
from wenfeng.readers.doc.formats import Formats
from wenfeng.readers.doc.lists import numbering
from wenfeng.readers.doc.pages import character_properties, paragraph_properties
from wenfeng.readers.doc.pieces import read_text
from wenfeng.readers.doc.stories import Stories
from wenfeng.readers.doc.styles import read_styles, style_sheet

# What a reference in the main text leads to, and how long its item in the PLC is.
_REFERENCES = (
    ("footnote", Part.FOOTNOTE_REFERENCES, 2),
    ("endnote", Part.ENDNOTE_REFERENCES, 2),
    ("comment", Part.COMMENT_REFERENCES, 30),
)
_NOTES = {
    "footnote": (Part.FOOTNOTES, Story.FOOTNOTES),
    "endnote": (Part.ENDNOTES, Story.ENDNOTES),
}
_SECTION = 12
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = ("styles", "numbering", "footnotes", "endnotes", "comments", "header")


def package(file: WordFile, limits: Limits) -> bytes:
    """The bytes of the package."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in _parts(file, limits):
            archive.writestr(f"word/{name}", content)
    return held.getvalue()


def _parts(file: WordFile, limits: Limits) -> Iterator[tuple[str, str]]:
    styles = read_styles(file)
    stories = Stories(
        read_text(file, limits),
        character_properties(file),
        paragraph_properties(file),
        Formats(styles, read_fonts(file), file.data),
        frozenset(file.plc(Part.SECTIONS, _SECTION).positions()),
        limits.part_size * MB // 2,
    )
    yield "_rels/document.xml.rels", _relations()
    yield "styles.xml", markup.part("styles", style_sheet(styles))
    yield "numbering.xml", markup.part("numbering", numbering(file))
    yield "header.xml", markup.part("hdr", _edges(file, stories))
    for kind, references, size in _REFERENCES:
        count = len(file.plc(references, size))
        notes = _notes(file, stories, kind, count)
        yield f"{kind}s.xml", markup.part(f"{kind}s", "".join(notes))
    yield "document.xml", markup.part("document", _body(file, stories))
    if file.macros:
        yield "vbaProject.bin", ""


def _relations() -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_TYPES}/{name}" Target="{name}.xml"/>'
        for name in _RELATED
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def _edges(file: WordFile, stories: Stories) -> str:
    """What headers and footers say, and their text boxes."""
    return "".join(
        stories.write(file.starts[story], file.starts[story + 1])
        for story in (Story.HEADERS, Story.HEADER_BOXES)
    )


def _notes(file: WordFile, stories: Stories, kind: str, count: int) -> Iterator[str]:
    """The notes of a kind; comments without their text."""
    if kind not in _NOTES:
        yield from (markup.note(kind, number) for number in range(count))
        return
    part, story = _NOTES[kind]
    ranges = islice(file.plc(part, 0).ranges(), count)
    for number, where in enumerate(ranges):
        yield markup.note(kind, number, _within(file, stories, story, where))


def _body(file: WordFile, stories: Stories) -> str:
    """The main text; text boxes that have no anchor follow it."""
    drawings = read_drawings(file)
    boxes = {
        number: markup.box(_within(file, stories, Story.TEXT_BOXES, where))
        for number, where in drawings.boxes.items()
        # The last one only closes the list.
        if number
    }
    stories.mark(_marks(file, drawings, boxes))
    body = stories.write(0, file.starts[Story.MAIN + 1])
    rest = "".join(f"<w:p>{markup.run(box, False)}</w:p>" for box in boxes.values())
    return f"<w:body>{body}{rest}</w:body>"


def _marks(file: WordFile, drawings: Drawings, boxes: dict[int, str]) -> dict[int, str]:
    """What stands at single positions of the main text; text boxes used are taken out."""
    marks = {
        place: markup.note(f"{kind}Reference", number)
        for kind, references, size in _REFERENCES
        for number, place in enumerate(file.plc(references, size).positions()[:-1])
    }
    for place, group in drawings.anchors.items():
        marks[place] = "".join(_shown(shape, boxes) for shape in group)
    return marks


def _shown(shape: Shape, boxes: dict[int, str]) -> str:
    picture = markup.PICTURE if shape.picture else ""
    word_art = markup.WORD_ART if shape.word_art else ""
    return picture + word_art + boxes.pop(shape.number, "")


def _within(file: WordFile, stories: Stories, story: Story, where: tuple[int, int]) -> str:
    """A stretch of a story, by positions that count from the story's start."""
    start, end = file.starts[story], file.starts[story + 1]
    return stories.write(min(start + where[0], end), min(start + where[1], end))
