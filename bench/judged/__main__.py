"""A program: `python -m bench.judged HOME` writes the two scores of judged questions as JSON, where their
records are here."""

import json
import sys
from pathlib import Path

from bench.judged import RECORDS, halves, judgements, mean_ndcg
from hundred.site.region import open_region


def main(home: Path) -> None:
    if not RECORDS.is_file():
        return
    open_region(home)
    from bench.judged.records import asking  # noqa: PLC0415  after the region is open

    ask = asking()
    print(json.dumps([mean_ndcg(ask, half) for half in halves(list(judgements()))]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
