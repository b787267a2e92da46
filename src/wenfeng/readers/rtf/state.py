"""What a group of RTF inherits and gives back at its end, and the control words that change it.

Row definitions are kept by the story instead: Word repeats them before every row, other programs
count on their lasting beyond the end of a group.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from wenfeng.readers.rtf.story import Layout, Story
from wenfeng.readers.rtf.tables import RowShape

_PLAIN_LAYOUT = Layout()
_MAX_FALLBACK = 16


@dataclass(slots=True)
class State:
    """The state of a group. ``muted``: its text is not for people; ``drawn``: pictures count."""

    story: Story
    layout: Layout = _PLAIN_LAYOUT
    font: int = 0
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    moved: bool = False
    muted: bool = False
    drawn: bool = True
    nested_row: bool = False

    def copy(self) -> State:
        """The state that a group inside begins with."""
        return State(
            self.story,
            self.layout,
            self.font,
            self.fallback,
            self.hidden,
            self.deleted,
            self.moved,
            self.muted,
            self.drawn,
            self.nested_row,
        )

    def begin(self, story: Story) -> None:
        """Send what follows in this group to a story of its own."""
        self.story = story
        self.layout = _PLAIN_LAYOUT
        self.hidden = self.deleted = self.moved = self.muted = self.nested_row = False

    def emit(self, text: str) -> None:
        """Add text to the story, unless nobody is to see it."""
        if text and not (self.gone or self.muted):
            self.story.emit(text, self.hidden)

    @property
    def gone(self) -> bool:
        """Whether text is deleted, or moved to another place, by a tracked change."""
        return self.deleted or self.moved

    @property
    def row_nesting(self) -> int:
        """The nesting of the table that row definitions speak of."""
        return self.inner_nesting if self.nested_row else 1

    @property
    def inner_nesting(self) -> int:
        """The nesting of the table that ``\\nestcell`` speaks of."""
        return max(2, self.layout.nesting)

    @property
    def shape(self) -> RowShape:
        """The row definition in force."""
        return self.story.shapes.get(self.row_nesting, RowShape())


Change = Callable[[State, int], None]
Switch = Callable[[State, bool], None]


def _font(state: State, number: int) -> None:
    state.font = number


def _fallback(state: State, number: int) -> None:
    state.fallback = max(0, min(_MAX_FALLBACK, number))


def _hidden(state: State, on: bool) -> None:
    state.hidden = on


def _deleted(state: State, on: bool) -> None:
    state.deleted = on


def _moved(state: State, on: bool) -> None:
    state.moved = on


def _style(state: State, number: int) -> None:
    state.layout = replace(state.layout, style=number)


def _list(state: State, number: int) -> None:
    # \ls0 takes a paragraph out of its list.
    state.layout = replace(state.layout, list=number or None)


def _depth(state: State, number: int) -> None:
    state.layout = replace(state.layout, depth=number)


def _outline(state: State, number: int) -> None:
    state.layout = replace(state.layout, outline=number)


def _nesting(state: State, number: int) -> None:
    state.layout = replace(state.layout, nesting_stated=number)


def _in_table(state: State, on: bool) -> None:
    state.layout = replace(state.layout, in_table=on)


def _paragraph_defaults(state: State) -> None:
    state.layout = _PLAIN_LAYOUT


def _end_paragraph(state: State) -> None:
    if state.gone:
        state.story.run_on()
    else:
        state.story.end_paragraph(state.layout)


def _end_section(state: State) -> None:
    state.story.end_paragraph(state.layout)


def _end_cell(state: State) -> None:
    state.story.end_cell(state.layout, 1)


def _end_inner_cell(state: State) -> None:
    state.story.end_cell(state.layout, state.inner_nesting)


def _end_row(state: State) -> None:
    state.story.end_row(state.layout, 1, state.gone)


def _end_inner_row(state: State) -> None:
    state.story.end_row(state.layout, state.inner_nesting, state.gone)


def _set_shape(state: State, shape: RowShape) -> None:
    state.story.shapes[state.row_nesting] = shape


def _row_left(state: State, left: int) -> None:
    _set_shape(state, replace(state.shape, left=left))


def _cell_edge(state: State, right: int) -> None:
    _set_shape(state, state.shape.edge(right))


def _row_defaults(state: State) -> None:
    _set_shape(state, RowShape())


def mark_cell(state: State, mark: bytes) -> None:
    """Note a mark of the next cell in the row definition."""
    _set_shape(state, state.shape.marked(mark))


# Words with a number, on/off words, and words that do something.
NUMBERS: dict[bytes, Change] = {
    b"f": _font,
    b"uc": _fallback,
    b"s": _style,
    b"ls": _list,
    b"ilvl": _depth,
    b"outlinelevel": _outline,
    b"itap": _nesting,
    b"trleft": _row_left,
    b"cellx": _cell_edge,
}
SWITCHES: dict[bytes, Switch] = {
    b"v": _hidden,
    b"deleted": _deleted,
    b"mvf": _moved,
    b"intbl": _in_table,
}
ACTIONS: dict[bytes, Callable[[State], None]] = {
    b"pard": _paragraph_defaults,
    b"trowd": _row_defaults,
    b"par": _end_paragraph,
    b"sect": _end_section,
    b"cell": _end_cell,
    b"nestcell": _end_inner_cell,
    b"row": _end_row,
    b"nestrow": _end_inner_row,
}
