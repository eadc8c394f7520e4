"""Air quality: hours as a logger writes them, with a preamble, gaps and negative drift; and days, tidied."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

from hundred.demo.cells import Cell
from hundred.demo.chance import Chance
from hundred.demo.files import write_plain
from hundred.demo.places import AUTHORITY, COUNCILS, to_latlong
from hundred.demo.region import DatasetSpec
from hundred.demo.workshop import Workshop, open_data

# Council, site, kind, yearly mean of NO2 in µg/m³.
SITES = (
    ("estmere", "Quayhead Roadside", "Roadside", 41.0),
    ("estmere", "Estmere Centre", "Urban background", 27.0),
    ("skelbrough", "Ironrigg Lane", "Roadside", 36.0),
    ("tolbury", "Tolbury Market", "Urban background", 22.0),
    ("brantoft", "Sandgarth Sea Wall", "Rural", 9.0),
    ("dunmarsh", "Reedness Cross", "Rural", 11.0),
)
# Traffic's shape over the hours of a day and the months of a year, both with a mean of 1.
_HOURS = (0.6, 0.5, 0.5, 0.5, 0.6, 0.8, 1.1, 1.5, 1.6, 1.3, 1.1, 1.0,
          1.0, 1.0, 1.0, 1.1, 1.3, 1.6, 1.5, 1.2, 1.0, 0.8, 0.7, 0.7)  # fmt: skip
_MONTHS = (1.25, 1.2, 1.1, 1.0, 0.9, 0.8, 0.75, 0.8, 0.9, 1.0, 1.1, 1.2)


def make_air(workshop: Workshop) -> list[DatasetSpec]:
    """Hourly readings of each site in one zip, and daily means of them all in one table."""
    chance = workshop.chance("air")
    hours = workshop.path(AUTHORITY.slug, f"{AUTHORITY.slug}-air-hourly", "air quality hourly 2026 Q1.zip")
    _write_hours(hours, chance, workshop.count(90, 3), workshop)
    days = _write_days(workshop, chance)
    workshop.truth.planted["air"] = [{"site": name, "no2_mean": mean} for _, name, _, mean in SITES]
    return [
        open_data(
            AUTHORITY.slug,
            "air-hourly",
            "Air quality: hourly readings",
            "Nitrogen dioxide and particulates at six monitoring sites, January to March 2026, not ratified.",
            theme="environment",
            files=(hours,),
            frequency="quarterly",
            tags="air quality, NO2, PM10, PM2.5",
        ),
        open_data(
            AUTHORITY.slug,
            "air-daily",
            "Air quality: daily means",
            "Daily mean concentrations at six monitoring sites since April 2024, with their places.",
            theme="environment",
            files=(days,),
            frequency="monthly",
            tags="air quality, NO2, PM10, PM2.5",
        ),
    ]


def _write_hours(path: Path, chance: Chance, days: int, workshop: Workshop) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as plain:
        for _, name, kind, mean in SITES:
            text, bad = _hours_of(name, kind, mean, chance, days)
            part = zipfile.ZipInfo(f"{name}.csv", (2026, 4, 20, 9, 0, 0))
            part.create_system = 3
            plain.writestr(part, text.encode("cp1252"))
            workshop.plant_bad(path.with_name(f"{path.name}!{name}.csv"), days * 24, bad)


def _hours_of(
    name: str, kind: str, mean: float, chance: Chance, days: int
) -> tuple[str, list[tuple[int, str, str, str]]]:
    """One site's file; hours end at 01:00 to 24:00, as loggers have it."""
    out, bad = io.StringIO(), []
    out.write(
        f"Site:,{name},,,\r\nType:,{kind},,,\r\nUnits:,µg/m³,,,\r\n\r\nDate,Time,NO2,PM10,PM2.5,Status\r\n"
    )
    line = 5
    for day in (date(2026, 1, 1) + timedelta(days=number) for number in range(days)):
        for hour in range(24):
            line += 1
            no2 = mean * _HOURS[hour] * _MONTHS[day.month - 1] * (0.75 + 0.5 * chance.unit())
            pm10 = 9 + mean * 0.25 * chance.skewed()
            cells = [f"{no2:.1f}", f"{pm10:.1f}", f"{pm10 * 0.6:.1f}"]
            if chance.happens(0.006):
                cells[0] = chance.pick(("-9999", "No data", "-0.4"))
                if cells[0] != "-0.4":
                    bad.append((line, "reading-missing", "NO2", cells[0]))
            out.write(f"{day:%d/%m/%Y},{hour + 1:02d}:00,{','.join(cells)},P\r\n")
    return out.getvalue(), bad


def _write_days(workshop: Workshop, chance: Chance) -> Path:
    path = workshop.path(AUTHORITY.slug, f"{AUTHORITY.slug}-air-daily", "air-quality-daily.csv")
    councils = {council.slug: council for council in COUNCILS}
    headings = ["date", "site", "site_type", "local_authority_code", "latitude", "longitude",
                "no2_ug_m3", "pm10_ug_m3", "pm25_ug_m3"]  # fmt: skip
    rows: list[list[Cell]] = []
    first = date(2024, 4, 1)
    for number, (slug, name, kind, mean) in enumerate(SITES):
        council = councils[slug]
        latitude, longitude = to_latlong(council.easting + 300 * number, council.northing - 200 * number)
        for day in (first + timedelta(days=offset) for offset in range(workshop.count(730, 30))):
            no2 = mean * _MONTHS[day.month - 1] * (0.8 + 0.4 * chance.unit())
            pm10 = 9 + mean * 0.25 * (0.6 + 0.8 * chance.unit())
            missing = chance.happens(0.01)
            rows.append([
                day.isoformat(), name, kind, council.gss_code, f"{latitude:.6f}", f"{longitude:.6f}",
                "" if missing else f"{no2:.1f}", f"{pm10:.1f}", f"{pm10 * 0.6:.1f}",
            ])  # fmt: skip
    workshop.plant_bad(path, len(rows), [])
    return write_plain(path, headings, rows)
