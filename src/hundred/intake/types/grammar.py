"""How cells are written, as macros of the engine: what a text looks like, and its value.

One grammar serves both questions, so that what is counted as a date is also read as one. Every macro
takes a text already trimmed with `trimmed`. Cheap tests come first, as most cells are asked few
questions: what a text starts with, how long it is, whether it holds a sign.
"""

from hundred.intake.types import dates, identifiers, numbers, words
from hundred.lake.engine import Session

_NO_BREAK = "\u00a0"
_SHAPE = "((MULTI)?(POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)"

_MACROS = rf"""
CREATE TEMP MACRO trimmed(cell) AS
    CASE WHEN cell < '!' OR cell[1] = '{_NO_BREAK}' OR contains(E' \t\r\n{_NO_BREAK}', cell[-1])
        THEN trim(cell, E' \t\r\n{_NO_BREAK}') ELSE cell END;

-- What starts with a digit, a sign or a currency. Most numbers and sums of money end here.
CREATE TEMP MACRO is_figure(x) AS
    (x < ':' OR x >= '£' OR x > 'GBP' AND x < 'GBQ') AND strlen(x) <= 45;
CREATE TEMP MACRO figure_shape(x) AS CASE
    WHEN x < ':' AND regexp_full_match(x, '-?[0-9]+') THEN whole_shape(x)
    WHEN x < ':' AND regexp_full_match(x, '-?[0-9]*[.][0-9]+')
        THEN CASE WHEN has_thousandths(x) THEN 'number thousandths' ELSE 'number' END
    WHEN regexp_full_match(x, '{numbers.BRITISH}') THEN british_shape(x) END;

-- Other figures, and the few words that mean anything to us.
CREATE TEMP MACRO is_odd(x) AS is_figure(x)
    OR strlen(x) <= 40 AND regexp_full_match(x, '(?i){words.SPECIAL}|({dates.WORDED})([ T].*)?');
CREATE TEMP MACRO odd_shape(x) AS coalesce(
    other_number_shape(x), date_shape(x), period_shape(x), phone_shape(x), missing_shape(x), boolean_shape(x),
    total_shape(x));

-- Shapes of places: GeoJSON, and well-known text, which may name WGS 84 as its system.
CREATE TEMP MACRO place_shape(x) AS CASE
    WHEN strlen(x) <= 10 THEN NULL
    WHEN x[-1] = '}}' THEN CASE WHEN x[1] = '{{' AND contains(x, '"coordinates"') THEN 'geojson' END
    WHEN x[-1] = ')' AND regexp_matches(x, '^(?i)(SRID=4326; *)?{_SHAPE} *(Z|M|ZM)? *[(]') THEN 'wkt' END;

CREATE TEMP MACRO shape_of(x) AS CASE WHEN x IS NULL OR x = '' THEN 'empty' ELSE coalesce(
    CASE WHEN is_figure(x) THEN figure_shape(x) END,
    CASE WHEN is_odd(x) THEN odd_shape(x) END,
    place_shape(x), mixed_or_text(x)) END;
"""


def teach(engine: Session) -> None:
    """Give a session the grammar's macros."""
    # Lists of words would become joins, which takes longer than looking through them.
    engine.execute("SET disabled_optimizers = 'in_clause'")
    for macros in (words.MACROS, numbers.MACROS, dates.MACROS, identifiers.MACROS, _MACROS):
        engine.execute(macros)
