"""Every reading of runs and findings."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.base.findings import Finding, Problem
from hundred.catalogue import policy as catalogue_policy
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import PartRecord
from hundred.intake.problems import cells
from hundred.stewardship.models import Run, RunFile, RunFinding
from hundred.stewardship.records import RunFileRecord, RunRecord


def run(*, asker: Person, run: str) -> RunRecord:
    """One run with its files and findings. For those who may add to its publisher; else NotFound."""
    found = Run.objects.select_related("dataset__publisher").filter(pk=run).first()
    if found is None or not catalogue_policy.may_add_to(asker, found.dataset.publisher.slug):
        raise NotFound(f"There is no run {run} that you may see.")
    files = tuple(_file_record(file) for file in found.files.all())
    own = {file.sha256 for file in files}  # where types widened, files of earlier runs were typed anew
    findings = tuple((row.file, as_finding(row)) for row in found.findings.all() if row.sha256 in own)
    return _record(found, files, findings)


def runs(*, asker: Person, dataset: str = "", limit: int = 50) -> tuple[RunRecord, ...]:
    """The newest runs, without their files, of publishers the asker may add to."""
    found = Run.objects.select_related("dataset__publisher").order_by("-id")
    if not asker.is_data_team:
        found = found.filter(dataset__publisher__slug__in=asker.publishers)
    if dataset:
        found = found.filter(dataset__slug=dataset)
    return tuple(_record(row) for row in found[:limit])


def waiting_runs(*, asker: Person) -> tuple[str, ...]:
    """The runs that someone should work on, oldest first: queued ones, and those whose worker died."""
    states = (Run.State.QUEUED, Run.State.WORKING)
    return tuple(Run.objects.filter(state__in=states).order_by("id").values_list("id", flat=True))


def findings(*, asker: Person, dataset: str) -> tuple[tuple[str, Finding], ...]:
    """The findings on a dataset's present files, with each file's SHA-256, the gravest first."""
    present = {file.sha256 for file in catalogue.dataset_files(asker=asker, dataset=dataset)}
    rows = RunFinding.objects.filter(run__dataset__slug=dataset, run__state=Run.State.DONE)
    parts = catalogue.current_parts(asker=asker, dataset=dataset)
    newest = {
        (row.sha256, row.code, row.sheet, row.begins, row.column): row
        for row in _still_true(_of_files(rows, present), parts)
    }
    ordered = sorted(newest.values(), key=lambda row: (_GRAVITY.get(row.severity, 3), -row.count, row.file))
    return tuple((row.sha256, as_finding(row)) for row in ordered)


def file_findings(*, asker: Person, sha256: str) -> tuple[Finding, ...]:
    """What was found in a file, whichever datasets it belongs to. NotFound where the asker may not see it."""
    catalogue.file_appearances(asker=asker, sha256=sha256)
    rows = RunFinding.objects.filter(sha256=sha256, run__state=Run.State.DONE)
    parts = [part for _, part in catalogue.parts_of_file(asker=asker, sha256=sha256) if part.until is None]
    newest = {(row.code, row.sheet, row.begins, row.column): row for row in _still_true(rows, parts)}
    return tuple(as_finding(row) for row in newest.values())


def as_finding(row: RunFinding) -> Finding:
    """The finding that a row keeps."""
    return Finding(
        code=row.code,
        severity=row.severity,  # type: ignore[arg-type] # written from a Finding
        says=row.says,
        fix=row.fix,
        file=row.file,
        sheet=row.sheet,
        line=row.line,
        column=row.column,
        count=row.count,
        lines=tuple(row.lines),
        examples=tuple(row.examples),
    )


_GRAVITY = {"error": 0, "warning": 1, "info": 2}


def _still_true(rows: Iterable[RunFinding], parts: Iterable[PartRecord]) -> Iterator[RunFinding]:
    """The findings but for those of a typing that is no more, as the part was typed anew since."""
    of_typing = {problem.code for problem in vars(cells).values() if isinstance(problem, Problem)}
    now = {
        (part.sha256, part.sheet[:200], part.begins): {
            (code, column[:300]) for code, column in part.reading["typing"]
        }
        for part in parts
        if "typing" in part.reading
    }
    for row in rows:
        typing = now.get((row.sha256, row.sheet, row.begins))
        if typing is None or row.code not in of_typing or (row.code, row.column) in typing:
            yield row


def _of_files(rows: QuerySet[RunFinding], files: Iterable[str]) -> list[RunFinding]:
    wanted = set(files)
    return [row for row in rows.order_by("id") if row.sha256 in wanted]


def _file_record(file: RunFile) -> RunFileRecord:
    return RunFileRecord(
        name=file.name,
        sha256=file.sha256,
        bytes=file.bytes,
        container=file.container,
        state=file.state,
        state_title=RunFile.State(file.state).label,
        rows=file.rows,
        set_aside=file.set_aside,
        says=file.says,
    )


def _record(
    run: Run, files: tuple[RunFileRecord, ...] = (), findings: tuple[tuple[str, Finding], ...] = ()
) -> RunRecord:
    return RunRecord(
        id=run.pk,
        dataset=run.dataset.slug,
        dataset_title=run.dataset.title,
        publisher=run.dataset.publisher.slug,
        by=run.by,
        state=run.state,
        state_title=Run.State(run.state).label,
        stage=run.stage,
        done=run.done,
        total=run.total,
        says=run.says,
        fix=run.fix,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        files=files,
        findings=findings,
    )
