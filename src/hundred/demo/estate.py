# ruff: noqa: E501 - the tables of headings read better unbroken
"""Land and buildings the councils own, and the brownfield land they keep a register of."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hundred.demo.cells import Cell
from hundred.demo.chance import Chance
from hundred.demo.names import postcode, street
from hundred.demo.places import COUNCILS, Council, spot, to_latlong, uprn
from hundred.demo.region import DatasetSpec
from hundred.demo.workshop import Workshop, open_data, write_table

_USES = ("Library", "Primary school", "Depot", "Allotments", "Community centre", "Car park", "Cemetery", "Public toilets",
         "Playing field", "Children's centre", "Offices", "Shop unit")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asset:
    """One property; the place is in metres of the National Grid."""

    code: str
    uprn: str
    name: str
    number: str
    street: str
    town: str
    postcode: str
    easting: int
    northing: int
    use: str
    tenure: str
    square_metres: int
    energy: str


def _latitude(asset: Asset) -> Cell:
    return f"{to_latlong(asset.easting, asset.northing)[0]:.6f}"


def _longitude(asset: Asset) -> Cell:
    return f"{to_latlong(asset.easting, asset.northing)[1]:.6f}"


_FIELDS: dict[str, Callable[[Asset], Cell]] = {
    "code": lambda a: a.code,
    "uprn": lambda a: a.uprn,
    "name": lambda a: a.name,
    "number": lambda a: a.number,
    "street": lambda a: a.street,
    "town": lambda a: a.town,
    "postcode": lambda a: a.postcode,
    "address": lambda a: f"{a.number} {a.street}, {a.town}, {a.postcode}",
    "easting": lambda a: str(a.easting),
    "northing": lambda a: str(a.northing),
    "latitude": _latitude,
    "longitude": _longitude,
    "crs": lambda _a: "OSGB36",
    "use": lambda a: a.use,
    "tenure": lambda a: a.tenure,
    "tenure_letter": lambda a: a.tenure[0],
    "square_metres": lambda a: f"{a.square_metres:,}",
    "hectares": lambda a: f"{a.square_metres / 10_000:.2f}",
    "energy": lambda a: a.energy,
}

_LGA = (
    "UPRN=uprn; AssetCode=code; PropertyName=name; PropertyNumber=number; StreetName=street; PostTown=town; PostCode=postcode;"
    "CRS=crs; GeoX=easting; GeoY=northing; TenureType=tenure; BuildingSize=square_metres; Purpose=use; EnergyRating=energy"
)
_GRID = "Asset Ref=code; Unique Property Ref=uprn; Site=name; Address=address; Easting=easting; Northing=northing; Tenure=tenure_letter; Use=use"
_DEGREES = "Asset ID=code; Name=name; Street=street; Postcode=postcode; Latitude=latitude; Longitude=longitude; Freehold/Leasehold=tenure; Area (ha)=hectares; UPRN=uprn"
_LAYOUTS = {
    "estmere": ("land-and-property.csv", _DEGREES),
    "skelbrough": ("Land and Building Assets 2025.csv", _GRID),
    "wyndle-valley": ("Property list.xlsx", _GRID),
    "tolbury": ("LandAndBuilding_lga.csv", _LGA),
    "brantoft": ("brantoft_assets.csv", _DEGREES),
    "orrinsby": ("asset-register.csv", _LGA),
    "dunmarsh": ("Council land.csv", _GRID),
}  # fmt: skip


def make_estate(workshop: Workshop) -> list[DatasetSpec]:
    """A register of property for each council, and of brownfield sites for the region."""
    made = []
    for council in COUNCILS:
        chance = workshop.chance(f"assets {council.slug}")
        name, columns = _LAYOUTS[council.slug]
        assets = [
            _asset(chance, council, number) for number in range(1, workshop.count(council.people // 600, 12))
        ]
        path = workshop.path(council.slug, f"{council.slug}-land-assets", name)
        rounded = len(assets) // 2
        bad = []
        if columns == _GRID:  # one number went through a spreadsheet and lost its end
            spoilt = f"{assets[rounded].uprn[0]}.{assets[rounded].uprn[1:4]}E+11"
            heading = "Unique Property Ref"
            bad.append((rounded + 2, "number-rounded", heading, spoilt))
            assets[rounded] = replace(assets[rounded], uprn=spoilt)
        write_table(path, columns, _FIELDS, assets)
        workshop.plant_bad(path, len(assets), bad)
        made.append(
            open_data(council.slug, "land-assets", f"{council.title}: land and building assets",
                      "Property the council owns or leases, as the Transparency Code asks.",
                      theme="property", files=(path,), frequency="yearly", tags="assets, UPRN, transparency code")
        )  # fmt: skip
    return [*made, *(_brownfield(workshop, council) for council in COUNCILS[:4])]


def _asset(chance: Chance, council: Council, number: int) -> Asset:
    easting, northing = spot(chance, council)
    use, town, road = chance.pick(_USES), chance.pick(council.towns), street(chance)
    return Asset(
        code=f"{council.slug[0].upper()}{number:05d}",
        uprn=uprn(council, 1000 + number * 7),
        name=f"{road.split()[0]} {use}",
        number=str(chance.between(1, 180)),
        street=road,
        town=town,
        postcode=postcode(chance, council.district),
        easting=easting,
        northing=northing,
        use=use,
        tenure="Freehold" if chance.happens(0.8) else "Leasehold",
        square_metres=int(900 * chance.skewed()),
        energy=chance.pick("ABCDEFG"),
    )


@dataclass(frozen=True, slots=True)
class Site:
    """One brownfield site."""

    council: Council
    reference: str
    address: str
    easting: int
    northing: int
    hectares: float
    homes: int
    permissioned: bool
    added: str


_SITE_FIELDS: dict[str, Callable[[Site], Cell]] = {
    "uri": lambda s: f"https://www.{s.council.slug}.example/id",
    "label": lambda s: s.council.title,
    "reference": lambda s: s.reference,
    "address": lambda s: s.address,
    "x": lambda s: f"{to_latlong(s.easting, s.northing)[1]:.6f}",
    "y": lambda s: f"{to_latlong(s.easting, s.northing)[0]:.6f}",
    "crs": lambda _s: "WGS84",
    "hectares": lambda s: f"{s.hectares:.2f}",
    "ownership": lambda s: (
        "owned by a public authority" if s.homes % 3 else "not owned by a public authority"
    ),
    "deliverable": lambda s: "yes" if s.permissioned else "",
    "status": lambda s: "permissioned" if s.permissioned else "not permissioned",
    "least": lambda s: str(s.homes),
    "most": lambda s: str(s.homes + s.homes // 5),
    "added": lambda s: s.added,
    "updated": lambda _s: "2025-12-19",
}
_SITE_COLUMNS = (
    "OrganisationURI=uri; OrganisationLabel=label; SiteReference=reference; SiteNameAddress=address; GeoX=x; GeoY=y; CoordinateReferenceSystem=crs;"
    "Hectares=hectares; OwnershipStatus=ownership; Deliverable=deliverable; PlanningStatus=status; MinNetDwellings=least; NetDwellingsRangeTo=most;"
    "FirstAddedDate=added; LastUpdatedDate=updated"
)


def _brownfield(workshop: Workshop, council: Council) -> DatasetSpec:
    chance = workshop.chance(f"brownfield {council.slug}")
    sites = []
    for number in range(1, workshop.count(60, 8)):
        easting, northing = spot(chance, council)
        hectares = 0.25 + chance.skewed()
        sites.append(
            Site(council, f"BLR{number:03d}", f"Land at {street(chance)}, {chance.pick(council.towns)}", easting, northing,
                 hectares, max(5, int(hectares * 42)), chance.happens(0.4), f"20{chance.between(17, 25)}-12-{chance.between(1, 28):02d}")
        )  # fmt: skip
    path = workshop.path(
        council.slug, f"{council.slug}-brownfield", f"{council.slug}_brownfieldregister_2025-12-19_rev1.csv"
    )
    write_table(path, _SITE_COLUMNS, _SITE_FIELDS, sites)
    workshop.plant_bad(path, len(sites), [])
    return open_data(council.slug, "brownfield", f"{council.title}: brownfield land register",
                     "Previously developed land that may suit housing, in the statutory template.",
                     theme="planning", files=(path,), frequency="yearly", tags="brownfield, housing, sites")  # fmt: skip
