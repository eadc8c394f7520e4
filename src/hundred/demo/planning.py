# ruff: noqa: E501 - the tables of headings read better unbroken
"""Planning applications: free text with commas and quotes in it, and people's names where they should not be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hundred.demo.calendar import AS_OF
from hundred.demo.cells import DATES, Cell
from hundred.demo.chance import Chance
from hundred.demo.names import person, street
from hundred.demo.places import Council, council_named, spot, to_latlong
from hundred.demo.region import DatasetSpec
from hundred.demo.workshop import Workshop, open_data, write_table

_KINDS = (
    ("FUL", "full"),
    ("HOU", "householder"),
    ("LBC", "listed building consent"),
    ("ADV", "advertisement"),
)
_WORKS = ("single storey rear extension", "change of use from shop to dwelling", "erection of 4 no. dwellings",
          'sign reading "The Old Signal Box"', "loft conversion, dormers and rooflights",
          "re-roofing; replacement of windows", "solar panels on south-facing roof", "demolition of garage")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Application:
    """One application; `decided` is None while it is pending."""

    council: Council
    reference: str
    kind: str
    received: date
    decided: date | None
    granted: bool
    proposal: str
    address: str
    applicant: str
    easting: int
    northing: int


def _day(style: str, day: date | None) -> str:
    return DATES[style](day) if day else ""


_FIELDS: dict[str, Callable[[Application], Cell]] = {
    "extract": lambda _a: DATES["dd/mm/yyyy"](AS_OF),
    "label": lambda a: a.council.title,
    "reference": lambda a: a.reference,
    "url": lambda a: f"https://www.{a.council.slug}.example/planning/{a.reference}",
    "kind": lambda a: a.kind,
    "proposal": lambda a: a.proposal.capitalize(),
    "address": lambda a: a.address,
    "applicant": lambda a: a.applicant,
    "status": lambda a: "Decided" if a.decided else "Pending",
    "decision": lambda a: ("Approve" if a.granted else "Refuse") if a.decided else "",
    "received": lambda a: _day("dd/mm/yyyy", a.received),
    "received_iso": lambda a: _day("yyyy-mm-dd", a.received),
    "decided": lambda a: _day("dd/mm/yyyy", a.decided),
    "decided_iso": lambda a: _day("yyyy-mm-dd", a.decided),
    "easting": lambda a: str(a.easting),
    "northing": lambda a: str(a.northing),
    "latitude": lambda a: f"{to_latlong(a.easting, a.northing)[0]:.6f}",
    "longitude": lambda a: f"{to_latlong(a.easting, a.northing)[1]:.6f}",
}
_LAYOUTS = {
    "estmere": "ExtractDate=extract; PublisherLabel=label; CaseReference=reference; CaseURL=url; ServiceTypeLabel=kind; CaseText=proposal; LocationText=address; Status=status; CaseDate=received; DecisionDate=decided; Decision=decision; GeoX=easting; GeoY=northing",
    "tolbury": "reference=reference; description=proposal; address=address; application-type=kind; received=received_iso; decision-date=decided_iso; decision=decision; latitude=latitude; longitude=longitude",
    "brantoft": "App No=reference; Applicant=applicant; Proposal=proposal; Site=address; Date valid=received; Date decided=decided; Outcome=decision",
}


def make_planning(workshop: Workshop) -> list[DatasetSpec]:
    """Two years of applications for three councils."""
    made = []
    for slug, columns in _LAYOUTS.items():
        council = council_named(slug)
        chance = workshop.chance(f"planning {slug}")
        count = workshop.count(council.people // 130, 20)
        days = sorted(date(2024, 4, 1) + timedelta(days=chance.below(730)) for _ in range(count))
        cases = [_application(chance, council, day, number) for number, day in enumerate(days, 1)]
        path = write_table(
            workshop.path(slug, f"{slug}-planning", "planning-applications.csv"), columns, _FIELDS, cases
        )
        workshop.plant_bad(path, len(cases), [])
        if slug == "brantoft":
            workshop.truth.planted["personal_columns"] = [
                {"file": "/".join(path.parts[-3:]), "column": "Applicant"}
            ]
        made.append(
            open_data(slug, "planning", f"{council.title}: planning applications",
                      "Applications received in the last two years and what was decided.",
                      theme="planning", files=(path,), frequency="weekly", tags="planning, applications")
        )  # fmt: skip
    return made


def _application(chance: Chance, council: Council, day: date, number: int) -> Application:
    code, kind = chance.pick(_KINDS)
    easting, northing = spot(chance, council)
    first, last = person(chance)
    decided = day + timedelta(days=chance.between(35, 150))
    return Application(
        council, f"{day.year % 100}/{number:05d}/{code}", kind, day, decided if decided <= AS_OF else None,
        chance.happens(0.87), chance.pick(_WORKS), f"{chance.between(1, 160)} {street(chance)}, {chance.pick(council.towns)}",
        f"{chance.pick(('Mr', 'Mrs', 'Ms'))} {first[0]} {last}", easting, northing,
    )  # fmt: skip
