"""Monthly demand for services: seven years of series whose makings are known, and the year that comes next.

Every series is `level × (1 + trend × t) × season × step + noise`, except the walks, whose level moves
by the noise each month. What is not published (the twelve months after March 2026) is in the truth,
with the mean a perfect forecaster would have given and how far the outcome strays from it.
"""

from dataclasses import dataclass

from hundred.demo.cells import Cell
from hundred.demo.chance import Chance
from hundred.demo.files import write_plain
from hundred.demo.places import AUTHORITY, COUNCILS, TRAVEL
from hundred.demo.region import DatasetSpec
from hundred.demo.truth import Json
from hundred.demo.workshop import Workshop, open_data

MONTHS_PUBLISHED, MONTHS_AHEAD = 84, 12
FLAT = (1.0,) * 12
_WINTER = (1.22, 1.16, 1.08, 0.98, 0.92, 0.88, 0.86, 0.86, 0.92, 1.0, 1.06, 1.06)  # January first; mean 1
_SUMMER = tuple(2 - factor for factor in _WINTER)
_TERMS = (1.05, 1.02, 1.06, 0.94, 1.03, 1.0, 0.98, 0.8, 1.06, 1.08, 1.06, 0.92)


@dataclass(frozen=True, slots=True)
class Model:
    """How a series is made. `trend` is the share of the level added each month, `noise` a standard
    deviation as a share of the level, `step` a factor that holds from month `step_at` on."""

    kind: str
    season: tuple[float, ...] = FLAT
    trend: float = 0.0
    noise: float = 0.04
    step: float = 1.0
    step_at: int = 0
    walk: bool = False

    def mean(self, level: float, month: int) -> float:
        """The expected value in a month, 0 being April 2019."""
        step = self.step if self.step_at and month >= self.step_at else 1.0
        return level * (1 + self.trend * month) * self.season[(month + 3) % 12] * step


# Measure, its level for 100,000 people, model.
MEASURES = (
    ("Homelessness presentations", 62.0, Model("trend", trend=0.006, noise=0.06)),
    ("Library visits", 11_500.0, Model("season", season=_TERMS, noise=0.03)),
    ("Household waste (tonnes)", 3_300.0, Model("trend and season", _SUMMER, trend=0.0008, noise=0.02)),
    ("Adult social care referrals", 410.0, Model("season and step", _WINTER, step=1.18, step_at=60)),
    ("Street lighting faults", 130.0, Model("flat", noise=0.08)),
    ("Temporary accommodation households", 95.0, Model("walk", noise=0.035, walk=True)),
)  # fmt: skip


def make_demand(workshop: Workshop) -> list[DatasetSpec]:
    """Demand by council and month, and boardings by month for the whole region."""
    truth: list[Json] = []
    chance = workshop.chance("demand")
    rows: list[list[Cell]] = []
    for measure, per_head, model in MEASURES:
        for council in COUNCILS:
            values = _series(
                f"{measure}|{council.slug}", per_head * council.people / 100_000, model, chance, truth
            )
            rows += [
                [_month(number), council.gss_code, council.short, measure, str(value)]
                for number, value in enumerate(values)
            ]
    path = workshop.path(AUTHORITY.slug, f"{AUTHORITY.slug}-service-demand", "service-demand-monthly.csv")
    write_plain(path, ["month", "local_authority_code", "local_authority", "measure", "value"], rows)
    workshop.plant_bad(path, len(rows), [])
    boardings = _boardings(workshop, chance, truth)
    workshop.truth.planted["series"] = truth
    return [
        open_data(
            AUTHORITY.slug,
            "service-demand",
            "Demand for services by month",
            "Six measures of demand for each council, April 2019 to March 2026.",
            theme="people",
            files=(path,),
            frequency="monthly",
            tags="demand, forecasts, time series",
        ),
        boardings,
    ]


def _boardings(workshop: Workshop, chance: Chance, truth: list[Json]) -> DatasetSpec:
    """Boardings side by side by mode; free travel for the young lifts them from April 2022."""
    model = Model("season and step", season=_TERMS, trend=0.002, noise=0.02, step=1.12, step_at=36)
    levels = {"Bus": 5_100_000.0, "Tram": 1_240_000.0, "Ferry": 61_000.0}
    modes = {
        mode: _series(f"Boardings|{mode}", level, model, chance, truth) for mode, level in levels.items()
    }
    path = workshop.path(TRAVEL.slug, f"{TRAVEL.slug}-boardings", "boardings.csv")
    rows: list[list[Cell]] = [
        [_month(number), *(f"{values[number]:,}" for values in modes.values())]
        for number in range(MONTHS_PUBLISHED)
    ]
    write_plain(path, ["Month", *modes], rows)
    workshop.plant_bad(path, len(rows), [])
    return open_data(
        TRAVEL.slug,
        "boardings",
        "Boardings by month",
        "Journeys begun on buses, trams and ferries.",
        theme="transport",
        files=(path,),
        frequency="monthly",
        tags="bus, tram, ferry, patronage",
    )


def _series(name: str, level: float, model: Model, chance: Chance, truth: list[Json]) -> list[int]:
    """The published months of a series; the rest goes into the truth."""
    values, drift = [], 0.0
    for month in range(MONTHS_PUBLISHED + MONTHS_AHEAD):
        shock = model.noise * level * chance.bell()
        drift = drift + shock if model.walk else shock
        values.append(max(0, round(model.mean(level, month) + drift)))
    ahead = range(MONTHS_PUBLISHED, MONTHS_PUBLISHED + MONTHS_AHEAD)
    last = float(values[MONTHS_PUBLISHED - 1])
    truth.append(
        {
            "series": name,
            "model": model.kind,
            "trend_a_month": model.trend,
            "season_from_january": list(model.season),
            "step": [_month(model.step_at), model.step] if model.step_at else [],
            "noise_sd": round(model.noise * level, 3),
            "noise_adds_up": model.walk,
            "best_forecast": [round(last if model.walk else model.mean(level, month), 2) for month in ahead],
            "outcome": values[MONTHS_PUBLISHED:],
        }
    )
    return values[:MONTHS_PUBLISHED]


def _month(number: int) -> str:
    """`2019-04` for month 0."""
    return f"{2019 + (number + 3) // 12}-{(number + 3) % 12 + 1:02d}"
