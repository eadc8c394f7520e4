"""`make pollution`: reads every polluted file and prints the score, by section and in all.

With `--some` only every eighth record is polluted; with `--worst N` the N worst files are listed.
With `--write FOLDER` the files are written there, as seeds for other tests.
"""

import argparse
from collections import defaultdict
from pathlib import Path

from conformance.pollution.pollutions import EVERY_POSITION, polluted
from conformance.pollution.score import Score, score
from conformance.pollution.traps import traps


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m conformance.pollution", description=__doc__)
    parser.add_argument("--some", action="store_true", help="pollute every eighth record only")
    parser.add_argument("--worst", type=int, default=20, help="how many of the worst files to list")
    parser.add_argument("--write", type=Path, help="write the files into this folder and do not score")
    given = parser.parse_args()
    positions = EVERY_POSITION[::8] if given.some else EVERY_POSITION
    if given.write:
        given.write.mkdir(parents=True, exist_ok=True)
        for file in polluted(positions):
            (given.write / f"{file.name}.csv").write_bytes(file.data)
        return
    show([score(file) for file in [*polluted(positions), *traps()]], given.worst)


def show(scores: list[Score], worst: int) -> None:
    sections: dict[str, list[Score]] = defaultdict(list)
    for found in scores:
        sections[found.section].append(found)
    print("| section | files | points of 10 | dialect found |")
    print("|---|---:|---:|---:|")
    for section, of_it in sections.items():
        print(f"| {section} | {len(of_it)} | {mean(of_it):.3f} | {dialects(of_it):.0%} |")
    print(f"| **all files** | {len(scores)} | {mean(scores):.3f} | {dialects(scores):.1%} |")
    by_section = sum(map(mean, sections.values())) / len(sections)
    print(f"| **all sections alike** | {len(sections)} | {by_section:.3f} | |\n")
    for found in sorted(scores, key=lambda found: found.points)[:worst]:
        if found.points < 9.999:
            print(f"{found.points:6.3f}  {found.name}: {found.why}")


def mean(scores: list[Score]) -> float:
    return sum(found.points for found in scores) / len(scores)


def dialects(scores: list[Score]) -> float:
    return sum(found.dialect for found in scores) / len(scores)


if __name__ == "__main__":
    main()
