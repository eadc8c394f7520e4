"""How well searches are ranked: judged questions over real catalogue records, and the score they give.

`scotland.json` holds, for each question, the ids of the records (`records.record_id`) that answer it: 3 the
very thing, 2 a part of it or much like it, 1 of some use. Questions and judgements are ours, made by reading
the records' titles and descriptions and the first ten found by several rankings; the records are not part of
the project. Weights were chosen on the first half (`halves`), never on the second.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

RECORDS = Path(__file__).resolve().parents[3] / "shared/data/catalogue/scotland-catalogue/datasets.jsonl"
Grades = Mapping[str, int]
_DEPTH = 10


def judgements() -> dict[str, Grades]:
    """The grades of each question's answers by the records' ids."""
    written = json.loads(Path(__file__).with_name("scotland.json").read_text("utf-8"))
    return {
        question: {record: int(grade) for grade, records in by_grade.items() for record in records}
        for question, by_grade in written.items()
    }


def halves(questions: Sequence[str]) -> tuple[list[str], list[str]]:
    """The questions to choose by, and those to report by: every other one in alphabetical order."""
    ordered = sorted(questions)
    return ordered[::2], ordered[1::2]


def ndcg(found: Sequence[str], grades: Grades) -> float:
    """Normalised discounted cumulative gain at 10, from 0 to 1, the gain 2^grade - 1 (Burges, 2005)."""
    ideal = sorted(grades.values(), reverse=True)
    return _gain([grades.get(record, 0) for record in found]) / _gain(ideal)


def mean_ndcg(ask: Callable[[str], Sequence[str]], questions: Sequence[str]) -> float:
    """The mean over questions of what asking each finds."""
    judged = judgements()
    return sum(ndcg(ask(question), judged[question]) for question in questions) / len(questions)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:_DEPTH]))
