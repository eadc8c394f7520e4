"""A slice of a register of companies, in the national register's layout: a reference for matching names.

It holds every company that is paid, some under a former name, and as many that are not.
"""

from datetime import date, timedelta

from hundred.demo.cells import Cell
from hundred.demo.chance import Chance
from hundred.demo.files import write_plain
from hundred.demo.names import postcode, street
from hundred.demo.places import AUTHORITY, COUNCILS
from hundred.demo.region import DatasetSpec
from hundred.demo.suppliers import Market
from hundred.demo.workshop import Workshop, open_data

# The national register's own headings, the stray space included.
_HEADINGS = (
    "CompanyName", " CompanyNumber", "RegAddress.AddressLine1", "RegAddress.PostTown", "RegAddress.PostCode",
    "CompanyCategory", "CompanyStatus", "IncorporationDate", "PreviousName_1.CompanyName",
)  # fmt: skip
_DECOYS = ("{w} Enterprises Limited", "{w} Properties Limited", "{w} Group Limited", "{w} (Estmere) Limited")


def make_companies(workshop: Workshop, market: Market) -> DatasetSpec:
    """Companies by number, with decoys that share a first word with a real supplier."""
    chance = workshop.chance("companies")
    rows: list[list[Cell]] = []
    taken = {supplier.name for supplier in market.suppliers}
    for supplier in market.suppliers:
        if supplier.kind != "company":
            continue
        word = supplier.name.split()[0]
        former = f"{word} TRADING LIMITED".upper() if chance.happens(0.05) else ""
        rows.append(_row(chance, supplier.name, supplier.company_number, supplier.postcode, former))
        decoy = chance.pick(_DECOYS).format(w=word)
        if decoy not in taken:
            taken.add(decoy)
            code = postcode(chance, chance.between(1, 7))
            rows.append(_row(chance, decoy, f"98{len(rows):06d}", code, ""))
    rows.sort(key=lambda row: str(row[0]))
    path = workshop.path(AUTHORITY.slug, f"{AUTHORITY.slug}-companies", "BasicCompanyData-2026-03-01.csv")
    write_plain(path, _HEADINGS, rows)
    workshop.plant_bad(path, len(rows), [])
    return open_data(
        AUTHORITY.slug,
        "companies",
        "Register of companies: extract",
        "Invented companies in the layout of the national register, to match suppliers against.",
        theme="contracts",
        files=(path,),
        frequency="monthly",
        tags="companies, reference, suppliers",
    )


def _row(chance: Chance, name: str, number: str, code: str, former: str) -> list[Cell]:
    kind = "Limited Liability Partnership" if name.endswith("LLP") else "Private Limited Company"
    born = date(1985, 1, 1) + timedelta(days=chance.below(14_000))
    status = "Active" if chance.happens(0.93) else "Liquidation"
    address = f"{chance.between(1, 90)} {street(chance)}".upper()
    town = chance.pick(COUNCILS).towns[0].upper()
    return [name.upper(), number, address, town, code, kind, status, f"{born:%d/%m/%Y}", former]
