# ruff: noqa: E501 - the tables of headings read better unbroken
"""Fire incidents, grants and senior salaries."""

from datetime import date, timedelta

from hundred.demo.calendar import AS_OF
from hundred.demo.cells import Cell
from hundred.demo.files import write_plain
from hundred.demo.names import postcode
from hundred.demo.places import AUTHORITY, COUNCILS, FIRE, council_named, spot
from hundred.demo.region import DatasetSpec
from hundred.demo.suppliers import Market
from hundred.demo.workshop import Workshop, open_data

_INCIDENTS = (
    "False alarm",
    "False alarm",
    "Primary fire",
    "Secondary fire",
    "Road traffic collision",
    "Flooding",
    "Effecting entry",
    "Lift release",
)


def make_incidents(workshop: Workshop) -> DatasetSpec:
    """Two years of incidents, their places rounded to 100 metres so that no home is shown."""
    chance = workshop.chance("incidents")
    days = sorted(
        date(2024, 4, 1) + timedelta(days=chance.below((AS_OF - date(2024, 4, 1)).days + 1))
        for _ in range(workshop.count(7_200, 60))
    )
    rows: list[list[Cell]] = []
    for number, day in enumerate(days, 1):
        council = chance.pick(COUNCILS)
        easting, northing = spot(chance, council)
        minutes = 4 + int(40 * chance.skewed()) / 10
        rows.append([
            f"{number:08d}", f"{day:%d/%m/%Y}", f"{chance.below(24)}:{chance.below(60):02d}", chance.pick(_INCIDENTS),
            council.gss_code, f"{council.towns[0]} fire station", str(easting // 100 * 100), str(northing // 100 * 100),
            f"{minutes:.1f}", str(chance.between(1, 4)),
        ])  # fmt: skip
    path = workshop.path(FIRE.slug, f"{FIRE.slug}-incidents", "incidents.csv")
    write_plain(path, ["Incident No", "Date of call", "Time of call", "Incident type", "LA code", "Station ground",
                       "Easting (rounded)", "Northing (rounded)", "Minutes to arrive", "Appliances"], rows)  # fmt: skip
    workshop.plant_bad(path, len(rows), [])
    return open_data(FIRE.slug, "incidents", "Fire and rescue incidents", "Every call attended since April 2024, placed to the nearest 100 metres.",
                     theme="safety", files=(path,), frequency="quarterly", tags="fire, incidents, response times")  # fmt: skip


def make_grants(workshop: Workshop, market: Market) -> DatasetSpec:
    """Grants to charities under the headings of 360Giving."""
    chance = workshop.chance("grants")
    charities = [supplier for supplier in market.in_category("voluntary") if supplier.kind == "charity"]
    rows: list[list[Cell]] = []
    for number in range(1, workshop.count(140, 20)):
        charity, day = chance.pick(charities), date(2024, 4, 1) + timedelta(days=chance.below(700))
        rows.append([
            f"360G-estmere-{number:04d}", f"{chance.pick(('Community', 'Wellbeing', 'Skills', 'Green'))} Fund {day.year}",
            f"Grant to {charity.name} for its work in {chance.pick(COUNCILS).towns[0]}", "GBP", str(chance.between(4, 160) * 250),
            day.isoformat(), f"GB-CHC-{charity.charity_number}", charity.name, charity.charity_number,
            postcode(chance, chance.between(1, 7)), AUTHORITY.gss_code, AUTHORITY.title,
        ])  # fmt: skip
    path = workshop.path(AUTHORITY.slug, f"{AUTHORITY.slug}-grants", "grants-360giving.csv")
    write_plain(path, ["Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Identifier",
                       "Recipient Org:Name", "Recipient Org:Charity Number", "Recipient Org:Postal Code", "Funding Org:Identifier", "Funding Org:Name"], rows)  # fmt: skip
    workshop.plant_bad(path, len(rows), [])
    return open_data(AUTHORITY.slug, "grants", "Grants awarded", "Grants to charities and community groups, under 360Giving's headings.",
                     theme="spending", files=(path,), frequency="quarterly", tags="grants, charities, 360Giving")  # fmt: skip


_POSTS = ("Chief Executive", "Executive Director of Place", "Executive Director of Corporate Services", "Director of Children's Services",
          "Director of Adult Social Care", "Director of Public Health", "Head of Legal", "Head of Digital", "Head of Highways", "Head of Finance")  # fmt: skip


def make_salaries(workshop: Workshop) -> list[DatasetSpec]:
    """Senior posts and their pay bands for three councils; in two years' files for one of them."""
    made = []
    for slug in ("estmere", "skelbrough", "orrinsby"):
        chance, paths = workshop.chance(f"salaries {slug}"), []
        for year in (2024, 2025) if slug == "estmere" else (2025,):
            rows: list[list[Cell]] = []
            for rank, post in enumerate(_POSTS):
                low = (182 - rank * 11 - chance.below(6)) // 5 * 5
                rows.append(
                    [
                        post,
                        f"£{low},000 - £{low + 4},999",
                        "" if rank == 0 else _POSTS[0],
                        "1.0" if rank % 4 else "0.8",
                        str(chance.between(3, 60)),
                    ]
                )
            path = workshop.path(slug, f"{slug}-senior-salaries", f"senior-salaries-{year}.csv")
            paths.append(
                write_plain(path, ["Post title", "Salary band", "Reports to", "FTE", "Staff managed"], rows)
            )
            workshop.plant_bad(path, len(rows), [])
        made.append(open_data(slug, "senior-salaries", f"{council_named(slug).title}: senior salaries", "Posts paid £50,000 or more, by band.",
                              theme="people", files=paths, frequency="yearly", tags="salaries, transparency code"))  # fmt: skip
    return made
