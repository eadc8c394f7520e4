"""Small areas, who lives there, and indicators that all lean on one hidden need whose ranking is known."""

from dataclasses import dataclass

from hundred.demo.cells import Cell
from hundred.demo.files import write_plain
from hundred.demo.places import AUTHORITY, COUNCILS, Council, spot, to_latlong
from hundred.demo.region import DatasetSpec
from hundred.demo.workshop import Workshop, open_data

_PEOPLE_EACH = 1_600
YEARS = range(2016, 2026)
# Indicator, its value where need is 0, how far it rises to where need is 1, and its noise, in percent.
INDICATORS = (
    ("no_home_internet_pct", 2.0, 24.0, 2.0),
    ("aged_75_or_over_pct", 5.0, 9.0, 2.5),
    ("no_qualifications_pct", 6.0, 31.0, 3.0),
    ("claimant_pct", 1.0, 10.5, 0.8),
    ("fuel_poverty_pct", 6.0, 17.0, 2.0),
)


@dataclass(frozen=True, slots=True)
class Area:
    """One small area (about 1,600 people). `need` runs from 0 to 1 and is in no file."""

    code: str
    name: str
    middle_code: str
    council: Council
    easting: int
    northing: int
    people: int
    growth: float
    need: float


def make_areas(workshop: Workshop) -> list[DatasetSpec]:
    """Where the areas are, their population by year, and their indicators."""
    areas = _areas(workshop)
    ranked = sorted(areas, key=lambda area: (-area.need, area.code))
    workshop.truth.planted["areas"] = {
        "indicators": [
            {"name": name, "at_no_need": low, "rise": rise, "noise_sd": noise}
            for name, low, rise, noise in INDICATORS
        ],
        "need_ranking": [area.code for area in ranked],
        "need": {area.code: round(area.need, 4) for area in ranked[:50]},
    }
    return [_lookup(workshop, areas), _population(workshop, areas), _indicators(workshop, areas)]


def _areas(workshop: Workshop) -> list[Area]:
    chance = workshop.chance("areas")
    areas: list[Area] = []
    for council in COUNCILS:
        leaning = 0.3 * chance.unit()
        for number in range(max(6, round(council.people * workshop.truth.scale / _PEOPLE_EACH))):
            easting, northing = spot(chance, council)
            count = len(areas) + 1
            areas.append(
                Area(
                    code=f"E01099{count:03d}",
                    name=f"{council.short} {number // 5 + 1:03d}{'ABCDE'[number % 5]}",
                    middle_code=f"E02099{(count - 1) // 5 + 1:03d}",
                    council=council,
                    easting=easting,
                    northing=northing,
                    people=int(_PEOPLE_EACH * (0.8 + 0.4 * chance.unit())),
                    growth=0.012 * (chance.unit() - 0.3),
                    need=leaning + (1 - leaning) * chance.unit() * chance.unit(),
                )
            )
    return areas


def _lookup(workshop: Workshop, areas: list[Area]) -> DatasetSpec:
    path = workshop.path(AUTHORITY.slug, f"{AUTHORITY.slug}-small-areas", "small-areas.csv")
    rows: list[list[Cell]] = []
    for area in areas:
        latitude, longitude = to_latlong(area.easting, area.northing)
        rows.append([
            area.code, area.name, area.middle_code, area.council.gss_code, area.council.title,
            str(area.easting), str(area.northing), f"{latitude:.6f}", f"{longitude:.6f}",
        ])  # fmt: skip
    headings = ["LSOA21CD", "LSOA21NM", "MSOA21CD", "LAD24CD", "LAD24NM", "BNG_E", "BNG_N", "LAT", "LONG"]
    write_plain(path, headings, rows)
    workshop.plant_bad(path, len(rows), [])
    return open_data(
        AUTHORITY.slug,
        "small-areas",
        "Small areas of the city region",
        "Lower layer areas with their councils and the centre of their population.",
        theme="people",
        files=(path,),
        frequency="once",
        tags="geography, LSOA, lookup",
    )


def _population(workshop: Workshop, areas: list[Area]) -> DatasetSpec:
    """One column a year, with thousands separators, as a spreadsheet person likes it."""
    path = workshop.path(AUTHORITY.slug, f"{AUTHORITY.slug}-population", "population-by-small-area.csv")
    rows: list[list[Cell]] = [
        [
            area.code,
            area.name,
            *(f"{int(area.people * (1 + area.growth * (year - 2016))):,}" for year in YEARS),
        ]
        for area in areas
    ]
    write_plain(path, ["Area code", "Area name", *(f"Mid-{year}" for year in YEARS)], rows)
    workshop.plant_bad(path, len(rows), [])
    return open_data(
        AUTHORITY.slug,
        "population",
        "Population of small areas by year",
        "Mid-year estimates of everyone living in each small area.",
        theme="people",
        files=(path,),
        frequency="yearly",
        tags="population, LSOA",
    )


def _indicators(workshop: Workshop, areas: list[Area]) -> DatasetSpec:
    """A few cells are suppressed with a `c`, as small numbers are."""
    chance = workshop.chance("indicators")
    path = workshop.path(
        AUTHORITY.slug, f"{AUTHORITY.slug}-indicators", "digital-inclusion-indicators-2025.csv"
    )
    rows: list[list[Cell]] = []
    bad = []
    for line, area in enumerate(areas, 2):
        values = [
            max(0.0, low + rise * area.need + noise * chance.bell()) for _, low, rise, noise in INDICATORS
        ]
        cells = [f"{value:.1f}" for value in values]
        if chance.happens(0.012):
            cells[3] = "c"
            bad.append((line, "suppressed", INDICATORS[3][0], "c"))
        rows.append([area.code, area.council.gss_code, *cells])
    write_plain(path, ["area_code", "local_authority_code", *(name for name, *_ in INDICATORS)], rows)
    workshop.plant_bad(path, len(rows), bad)
    return open_data(
        AUTHORITY.slug,
        "indicators",
        "Digital inclusion indicators by small area",
        "Five percentages that go with being left out: internet, age, qualifications, work and fuel.",
        theme="people",
        files=(path,),
        frequency="yearly",
        tags="inclusion, indicators, LSOA",
    )
