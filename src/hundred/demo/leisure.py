# ruff: noqa: E501 - the tables of headings read better unbroken
"""Libraries, car parks and stops: places people look for on a map."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hundred.demo.cells import Cell
from hundred.demo.chance import Chance
from hundred.demo.names import postcode, street
from hundred.demo.places import COUNCILS, TRAVEL, Council, council_named, spot, to_latlong
from hundred.demo.region import DatasetSpec
from hundred.demo.workshop import Workshop, open_data, write_table


@dataclass(frozen=True, slots=True)
class Spot:
    """A place open to the public. `number` counts it, `size` is spaces, books or boardings as may be."""

    council: Council
    number: int
    name: str
    street: str
    town: str
    postcode: str
    easting: int
    northing: int
    size: int


_FIELDS: dict[str, Callable[[Spot], Cell]] = {
    "code": lambda s: f"{s.council.gss_code[-1]}{s.number:04d}",
    "stop": lambda s: f"9990ES{s.council.gss_code[-1]}{s.number:05d}",
    "name": lambda s: s.name,
    "street": lambda s: s.street,
    "town": lambda s: s.town,
    "council": lambda s: s.council.title,
    "council_code": lambda s: s.council.gss_code,
    "postcode": lambda s: s.postcode,
    "address": lambda s: f"{s.street}, {s.town}, {s.postcode}",
    "easting": lambda s: str(s.easting),
    "northing": lambda s: str(s.northing),
    "latitude": lambda s: f"{to_latlong(s.easting, s.northing)[0]:.6f}",
    "longitude": lambda s: f"{to_latlong(s.easting, s.northing)[1]:.6f}",
    "phone": lambda s: f"01632 960{s.number * 7 % 1000:03d}",
    "hours": lambda s: "Mon-Fri 9am-5pm, Sat 10am-1pm" if s.number % 3 else "Tue, Thu 10am-6pm",
    "spaces": lambda s: str(s.size),
    "disabled": lambda s: str(s.size // 20),
    "charge": lambda s: f"£{s.number % 4 + 1}.20" if s.number % 5 else "Free",
    "height": lambda s: "2.1m" if s.number % 4 == 0 else "N/A",
    "visits": lambda s: f"{s.size * 310:,}",
    "step_free": lambda s: "Y" if s.number % 7 else "N",
    "mode": lambda s: "tram" if s.number % 23 == 0 else "bus",
}

_LIBRARIES = {
    "estmere": "Library=name; Address=address; Latitude=latitude; Longitude=longitude; Telephone=phone; Opening hours=hours; Visits 2024/25=visits",
    "skelbrough": "LIBRARY NAME=name; STREET=street; TOWN=town; POSTCODE=postcode; EASTING=easting; NORTHING=northing; OPEN=hours",
    "orrinsby": "Name=name; Post code=postcode; X=easting; Y=northing; Phone=phone; Annual visits=visits",
    "dunmarsh": "library=name; where=address; lat=latitude; lng=longitude; opening=hours",
}
_CAR_PARKS = {
    "wyndle-valley": "Car Park=name; Location=address; Spaces=spaces; Blue badge=disabled; Up to 1 hour=charge; Height limit=height; Easting=easting; Northing=northing",
    "tolbury": "name=name; postcode=postcode; total_spaces=spaces; disabled_spaces=disabled; latitude=latitude; longitude=longitude",
    "brantoft": "Off street car parks=name; Street=street; No of spaces=spaces; No of disabled bays=disabled; Charge=charge; Lat=latitude; Long=longitude",
}
_STOPS = "ATCOCode=stop; CommonName=name; Street=street; Locality=town; LocalAuthorityCode=council_code; Mode=mode; StepFree=step_free; Latitude=latitude; Longitude=longitude"


def make_leisure(workshop: Workshop) -> list[DatasetSpec]:
    """Libraries for four councils, car parks for three, and every stop."""
    made = []
    for slug, columns in _LIBRARIES.items():
        spots = _spots(
            workshop.chance(f"libraries {slug}"),
            council_named(slug),
            council_named(slug).people // 14_000,
            "Library",
        )
        path = write_table(workshop.path(slug, f"{slug}-libraries", "libraries.csv"), columns, _FIELDS, spots)
        workshop.plant_bad(path, len(spots), [])
        made.append(open_data(slug, "libraries", f"{council_named(slug).title}: libraries", "Where the libraries are and when they are open.",
                              theme="leisure", files=(path,), frequency="yearly", tags="libraries, opening hours"))  # fmt: skip
    made += [_car_parks(workshop, slug, columns) for slug, columns in _CAR_PARKS.items()]
    return [*made, _stops(workshop)]


def _car_parks(workshop: Workshop, slug: str, columns: str) -> DatasetSpec:
    """Car parks; in one council's list one has its latitude and longitude the wrong way round."""
    council = council_named(slug)
    spots = _spots(workshop.chance(f"parking {slug}"), council, council.people // 9_000, "Car Park")
    fields, bad = dict(_FIELDS), []
    if slug == "brantoft":
        wrong = spots[2]
        latitude, longitude = (_FIELDS[field](wrong) for field in ("latitude", "longitude"))
        fields["latitude"] = lambda s: longitude if s is wrong else _FIELDS["latitude"](s)
        fields["longitude"] = lambda s: latitude if s is wrong else _FIELDS["longitude"](s)
        bad = [(4, "coordinates-swapped", "Lat", longitude)]
    path = write_table(workshop.path(slug, f"{slug}-car-parks", "car-parks.csv"), columns, fields, spots)
    workshop.plant_bad(path, len(spots), bad)
    return open_data(slug, "car-parks", f"{council.title}: car parks", "Council car parks, their spaces and charges.",
                     theme="transport", files=(path,), frequency="yearly", tags="parking, car parks")  # fmt: skip


def _stops(workshop: Workshop) -> DatasetSpec:
    chance = workshop.chance("stops")
    spots = [
        replace(spot, name=f"{spot.street} {chance.pick(('opp', 'adj', 'nr'))} {spot.town} Road")
        for council in COUNCILS
        for spot in _spots(chance, council, workshop.count(council.people // 1_500, 8), "")
    ]
    path = write_table(
        workshop.path(TRAVEL.slug, f"{TRAVEL.slug}-stops", "stops.csv"), _STOPS, _FIELDS, spots
    )
    workshop.plant_bad(path, len(spots), [])
    spec = open_data(TRAVEL.slug, "stops", "Bus and tram stops", "Every stop in the city region.", theme="transport",
                     files=(path,), frequency="monthly", tags="bus, tram, stops")  # fmt: skip
    return replace(spec, licence="CC-BY-4.0")


def _spots(chance: Chance, council: Council, count: int, kind: str) -> list[Spot]:
    made = []
    for number in range(1, count + 1):
        easting, northing = spot(chance, council)
        road, town = street(chance), chance.pick(council.towns)
        name = (
            f"{road.split()[0]} {kind}".strip()
            if number > 1
            else f"{council.towns[0]} Central {kind}".strip()
        )
        made.append(Spot(council, number, name, road, town, postcode(chance, council.district), easting, northing,
                         chance.between(18, 420)))  # fmt: skip
    return made
