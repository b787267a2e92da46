from __future__ import annotations

import sys

import pytest

from wenfeng.pipeline import workers


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that know what this test has patched, even if other tests have started threads."""
    if sys.platform != "linux":
        pytest.skip("needs processes that are forked")
    monkeypatch.setattr(workers, "_start_method", lambda: "fork")
