"""What can be wrong with places. `{pair}` names the two columns of coordinates."""

from hundred.base.findings import Problem

_HEAD = "Name,Latitude,Longitude\n"
_GOOD = "".join(f"Park {n},53.80{n},-1.54{n}\n" for n in range(10, 40))


def _rows(code: str, says: str, one: str, fix: str, odd: str) -> Problem:
    return Problem(code, "warning", says, fix, says_of_one=one, example=f"{_HEAD}{_GOOD}{odd}\n")


SWAPPED = _rows(
    "place-swapped",
    "{count} rows have their coordinates the wrong way round ({pair}). They were turned for the map.",
    "1 row has its coordinates the wrong way round ({pair}). They were turned for the map.",
    "Put each number under its own heading, and publish the file again.",
    "Park 40,-1.5491,53.8008",
)
ZERO = _rows(
    "place-zero",
    "{count} rows have zero for both coordinates ({pair}), and so no place.",
    "1 row has zero for both coordinates ({pair}), and so no place.",
    "Leave coordinates empty where they are not known.",
    "Park 40,0,0",
)
HALF = _rows(
    "place-half",
    "{count} rows have only one of their two coordinates ({pair}), and so no place.",
    "1 row has only one of its two coordinates ({pair}), and so no place.",
    "Add the missing coordinates, or leave both empty.",
    "Park 40,53.8008,",
)
ABROAD = _rows(
    "place-abroad",
    "{count} rows lie outside the British Isles by their coordinates ({pair}).",
    "1 row lies outside the British Isles by its coordinates ({pair}).",
    "Check signs and digits: a missing minus or point moves a place far away.",
    "Park 40,53.8008,15.491",
)
NOWHERE = _rows(
    "place-nowhere",
    "{count} rows have coordinates that are no place ({pair}), and so none on the map.",
    "1 row has coordinates that are no place ({pair}), and so none on the map.",
    "Correct the coordinates: degrees in WGS 84, or metres on the British National Grid.",
    "Park 40,538.008,-1.5491",
)
