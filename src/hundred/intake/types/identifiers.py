"""Identifiers and addresses of the United Kingdom: how each is written, and which of them can be true.

A `*_shape` macro says what a text looks like while counting. `valid` macros are for the findings of a
column that was decided to hold such identifiers: they know lengths, prefixes and check digits.

* postcode: Royal Mail; GSS code: Office for National Statistics, Code History Database
* UPRN and USRN: GeoPlace, at most 12 and 8 digits
* company number: Companies House, eight digits or two letters of its registers and six
* charity number: Charity Commission (six or seven digits, linked charities `-1`), SC and NIC registers
* VAT number: HM Revenue & Customs, weights 8 to 2, remainder of 97 (since 2010 also 97 less 55)
* NHS number: NHS Data Model and Dictionary, weights 10 to 2, modulus 11
"""

from dataclasses import dataclass

_POSTCODE = r"([A-Z]{1,2}[0-9][A-Z0-9]?|GIR) ?[0-9][ABD-HJLNP-UW-Z]{2}"
_OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_GSS = r"[EWSNKJ][0-9]{8}"
_REGISTERS = (
    "AC|CE|CS|FC|FE|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|R0|RC|RS|SA|SC|SE|SF|SG|SI|SL|"
    "SO|SP|SR|SZ|ZC"
)
_COMPANY = rf"({_REGISTERS})[0-9]{{6}}|[0-9]{{8}}|(IP|SP|NP|RS)[0-9]{{5}}[A-Z]"
_VAT = r"(GB ?)?([0-9]{3} ?[0-9]{3} ?[0-9]{3}|[0-9]{3} ?[0-9]{4} ?[0-9]{2}( ?[0-9]{3})?)"
_VAT_OF_STATE = r"(GB ?)?(GD[0-4]|HA[5-9])[0-9]{2}"
_CHARITY = r"[1-9][0-9]{5,6}(-[0-9]{1,3})?|SC0[0-9]{5}|(NIC? ?)?1[0-9]{5}|XR[0-9]+"
_EMAIL = r"[A-Za-z0-9.!#$%&''*+/=?^_`{|}~-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+"
_URL = r"(https?://|www[.])[^ ]+[.][^ ]+|https?://[^ ]+"
_DOMAIN = r"[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+(/[^ ]*)?"
_PHONE = r"([+]44|0044|[(]?[+]?44[)]|0|[(]0)[0-9() -]{8,16}((ext?[.]?|x|extension) ?[0-9]{1,6})?"
_ODS = r"[A-Z0-9]{3}|[A-Z][0-9A-Z][0-9]{3,6}|[A-Z0-9]{5,9}"
_MIXED = r"[A-Za-z0-9/_-]*([A-Za-z][/_-]?[0-9]|[0-9][/_-]?[A-Za-z])[A-Za-z0-9/_-]*"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier which can be wrong: what people call one, and how a right one looks.

    `by_shape` says that whatever has the shape of that name is right, without another look.
    """

    name: str
    right: str
    by_shape: bool = False


# Those with a macro `is_right_<format>`, by format.
CHECKED = {
    "postcode": Identifier("a postcode", "such as LS1 1UR", by_shape=True),
    "postcode-district": Identifier("a postcode district", "such as LS1"),
    "uprn": Identifier("a UPRN", "a number of at most 12 digits"),
    "usrn": Identifier("a USRN", "a number of at most 8 digits"),
    "gss-code": Identifier("a GSS code", "a letter and eight digits, such as E08000035", by_shape=True),
    "company-number": Identifier(
        "a company number", "eight digits, or two letters such as SC and six digits"
    ),
    "charity-number": Identifier("a charity number", "six or seven digits, or SC0 or NIC1 and five more"),
    "vat-number": Identifier("a VAT number", "nine digits, of which the last two check the others"),
    "nhs-number": Identifier("an NHS number", "ten digits, of which the last checks the others"),
    "ods-code": Identifier("an ODS code", "three to nine capital letters and digits"),
    "phone": Identifier("a telephone number", "ten or eleven digits with a leading 0, or +44 and the rest"),
    "email": Identifier("an e-mail address", "such as name@example.org", by_shape=True),
    "url": Identifier("a web address", "such as https://example.org", by_shape=True),
}

MACROS = rf"""
-- Letters and digits in one word are a code, which says that the numbers beside it are codes too.
CREATE TEMP MACRO code_shape(x) AS CASE
    WHEN strlen(x) < 5 THEN CASE WHEN regexp_full_match(x, '{_OUTCODE}') THEN 'outcode' ELSE 'mixed' END
    WHEN strlen(x) = 9 AND regexp_full_match(x, '{_GSS}') THEN 'gss-code'
    WHEN strlen(x) = 8 AND regexp_full_match(x, '{_COMPANY}') THEN 'company-number'
    WHEN strlen(x) <= 7 AND regexp_full_match(upper(x), '{_POSTCODE}') THEN 'postcode'
    WHEN x > 'GB' AND x < 'GC' AND regexp_full_match(x, '{_VAT}') THEN 'vat-number'
    ELSE 'mixed' END;
CREATE TEMP MACRO text_shape(x) AS CASE
    WHEN strlen(x) BETWEEN 6 AND 8 AND contains(x, ' ') AND regexp_full_match(upper(x), '{_POSTCODE}')
        THEN 'postcode'
    WHEN contains(x, '@') AND regexp_full_match(x, '{_EMAIL}') THEN 'email'
    WHEN (x > 'http' AND x < 'httq' OR x > 'www.' AND x < 'www/') AND regexp_full_match(x, '{_URL}')
        THEN 'url'
    WHEN x > 'GB' AND x < 'GC' AND strlen(x) <= 18 AND regexp_full_match(x, '{_VAT}') THEN 'vat-number'
    ELSE 'text' END;
CREATE TEMP MACRO mixed_or_text(x) AS CASE
    WHEN strlen(x) <= 24 AND regexp_full_match(x, '{_MIXED}') THEN code_shape(x) ELSE text_shape(x) END;
CREATE TEMP MACRO phone_shape(x) AS CASE
    WHEN strlen(x) <= 30 AND regexp_full_match(x, '(?i){_PHONE}')
        AND strlen(regexp_replace(x, '[^0-9]', '', 'g')) >= 10 THEN 'phone'
    WHEN strlen(x) <= 20 AND regexp_full_match(x, '[0-9]+([ -][0-9]+)+') THEN 'digits' END;

CREATE TEMP MACRO digits_of(x) AS regexp_replace(x, '[^0-9]', '', 'g');
CREATE TEMP MACRO weighed(digits, heaviest, places) AS
    list_sum([TRY_CAST(digits[i] AS INTEGER) * (heaviest + 1 - i) FOR i IN range(1, places + 1)]);
CREATE TEMP MACRO is_right_postcode(x) AS regexp_full_match(upper(x), '{_POSTCODE}');
CREATE TEMP MACRO is_right_postcode_district(x) AS regexp_full_match(upper(x), '{_OUTCODE}|{_POSTCODE}');
CREATE TEMP MACRO is_right_uprn(x) AS regexp_full_match(x, '0*[1-9][0-9]{{0,11}}') AND strlen(x) <= 12;
CREATE TEMP MACRO is_right_usrn(x) AS regexp_full_match(x, '0*[1-9][0-9]{{0,7}}') AND strlen(x) <= 8;
CREATE TEMP MACRO is_right_gss_code(x) AS regexp_full_match(x, '{_GSS}');
CREATE TEMP MACRO is_right_company_number(x) AS regexp_full_match(upper(x), '{_COMPANY}');
CREATE TEMP MACRO is_right_charity_number(x) AS
    regexp_full_match(upper(x), '{_CHARITY}');
CREATE TEMP MACRO vat_remainder(d) AS (weighed(d, 8, 7) + TRY_CAST(d[8:9] AS INTEGER)) % 97;
CREATE TEMP MACRO is_right_vat_number(x) AS regexp_full_match(upper(x), '{_VAT_OF_STATE}')
    OR (regexp_full_match(upper(x), '{_VAT}') AND vat_remainder(digits_of(x)) IN (0, 42));
CREATE TEMP MACRO is_right_nhs_number(x) AS regexp_full_match(x, '[0-9]{{3}}[ -]?[0-9]{{3}}[ -]?[0-9]{{4}}')
    AND (11 - weighed(digits_of(x), 10, 9) % 11) % 11 = TRY_CAST(digits_of(x)[10] AS INTEGER);
CREATE TEMP MACRO is_right_ods_code(x) AS regexp_full_match(x, '{_ODS}');
CREATE TEMP MACRO is_right_phone(x) AS regexp_full_match(x, '(?i){_PHONE}')
    AND strlen(regexp_replace(regexp_replace(digits_of(regexp_replace(x, '(?i)(e?x).*', '')),
        '^(00)?44', ''), '^0', '')) BETWEEN 9 AND 10;
CREATE TEMP MACRO is_right_email(x) AS regexp_full_match(x, '{_EMAIL}');
CREATE TEMP MACRO is_right_url(x) AS regexp_full_match(x, '{_URL}|{_DOMAIN}');
"""
