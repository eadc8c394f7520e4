"""What a heading says its column holds, and what a file's name says about its time."""

import re

from hundred.intake.names import tidied

_NUMBER = "(no|nr|num|nos|number|numbers|id|ref|reference|code)"
_OF = "(registration|registered|reg)"

# Headings of identifiers, by the format they stand for; each is sought in `_the_tidied_heading_`.
_IDENTIFIERS = {
    "uprn": r"_uprns?_|_unique_property_reference",
    "usrn": r"_usrns?_|_unique_street_reference",
    "nhs-number": rf"_nhs_{_NUMBER}_",
    "company-number": rf"_(company|companies|companies_house|co)(_{_OF})?_{_NUMBER}_|_company_{_OF}_"
    r"|_crn_|_companies_house_",
    "charity-number": rf"_charity(_commission)?(_{_OF})?_{_NUMBER}_|_charity_{_OF}_",
    "vat-number": rf"_vat(_{_OF})?_(no|nr|num|number|id)_|_vrn_",
    "phone": r"_(tele)?phone_|_tel_|_mobile_|_fax_|_landline_",
    "ods-code": r"_ods_code_|^_ods_$",
    "postcode": r"_post_?codes?_|_postal_code_|_zip_code_",
}
_COORDINATES = {
    "easting": r"_eastings?_|_(geo_?|coord(inate)?_|osgb_)?x(_coord(inate)?)?_",
    "northing": r"_northings?_|_(geo_?|coord(inate)?_|osgb_)?y(_coord(inate)?)?_",
    "latitude": r"_lat(itude)?_|_(geo_?|coord(inate)?_)?y(_coord(inate)?)?_",
    "longitude": r"_(long?|lng|longitude)_|_(geo_?|coord(inate)?_)?x(_coord(inate)?)?_",
}
_SAID = {
    "date": r"_dates?_|_dated_|_datetime_|_timestamp_|_dob_"
    r"|_(pay|start|end|open|close|due|invoice|payment|post)(ed)?date_",
    "code": r"_(codes?|no|nr|num|number|ref|reference|id|identifier|key|account|barcode|isbn)_",
    "amount": r"_(amount|total|value|count|sum|qty|quantity|percent(age)?|of|per|average|mean)_"
    r"|_(cost|price|balance)_(?!code)",
    "yes or no": r"^_(is|has|had|was|are|can|does|did|should|will)_"
    r"|_(flag|flagged|indicator|whether|yn|y_n|active|enabled)_",
    "year": r"_(year|years|fy|yr)_",
    "period": r"_(period|month|quarter|qtr|week|mth)_",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def says(heading: str, what: str) -> bool:
    """Whether a heading says that its column holds one of the keys of `_SAID`, such as `date`."""
    return bool(re.search(_SAID[what], _sought(heading))) or (what == "yes or no" and heading.endswith("?"))


def identifier_named(heading: str) -> str:
    """The format of the identifiers which a heading names, "" where it names none."""
    sought = _sought(heading)
    return next((name for name, pattern in _IDENTIFIERS.items() if re.search(pattern, sought)), "")


def coordinates_named(heading: str) -> tuple[str, ...]:
    """The coordinates which a heading may stand for: `x` an easting as well as a longitude."""
    sought = _sought(heading)
    return tuple(name for name, pattern in _COORDINATES.items() if re.search(pattern, sought))


def month_named(file: str) -> int:
    """The month (1 to 12) in a file's name, 0 where it names none or more than one."""
    plain = re.sub(r"[^a-z0-9]+", " ", file.lower())
    named = {
        _MONTHS.index(word[:3]) + 1
        for word in re.findall(r"(?<![a-z])[a-z]{3,9}(?![a-z])", plain)
        if word[:3] in _MONTHS and _MONTH.fullmatch(word)
    }
    named |= {int(month) for month in re.findall(r"(?<!\d)20\d\d ?(0[1-9]|1[0-2])(?!\d)", plain)}
    named |= {int(month) for month in re.findall(r"(?<!\d)(0[1-9]|1[0-2]) ?20\d\d(?!\d)", plain)}
    return named.pop() if len(named) == 1 else 0


_MONTH = re.compile(
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|"
    "nov(ember)?|dec(ember)?"
)


def _sought(heading: str) -> str:
    return f"_{tidied(heading)}_"
