"""Every line that a finding concerns, streamed: what people take away to correct their files by."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.conf import settings

from hundred.accounts.records import Person
from hundred.base.findings import Finding
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import FileRecord, PartRecord
from hundred.intake.lines import every_line_of
from hundred.lake.lines import Line
from hundred.lake.occurrences import Occurrence, occurrences_in
from hundred.stewardship import queries

_Key = tuple[str, str, str]  # a finding's code, sheet and column


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line that a finding concerns, or the whole file where `line` is 0.

    `sha256` is "" for a file without a page of its own: one that was refused.
    """

    finding: Finding
    sha256: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A part with the file that it was read from."""

    file: FileRecord
    record: PartRecord

    def lines(self) -> Iterator[Line]:
        path = settings.LAKE.files.path(self.file.sha256)
        kind, encoding = self.file.kind, self.file.encoding or "utf-8"
        return every_line_of(path, kind=kind, encoding=encoding, sheet=self.record.sheet)


def lines_of_dataset(*, asker: Person, dataset: str) -> Iterator[FoundLine]:
    """Every line that a finding on the dataset's present files concerns, file by file.

    Raises NotFound, before anything is streamed, where the asker may not see the dataset.
    """
    found = queries.findings(asker=asker, dataset=dataset)
    files = {file.sha256: file for file in catalogue.dataset_files(asker=asker, dataset=dataset)}
    parts: dict[str, list[_Part]] = {}
    for part in catalogue.current_parts(asker=asker, dataset=dataset):
        parts.setdefault(part.sha256, []).append(_Part(files[part.sha256], part))
    return _lines(found, parts)


def lines_of_run(*, asker: Person, run: str) -> Iterator[FoundLine]:
    """Every line that a finding of a run concerns. Raises NotFound where the asker may not see the run."""
    record = queries.run(asker=asker, run=run)
    paged = {file.name: file.sha256 for file in record.files if file.state in ("published", "unchanged")}
    found = [(paged.get(name, ""), finding) for name, finding in record.findings]
    parts: dict[str, list[_Part]] = {}
    for sha256 in filter(None, {sha256 for sha256, _ in found}):
        file = catalogue.file_appearances(asker=asker, sha256=sha256)[0]
        gave = catalogue.parts_of_file(asker=asker, sha256=sha256)
        newest = {
            (part.sheet, part.begins, part.table): part
            for dataset, part in reversed(gave)
            if dataset == record.dataset
        }
        parts[sha256] = [_Part(file, part) for part in newest.values()]
    return _lines(found, parts)


def _lines(found: Iterable[tuple[str, Finding]], parts: dict[str, list[_Part]]) -> Iterator[FoundLine]:
    def file(pair: tuple[str, Finding]) -> tuple[str, str]:
        return pair[1].file, pair[0]

    for (_, sha256), pairs in groupby(sorted(found, key=file), key=file):
        yield from _lines_of_file(sha256, [finding for _, finding in pairs], parts.get(sha256, []))


def _lines_of_file(sha256: str, findings: list[Finding], parts: Iterable[_Part]) -> Iterator[FoundLine]:
    """What concerns the whole file first, then line by line."""
    by_key: dict[_Key, Finding] = {(f.code, f.sheet, f.column): f for f in findings}
    for finding in findings:
        if not finding.lines:
            yield FoundLine(finding, sha256, 0, "; ".join(finding.examples))
    told: set[_Key] = set()
    for part in parts:
        for occurrence in _occurrences(part):
            key = (occurrence.code, part.record.sheet, occurrence.column[:300])  # as findings keep columns
            if key in by_key:
                told.add(key)
                yield FoundLine(by_key[key], sha256, occurrence.line, occurrence.text)
    for key, finding in by_key.items():
        if finding.lines and key not in told:
            yield from _kept(finding, sha256)


def _occurrences(part: _Part) -> Iterator[Occurrence]:
    """A part's occurrences. What stands on a line of which only the number is known is read from the file."""
    if not part.record.occurrences_path:
        return
    lines = part.lines()
    line = Line(0, "")
    for occurrence in occurrences_in(settings.LAKE.tables.absolute(part.record.occurrences_path)):
        if occurrence.text or occurrence.column:
            yield occurrence
            continue
        while line.number < occurrence.line:
            line = next(lines, Line(sys.maxsize, ""))
        yield replace(occurrence, text=line.text if line.number == occurrence.line else "")


def _kept(finding: Finding, sha256: str) -> Iterator[FoundLine]:
    """The lines a finding itself keeps, where no part keeps all of them."""
    texts = finding.examples if len(finding.examples) == len(finding.lines) else ("",) * len(finding.lines)
    for line, text in zip(finding.lines, texts, strict=True):
        yield FoundLine(finding, sha256, line, text)
