"""Every cell is shown once, whatever a file says of its merged cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wenfeng.domain import Block, Cell
from wenfeng.reports.grids import Piece, Place, pieces


def cells(*places: tuple[int, int, int, int]) -> list[Block]:
    return [
        Block("cell", "字", "表1", cell=Cell(1, row, column, rows, columns))
        for row, column, rows, columns in places
    ]


def test_paragraphs_and_tables_come_in_their_order() -> None:
    blocks = [
        Block("paragraph", "甲", "第1段"),
        Block("paragraph", " ", "第2段"),
        *cells((1, 1, 1, 1)),
        Block("cell", "乙", "表2", cell=Cell(2, 1, 1)),
        Block("paragraph", "丙", "第3段"),
    ]
    assert list(pieces(blocks)) == [
        Piece(0),
        Piece(rows=((Place(2),),)),
        Piece(rows=((Place(3),),)),
        Piece(4),
    ]


def test_rows_and_columns_without_cells_take_no_room() -> None:
    (table,) = pieces(cells((5, 3, 1, 1), (900_000, 16_000, 1, 1)))
    assert table.rows == ((Place(0), Place(None)), (Place(None), Place(1)))


def test_a_merged_cell_covers_what_is_shown_of_it() -> None:
    (table,) = pieces(cells((1, 1, 400, 2), (1, 3, 1, 1), (200, 3, 1, 1), (400, 3, 1, 1)))
    assert table.rows == ((Place(0, 3, 1), Place(1)), (Place(2),), (Place(3),))


def test_a_table_that_is_nearly_empty_is_listed() -> None:
    diagonal = cells(*((i, i, 1, 1) for i in range(1, 1000)))
    assert list(pieces(diagonal)) == [Piece(i) for i in range(999)]


@given(
    st.lists(
        st.tuples(*(st.integers(1, 9),) * 4),
        min_size=1,
        unique_by=lambda place: place[:2],
    )
)
def test_no_cell_is_lost_and_none_comes_twice(places: list[tuple[int, int, int, int]]) -> None:
    (table,) = pieces(cells(*sorted(places)))
    shown = [place.block for row in table.rows for place in row if place.block is not None]
    assert sorted(shown) == list(range(len(places)))
