"""The fixed lists of the catalogue: licences, themes, kinds of publisher, degrees of access."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its SPDX identifier where it has one. `is_open` as the Open Definition judges it."""

    id: str
    title: str
    url: str
    is_open: bool


LICENCES: dict[str, Licence] = {
    licence.id: licence
    for licence in (
        Licence(
            "OGL-UK-3.0",
            "Open Government Licence v3.0",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            True,
        ),
        Licence(
            "CC-BY-4.0",
            "Creative Commons Attribution 4.0",
            "https://creativecommons.org/licenses/by/4.0/",
            True,
        ),
        Licence(
            "CC-BY-SA-4.0",
            "Creative Commons Attribution ShareAlike 4.0",
            "https://creativecommons.org/licenses/by-sa/4.0/",
            True,
        ),
        Licence(
            "CC0-1.0",
            "Creative Commons Zero 1.0 (public domain)",
            "https://creativecommons.org/publicdomain/zero/1.0/",
            True,
        ),
        Licence(
            "ODC-By-1.0",
            "Open Data Commons Attribution 1.0",
            "https://opendatacommons.org/licenses/by/1-0/",
            True,
        ),
        Licence(
            "ODbL-1.0",
            "Open Data Commons Open Database Licence 1.0",
            "https://opendatacommons.org/licenses/odbl/1-0/",
            True,
        ),
        Licence(
            "PDDL-1.0",
            "Open Data Commons Public Domain Dedication 1.0",
            "https://opendatacommons.org/licenses/pddl/1-0/",
            True,
        ),
        Licence("other", "Other terms: ask the publisher", "", False),
    )
}

THEMES: dict[str, str] = {
    "spending": "Spending",
    "contracts": "Contracts and grants",
    "property": "Land and property",
    "planning": "Planning and housing",
    "transport": "Transport and parking",
    "environment": "Environment",
    "people": "People and places",
    "leisure": "Leisure and culture",
    "safety": "Community safety",
    "governance": "Councils and democracy",
    "other": "Other",
}

PUBLISHER_KINDS: dict[str, str] = {
    "council": "Council",
    "combined-authority": "Combined authority",
    "police": "Police",
    "fire": "Fire and rescue",
    "nhs": "NHS body",
    "transport": "Transport body",
    "partner": "Partner",
}

ACCESS: dict[str, str] = {
    "open": "Open to everyone",
    "shared": "Shared with named publishers",
    "closed": "Closed: only its publisher",
}

FREQUENCIES: dict[str, str] = {
    "": "Not stated",
    "daily": "Daily",
    "weekly": "Weekly",
    "monthly": "Monthly",
    "quarterly": "Quarterly",
    "yearly": "Yearly",
    "irregular": "From time to time",
    "once": "Once",
}


@dataclass(frozen=True, slots=True)
class Freshness:
    """How lately a dataset was updated: within so many days, longer ago than all the others for None."""

    title: str
    days: int | None


FRESHNESS: dict[str, Freshness] = {
    "week": Freshness("In the past week", 7),
    "month": Freshness("In the past month", 31),
    "quarter": Freshness("In the past 3 months", 92),
    "year": Freshness("In the past year", 366),
    "older": Freshness("Longer ago", None),
}

FORMATS: dict[str, str] = {  # of the files that datasets came in
    "csv": "CSV",
    "xlsx": "Excel workbook",
    "xlsm": "Excel workbook with macros",
    "xlsb": "Excel binary workbook",
    "xls": "Excel 97 workbook",
    "xml-spreadsheet": "Excel 2003 XML",
    "ods": "OpenDocument spreadsheet",
    "json": "JSON",
    "jsonl": "JSON lines",
    "geojson": "GeoJSON",
    "parquet": "Parquet",
    "html": "Web page",
    "fixed": "Text of fixed width",
}

DIGESTS: dict[str, str] = {"daily": "Every day there is something new", "weekly": "Once a week"}
