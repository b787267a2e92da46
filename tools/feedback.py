"""How well opinions are matched to plans: python tools/feedback.py [-v] [--test WHAT] [--write]

Measures the development cases of corpora/feedback; ``-v`` lists what is wrong in them. ``--test``
measures the other half too, of which only sums are told, beside plain similarities and the
program with parts left out; every such run is kept on record with the words WHAT (what has
changed), and there are to be five at most. ``--write`` writes docs/feedback.md from the record.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import feedback_fitting
import feedback_page
from feedback_baselines import Answer, cosine, jaccard, ours, total, variants
from feedback_cases import DEV, LEARN, STATUSES, TEST, VALID, FeedbackCase, Tally, f1, links, load

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "docs" / "feedback.json"
PAGE = ROOT / "docs" / "feedback.md"
_MOST = 5  # test that is looked at again and again is no test any more


def figures(counts: Tally) -> dict[str, Any]:
    """What is told of a sum of counts."""
    told = counts.right + counts.false
    due = counts.right + counts.missed
    return {
        "opinions": counts.opinions,
        "precision": round(counts.right / told if told else 1.0, 4),
        "recall": round(counts.right / due if due else 1.0, 4),
        "links": round(counts.links, 4),
        "unanswered": round(f1(*counts.statuses[2]), 4),
        "agreed": round(counts.agreed / counts.opinions, 4),
        "statuses": {s: round(f1(*c), 4) for s, c in zip(STATUSES, counts.statuses, strict=True)},
        "twice": round(f1(*counts.twice), 4),
        "listed": counts.listed,
    }


def measured(splits: dict[str, tuple[FeedbackCase, ...]], answer: Answer) -> dict[str, Any]:
    """The figures of one way of matching, by split and for all."""
    sums = {name: total(cases, answer) for name, cases in splits.items()}
    if len(sums) > 1:
        sums["all"] = sum(sums.values(), Tally())
    return {name: figures(counts) for name, counts in sums.items()}


def compared(splits: dict[str, tuple[FeedbackCase, ...]]) -> dict[str, Any]:
    """The figures of what the program is compared with, all of it learned from the same cases."""
    learn = splits["learn"]
    ways = {"字对 Jaccard": jaccard(learn), "TF-IDF 余弦": cosine(learn)}
    ways |= {name: ours(feedback_fitting.fitted(learn, out)) for name, out in variants().items()}
    return {name: measured(splits, answer) for name, answer in ways.items()}


def main() -> None:
    options = _options()
    splits = {"learn": load(LEARN), "valid": load(VALID)}
    if options.v:
        _print_wrong(load(DEV))
    if options.test:
        _record(options.test, splits)
    else:
        print(json.dumps(measured(splits, ours()), ensure_ascii=False, indent=1))
    if options.write:
        PAGE.write_text(feedback_page.page(json.loads(RECORD.read_text("utf-8"))), "utf-8")


def _record(what: str, splits: dict[str, tuple[FeedbackCase, ...]]) -> None:
    """Measure both halves, and put it on record that the second was looked at."""
    record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {"runs": []}
    if len(record["runs"]) >= _MOST:
        raise SystemExit("test 已经看过五次")
    splits = {**splits, "test": load(TEST)}
    record["ours"] = measured(splits, ours())
    run = {key: record["ours"]["test"][key] for key in ("links", "unanswered", "agreed")}
    record["runs"].append({"what": what, **run})
    record["compared"] = compared(splits)
    RECORD.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(record["ours"], ensure_ascii=False, indent=1))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="量意见与方案对得准不准")
    parser.add_argument("-v", action="store_true", help="列出 dev 里对错的")
    parser.add_argument("--test", metavar="改了什么", help="也量 test，记入档案")
    parser.add_argument("--write", action="store_true", help="写 docs/feedback.md")
    return parser.parse_args()


def _print_wrong(cases: Iterable[FeedbackCase]) -> None:
    answer = ours()
    for case in cases:
        names = {e.id: e.problem.text if e.problem else e.heading for e in case.reading.entries}
        for truth, response in zip(case.truths, answer(case), strict=True):
            known = links(truth, case.reading)
            told = {match.entry for match in response.matches}
            if told - known.right or known.due - told or truth.status != response.status:
                said = "、".join(f"{m.entry}{names[m.entry][:12]}" for m in response.matches)
                right = "、".join(f"{one}{names[one][:12]}" for one in sorted(known.due))
                print(f"{case.name}\t{truth.text}\t{response.status} {said}", end="")
                print(f"\t应为 {truth.status} {right}" + f" 缺{known.lost}" * bool(known.lost))


if __name__ == "__main__":
    main()
