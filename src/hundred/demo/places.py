# ruff: noqa: E501 - the table below reads better with a council to a line
"""Where the region lies: in the North Sea, within the British National Grid and near nobody's home."""

from dataclasses import dataclass
from functools import lru_cache
from math import atan, atan2, cos, degrees, pi, radians, sin, sqrt, tan

from hundred.demo.chance import Chance
from hundred.demo.region import PublisherSpec


@dataclass(frozen=True, slots=True)
class Council:
    """A council and its ground: the centre and half-width of its area in metres of the National Grid."""

    slug: str
    title: str
    short: str
    gss_code: str
    easting: int
    northing: int
    reach: int
    people: int
    towns: tuple[str, ...]
    about: str

    @property
    def district(self) -> int:
        """The number of its postcode district."""
        return int(self.gss_code[-1])


COUNCILS = (
    Council("estmere", "Estmere City Council", "Estmere", "E08099001", 582000, 424000, 5200, 412_000,
            ("Estmere", "Quayhead", "Ormsgarth", "Lowfold"), "The region's port and largest city."),
    Council("skelbrough", "Skelbrough Metropolitan Borough Council", "Skelbrough", "E08099002", 571000, 419000, 4600, 231_000,
            ("Skelbrough", "Ironrigg", "Nether Skel"), "Foundries once; now warehouses and a college."),
    Council("wyndle-valley", "Wyndle Valley Council", "Wyndle Valley", "E08099003", 569000, 433000, 6000, 154_000,
            ("Wyndlehead", "Fellmouth", "Upper Wyndle"), "Mill towns along one river."),
    Council("tolbury", "Tolbury Metropolitan Borough Council", "Tolbury", "E08099004", 584000, 437000, 4900, 268_000,
            ("Tolbury", "Priorsend", "Marlgate"), "A market borough that grew into a town of offices."),
    Council("brantoft", "Brantoft Council", "Brantoft", "E08099005", 595000, 431000, 4300, 189_000,
            ("Brantoft", "Sandgarth", "Holmsea Row"), "Seaside, greenhouses and a ferry."),
    Council("orrinsby", "Orrinsby Borough Council", "Orrinsby", "E08099006", 593000, 417000, 4400, 176_000,
            ("Orrinsby", "Kelderwick", "Thripdale"), "New estates between two old pit villages."),
    Council("dunmarsh", "Dunmarsh and Sandholme Council", "Dunmarsh", "E08099007", 580000, 410000, 5600, 121_000,
            ("Dunmarsh", "Sandholme", "Reedness Cross"), "Farmland below the level of the sea."),
)  # fmt: skip

AUTHORITY = PublisherSpec(
    "estmere-region", "Estmere City Region Combined Authority", "combined-authority", "E47099001",
    "https://www.estmere-region.example", "data@estmere-region.example",
    "Transport, skills, housing and growth for the seven councils of the Estmere city region.",
)  # fmt: skip
FIRE = PublisherSpec(
    "estmere-fire", "Estmere Fire and Rescue Service", "fire", "E31099001",
    "https://www.estmere-fire.example", "information@estmere-fire.example",
    "Fire stations, prevention and rescue for the whole city region.",
)  # fmt: skip
TRAVEL = PublisherSpec(
    "estmere-travel", "Estmere Travel", "transport", "",
    "https://www.estmere-travel.example", "opendata@estmere-travel.example",
    "Buses, ferries and the tram, run for the combined authority.",
)  # fmt: skip


def publishers() -> tuple[PublisherSpec, ...]:
    """The combined authority, its councils, and the bodies that serve them all."""
    councils = tuple(
        PublisherSpec(
            council.slug, council.title, "council", council.gss_code,
            f"https://www.{council.slug}.example", f"transparency@{council.slug}.example", council.about,
        )
        for council in COUNCILS
    )  # fmt: skip
    return (AUTHORITY, *councils, FIRE, TRAVEL)


def council_named(slug: str) -> Council:
    """The council of that slug."""
    return next(council for council in COUNCILS if council.slug == slug)


def spot(chance: Chance, council: Council) -> tuple[int, int]:
    """An easting and northing in the council's area, likelier near its centre."""
    east = (chance.unit() + chance.unit() - 1) * council.reach
    north = (chance.unit() + chance.unit() - 1) * council.reach
    return council.easting + int(east), council.northing + int(north)


def uprn(council: Council, number: int) -> str:
    """A property number of twelve digits, above any yet given out."""
    return f"999{council.gss_code[-1]}{number:08d}"


# Airy 1830 and the National Grid's projection (Ordnance Survey, "A guide to coordinate systems", annex C).
_A, _B, _F0 = 6377563.396, 6356256.909, 0.9996012717
_LAT0, _LON0, _N0, _E0 = radians(49), radians(-2), -100000.0, 400000.0
_E2 = 1 - (_B * _B) / (_A * _A)


def _meridian(lat: float) -> float:
    """The developed arc of the meridian from the true origin to a latitude."""
    n = (_A - _B) / (_A + _B)
    less, plus = lat - _LAT0, lat + _LAT0
    return (
        _B * _F0
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(plus)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * plus)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * plus)
        )
    )  # fmt: skip


def _on_airy(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in radians on OSGB36."""
    lat = _LAT0 + (northing - _N0) / (_A * _F0)
    for _ in range(6):
        lat += (northing - _N0 - _meridian(lat)) / (_A * _F0)
    s2 = sin(lat) ** 2
    nu = _A * _F0 / sqrt(1 - _E2 * s2)
    rho = _A * _F0 * (1 - _E2) / (1 - _E2 * s2) ** 1.5
    eta2, t, sec = nu / rho - 1, tan(lat), 1 / cos(lat)
    d = easting - _E0
    lat_out = (
        lat
        - t / (2 * rho * nu) * d**2
        + t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2) * d**4
        - t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4) * d**6
    )
    lon_out = (
        _LON0
        + sec / nu * d
        - sec / (6 * nu**3) * (nu / rho + 2 * t**2) * d**3
        + sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4) * d**5
    )
    return lat_out, lon_out


@lru_cache(maxsize=4096)
def to_latlong(easting: float, northing: float) -> tuple[float, float]:
    """WGS 84 latitude and longitude in degrees, to six places; good to about five metres."""
    lat, lon = _on_airy(easting, northing)
    nu = _A / sqrt(1 - _E2 * sin(lat) ** 2)
    x, y, z = nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - _E2) * sin(lat)
    # Helmert's seven parameters from OSGB36 to WGS 84.
    scale = 1 - 20.4894e-6
    rx, ry, rz = (radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
    x, y, z = (
        446.448 + scale * x - rz * y + ry * z,
        -125.157 + rz * x + scale * y - rx * z,
        542.060 - ry * x + rx * y + scale * z,
    )
    a, b = 6378137.0, 6356752.3142
    e2 = 1 - (b * b) / (a * a)
    p = sqrt(x * x + y * y)
    lat = atan2(z, p * (1 - e2))
    for _ in range(8):
        lat = atan((z + e2 * a / sqrt(1 - e2 * sin(lat) ** 2) * sin(lat)) / p)
    lon = atan2(y, x)
    assert -pi < lon < pi
    return round(degrees(lat), 6), round(degrees(lon), 6)
