"""The order in which real catalogue records are found, against people's judgement of 141 questions."""

import pytest

from bench.judged import RECORDS, halves, judgements, mean_ndcg
from hundred.site.settings import Settings

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real,
    pytest.mark.skipif(not RECORDS.is_file(), reason="the catalogue records of ../shared/data are not here"),
]


def test_questions_find_what_people_judged_to_answer_them(region: Settings) -> None:
    from bench.judged.records import asking

    ask = asking()
    chosen_by, reported = halves(list(judgements()))
    assert mean_ndcg(ask, chosen_by) > 0.86
    assert mean_ndcg(ask, reported) > 0.82
