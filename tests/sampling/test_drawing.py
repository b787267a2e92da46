"""The draw: the same for everybody, by kinds, in proportion."""

from __future__ import annotations

import hashlib
import random
from fractions import Fraction

import pytest

from wenfeng.draws import Candidate, Quota, Stratum
from wenfeng.errors import ConfigError
from wenfeng.sampling import drawn, number_to_draw, quota_of

TOWN, VILLAGE, OFFICE = "乡镇、街道", "村、社区", "市县直机关"
FIFTH = quota_of("20%")


def candidates(kind: str, count: int) -> list[Candidate]:
    return [
        Candidate(
            f"{kind}/{n}.docx", hashlib.sha256(f"{kind}{n}".encode()).hexdigest(), "", (), kind
        )
        for n in range(count)
    ]


FILES = [*candidates(TOWN, 23), *candidates(VILLAGE, 2), *candidates(OFFICE, 40)]


def chosen(strata: tuple[Stratum, ...]) -> list[str]:
    return [one.sha256 for stratum in strata for one in stratum.drawn]


def test_order_and_places_of_files_have_no_part_in_it() -> None:
    first = chosen(drawn(FILES, "2014", FIFTH))
    moved = [
        Candidate(f"别处/{n}.doc", one.sha256, one.title, one.units, one.kind)
        for n, one in enumerate(FILES)
    ]
    random.Random(1).shuffle(moved)
    assert chosen(drawn(moved, "2014", FIFTH)) == first
    assert chosen(drawn(reversed(FILES), "2014", FIFTH)) == first


def test_another_seed_draws_others() -> None:
    assert chosen(drawn(FILES, "2014", FIFTH)) != chosen(drawn(FILES, "2015", FIFTH))


def test_a_third_party_can_do_it_again_with_a_hash_alone() -> None:
    towns = sorted(
        (one.sha256 for one in FILES if one.kind == TOWN),
        key=lambda sha256: hashlib.sha256(b"2014\n" + sha256.encode()).hexdigest(),
    )
    (stratum,) = (one for one in drawn(FILES, "2014", FIFTH) if one.kind == TOWN)
    assert [one.sha256 for one in stratum.drawn] == towns[:5]


def test_this_draw_never_changes() -> None:
    """Written down once: another Python, another machine must give the same."""
    names = [one.name for s in drawn(FILES, "2014", FIFTH) for one in s.drawn if s.kind == TOWN]
    assert names == [f"{TOWN}/{n}.docx" for n in [0, 8, 11, 17, 15]]


def test_each_kind_by_its_share_and_none_is_left_out() -> None:
    strata = drawn(FILES, "2014", FIFTH)
    assert {s.kind: (len(s.candidates), len(s.drawn)) for s in strata} == {
        TOWN: (23, 5),
        VILLAGE: (2, 1),
        OFFICE: (40, 8),
    }


def test_every_file_is_drawn_about_as_often_as_every_other() -> None:
    files = candidates(TOWN, 10)
    times = dict.fromkeys((one.sha256 for one in files), 0)
    for seed in range(1000):
        for sha256 in chosen(drawn(files, str(seed), FIFTH)):
            times[sha256] += 1
    assert sum(times.values()) == 2000
    assert all(150 < count < 250 for count in times.values())


def test_the_same_content_counts_once_under_the_first_name() -> None:
    one, *rest = candidates(TOWN, 3)
    copy = Candidate("甲/副本.docx", one.sha256, "", (), TOWN)
    (stratum,) = drawn([one, *rest, copy], "1", quota_of("100%"))
    assert len(stratum.candidates) == 3
    (found,) = (c for c in stratum.candidates if c.sha256 == one.sha256)
    assert (found.name, found.copies) == (one.name, (copy.name,))


@pytest.mark.parametrize(
    ("share", "least", "total", "number"),
    [
        ("20%", 1, 23, 5),  # 4.6
        ("20%", 1, 12, 2),  # 2.4
        ("10%", 1, 25, 3),  # 2.5 is rounded up
        ("10%", 1, 15, 2),  # 1.5 too: not to the even number
        ("20%", 1, 1, 1),
        ("20%", 0, 1, 0),
        ("20%", 3, 2, 2),
        ("100%", 1, 7, 7),
        ("3", 1, 10, 3),
        ("3", 1, 2, 2),
    ],
)
def test_how_many(share: str, least: int, total: int, number: int) -> None:
    assert number_to_draw(quota_of(share, least), total) == number


@pytest.mark.parametrize("share", ["20%", "20％", "0.2", "0.20", " 20 %"])
def test_ways_to_write_a_share(share: str) -> None:
    assert quota_of(share) == Quota(Fraction(1, 5), 0, 1)


@pytest.mark.parametrize(
    "share", ["", "百分之二十", "-1", "0", "0%", "0.0", "120%", "1.5", "5%%", "1e3"]
)
def test_what_is_no_share(share: str) -> None:
    with pytest.raises(ConfigError):
        quota_of(share)
