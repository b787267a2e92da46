"""A comparison to write in every format."""

from __future__ import annotations

import pytest

from tests.reports.copies.found import comparison
from wenfeng.copies import Duplicates


@pytest.fixture
def found() -> Duplicates:
    return comparison()
