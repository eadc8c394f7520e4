"""Councils' own spend files in the shape of the standard: mapped without a hand, or asked, and never wrong.

The truth was made by hand, a layout at a time: places of the date, the net amount and the beneficiary among
its columns, under a hash of its headings. Another sum is done as if the standard had learned from the other
councils alone: without each heading that no other council uses.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pytest

from hundred.harmonise import Sample, Standard, classify, map_table, sample, standards
from hundred.harmonise.headings import signature, words_of
from hundred.intake import Member, ReadTable, members, read, write_typed
from hundred.lake.engine import Session, session
from hundred.lake.schema import Column

SPEND = Path(__file__).resolve().parents[2] / "../shared/data/spend"
FIELDS = ("payment_date", "amount", "beneficiary")
FILES_PER_COUNCIL = 6
TRUTH: dict[str, tuple[int, int, int]] = {
    "1dbe6fa2b549": (4, 6, 8),
    "9a6c7e594aff": (2, 5, 6),
    "2201e4182c95": (2, 5, 4),
    "880f8026aa82": (2, 5, 4),
    "a8b8071f21e1": (2, 5, 7),
    "f24c7d3be6bf": (2, 5, 7),
    "2eb6301e0fc5": (5, 6, 4),
    "d8bc3f9826ba": (5, 6, 4),
    "eff1cb7026a0": (7, 9, 11),
    "f183a7644edd": (7, 9, 11),
    "f113e37fb974": (7, 9, 11),
    "1230f43d1582": (6, 8, 10),
    "00c5ea577a0a": (7, 9, 11),
    "bc340dce6e91": (8, 11, 13),
    "95f0854ed065": (3, 5, 6),
    "42bea57722ba": (3, 5, 6),
    "806e36ba374c": (1, 5, 6),
    "b4a532a0a042": (1, 5, 6),
    "341099c1c509": (1, 5, 6),
    "523a0e35670a": (1, 5, 6),
    "5118c80d6653": (1, 5, 6),
    "87bc4d357cb9": (1, 5, 6),
    "320c10fcbda6": (1, 5, 6),
    "3050c962a32f": (1, 5, 6),
    "5b759df58f10": (1, 5, 6),
    "78c690cb6545": (1, 5, 6),
    "99cb0f030c2f": (1, 5, 6),
    "cc35ecefa9ad": (6, 8, 4),
    "c7d43643d124": (11, 13, 6),
    "d815b9226171": (11, 14, 6),
    "d15b21e52e89": (11, 14, 6),
    "518fca1dacaa": (11, 14, 6),
    "3ba55fed6d31": (11, 14, 6),
    "cb708f5bed7d": (11, 12, 6),
    "a5052e0a20ba": (11, 12, 6),
}
Verdict = Literal["right", "asked", "wrong"]

pytestmark = [
    pytest.mark.real,
    pytest.mark.slow,
    pytest.mark.skipif(not SPEND.is_dir(), reason="no councils' own files beside this checkout"),
]


def councils() -> dict[str, list[Path]]:
    """The archives and files of each council."""
    found = {path.stem: [path] for path in sorted(SPEND.glob("*/*.zip")) if "leeds-as" not in path.stem}
    trafford = [found.pop(name)[0] for name in list(found) if name.startswith("trafford")]
    return {**found, "trafford": trafford, "hyndburn": sorted((SPEND / "hyndburn").iterdir())}


def looked_at(
    engine: Session, paths: list[Path], folder: Path, many: int | None
) -> Iterator[tuple[str, Sample]]:
    """Each of a council's tables, or those of as many files, with what it looks like."""
    seed = random.Random(paths[0].name)
    for path in paths if len(paths) < 10 or many is None else seed.sample(paths, many):
        unpacked = folder / "unpacked"
        unpacked.mkdir(exist_ok=True)
        names = [member.name for member in members(path, path.name, unpacked)]
        chosen = set(names if many is None or len(names) <= many else seed.sample(names, many))
        for member in members(path, path.name, unpacked):
            if member.name in chosen:
                yield from tables_of(engine, member, folder)


def tables_of(engine: Session, member: Member, folder: Path) -> Iterator[tuple[str, Sample]]:
    assert member.path is not None
    for table in read(member.path, name=member.name, into=folder).tables:
        decisions, typed = table.decisions(), folder / "typed.parquet"
        write_typed(table, decisions, file="0" * 64, into=typed)
        yield member.name, sample(engine, [typed], columns_of(table))


def columns_of(table: ReadTable) -> list[Column]:
    pairs = zip(table.columns, table.decisions(), strict=True)
    return [Column(column.name, decision.type, column.original) for column, decision in pairs]


def verdict(standard: Standard, table: Sample) -> Verdict:
    """Whether date, amount and beneficiary of a table are right, in question, or wrong."""
    mapping = map_table(standard, table)
    names = [facts.column.name for facts in table.facts]
    truth = TRUTH[hash_of(table)]
    found = [mapping.column_of(field) for field in FIELDS]
    if any(column and column != names[place] for column, place in zip(found, truth, strict=True)):
        return "wrong"
    return "right" if all(found) else "asked"


def hash_of(table: Sample) -> str:
    return sha256(signature(facts.column.original for facts in table.facts).encode()).hexdigest()[:12]


def without(standard: Standard, headings: set[frozenset[str]]) -> Standard:
    """The standard without these headings."""
    fields = tuple(
        replace(
            field,
            headings=tuple(said for said in field.headings if frozenset(words_of(said)) not in headings),
            hints=tuple(said for said in field.hints if frozenset(words_of(said)) not in headings),
        )
        for field in standard.fields
    )
    return replace(standard, fields=fields)


def headings_of(tables: list[Sample]) -> set[frozenset[str]]:
    return {frozenset(words_of(facts.column.original)) for table in tables for facts in table.facts}


def test_payments_are_mapped_right_or_asked_about(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    spend = standards()["spend"]
    many = None if request.config.getoption("--every-file") else FILES_PER_COUNCIL
    tables: dict[str, list[Sample]] = defaultdict(list)
    with session() as engine:
        for council, paths in councils().items():
            for name, table in looked_at(engine, paths, tmp_path, many):
                fit = classify(table, name)[0]
                if hash_of(table) in TRUTH:
                    assert fit.standard.slug in ("spend", "purchase-cards"), name
                    tables[council].append(table)
                else:
                    assert fit.standard.slug == "contracts", name
    theirs = {council: headings_of(found) for council, found in tables.items()}
    shipped, learned = Counter[Verdict](), Counter[Verdict]()
    lines = [f"{'council':14}{'tables':>8}{'right':>8}{'asked':>8}{'wrong':>8}   learned from the others"]
    for council, found in tables.items():
        others = set().union(*(headings for name, headings in theirs.items() if name != council))
        taught = without(spend, theirs[council] - others)
        own, from_others = (
            Counter(verdict(standard, table) for table in found) for standard in (spend, taught)
        )
        shipped += own
        learned += from_others
        told = "".join(f"{own[which]:>8}" for which in ("right", "asked", "wrong"))
        lines.append(f"{council:14}{len(found):>8}{told}   {dict(from_others)}")
    sys.stdout.write("\n".join(["", *lines, ""]))  # `pytest -s` shows it
    total = sum(shipped.values())
    assert shipped["right"] >= 0.97 * total
    assert shipped["wrong"] <= 0.005 * total
    assert learned["wrong"] <= 0.005 * total
