# ruff: noqa: E501 - the tables below read better with a row to a line
"""Each publisher's layouts: which heading holds which field, and how its files are dressed.

A layout is data. A field's name on the right is one of `cells.FIELDS`; those that are fields of the
spend standard become the layout's truth.
"""

from dataclasses import dataclass, replace

from hundred.demo.calendar import MONTHS


@dataclass(frozen=True, slots=True)
class Layout:
    """One ordered set of headings, how days and money are written, and what stands for nothing.

    `dates` is a style of `cells.DATES`; `money` one of `cells.MONEY`.
    """

    id: str
    columns: tuple[tuple[str, str], ...]
    dates: str = "dd/mm/yyyy"
    money: str = "plain"
    redacted: str = "REDACTED"
    nothing: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in order."""
        return tuple(heading for heading, _ in self.columns)


@dataclass(frozen=True, slots=True)
class Dress:
    """What surrounds the table in a file.

    `preamble` are the records above the header; `blanks` puts an empty record after every so many
    rows; `total` ends the file with a totals row, `note` with a line of prose; `spare` adds empty
    columns on the right; `bom` is written before the first byte of text; `wraps` puts a line break
    into the purpose of every so many rows; `repeats` the header after every so many.
    """

    encoding: str = "utf-8"
    bom: bytes = b""
    delimiter: str = ","
    end: str = "\r\n"
    preamble: tuple[tuple[str, ...], ...] = ()
    split_header: bool = False
    blanks: int = 0
    total: bool = False
    note: str = ""
    spare: int = 0
    wraps: int = 0
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """A publisher's spend files: one a month, a quarter or a year (`each` months), named by `name`.

    `layouts` and `dresses` hold from the month they stand beside until the next one's.
    """

    publisher: str
    each: int
    name: str
    layouts: tuple[tuple[int, Layout], ...]
    dresses: tuple[tuple[int, Dress], ...]
    cards: bool = False
    workbook: bool = False

    def layout_at(self, month: int) -> Layout:
        """The layout in force in a month."""
        return [layout for first, layout in self.layouts if first <= month][-1]

    def dress_at(self, month: int) -> Dress:
        """The dress in force in a month."""
        return [dress for first, dress in self.dresses if first <= month][-1]


def columns_of(text: str) -> tuple[tuple[str, str], ...]:
    """`Net Amount=amount; …` → pairs of a heading and the field it holds."""
    pairs = (part.rsplit("=", 1) for part in text.split(";"))
    return tuple((heading.strip(), name.strip()) for heading, name in pairs)


_BOM = b"\xef\xbb\xbf"
_DOUBLED_BOM = "ï»¿".encode()  # a BOM read as cp1252 and saved again

_ESTMERE = Layout(
    "estmere/1",
    columns_of(
        "Body Name=publisher; Service Area=service; Expenses Type=category; Invoice Payment Date=payment_date;"
        "Transaction Number=transaction_number; Net Amount=amount; Supplier Name=beneficiary"
    ),
    dates="yyyy-mm-dd",
    redacted="Redacted Personal Information",
)
_ESTMERE_2 = Layout(
    "estmere/2",
    columns_of(
        "Body Name=publisher; Body Code=publisher_code; Service Area=service; Expense Code=category_code;"
        "Expenses Type=category; Payment Date=payment_date; Transaction No=transaction_number; Supplier Name=beneficiary;"
        "Supplier Ref=beneficiary_id; Company No=company_number; Net Amount (£)=amount"
    ),
    redacted="Redacted Personal Information",
)
_SKELBROUGH = Layout(
    "skelbrough/1",
    columns_of(
        "Directorate=department; Service=service; Vendor=beneficiary; Vendor No.=beneficiary_id; VAT Reg No=vat_number; Doc Date=payment_date;"
        "Doc No=transaction_number; Description=purpose; Net £=amount"
    ),
    money="pounds, brackets",
    redacted="** REDACTED **",
)
_WYNDLE = Layout(
    "wyndle-valley/1",
    columns_of(
        "Authority Name=publisher; Date of Payment=payment_date; SAP Document Number=transaction_number;"
        "Gross=amount_gross; VAT=vat; Net=amount; Supplier Name=beneficiary; Directorate=department; G/L Description=category"
    ),
    redacted="Redacted Data",
)
_TOLBURY = Layout(
    "tolbury/1",
    columns_of(
        "OrganisationLabel=publisher; OrganisationURI=publisher_uri; EffectiveDate=effective_date;"
        "OrganisationalUnit=department; ServiceCategoryLabel=service; BeneficiaryName=beneficiary;"
        "BeneficiaryOtherID=beneficiary_id; CompaniesHouseRegistrationNumber=company_number;"
        "CharityCommissionNumber=charity_number; PaymentDate=payment_date; TransactionNumber=transaction_number;"
        "Amount=amount; IrrecoverableVATAmount=irrecoverable_vat; Purpose=purpose; ProclassLabel=category;"
        "ProclassCode=category_code; CardTransaction=card; ContractRef=contract_reference"
    ),
    dates="yyyy-mm-ddT00:00:00",
    redacted="REDACTED",
)
_BRANTOFT = Layout(  # "Creditor ID" holds the name, and "Creditor" the cost centre it was charged to
    "brantoft/1",
    columns_of(
        "Creditor=service; Account Detail=category; Description=purpose; BC ref no=transaction_number;"
        "Creditor ID=beneficiary; Paid=payment_date; Net Amount(£)=amount"
    ),
    dates="dd-Mon-yy",
    money="trailing minus",
    redacted="NAME WITHHELD",
)
_ORRINSBY = Layout(
    "orrinsby/1",
    columns_of(
        "Body=publisher; Invoice Number=invoice; Internal Ref Number=transaction_number; Date=payment_date;"
        "Cost Centre=cost_centre; Expense=category_code; Expense=category; Supplier (Beneficiary) Name=beneficiary;"
        "Purpose of Spend=purpose; Net Amount=amount; Irrecoverable VAT=irrecoverable_vat"
    ),
    money="thousands",
    redacted="Personal data",
)
_DUNMARSH = Layout(
    "dunmarsh/1",
    columns_of(
        "Organisation Name=publisher; Organisation Code=publisher_code; Directorate=department; Service (Sercop)=service;"
        "Supplier Name=beneficiary; Supplier ID=beneficiary_id; Company Registration=company_number;"
        "Payment Date=payment_date; Transaction No=transaction_number; Amount=amount; Irrecoverable VAT=irrecoverable_vat;"
        "Purpose of Spend=purpose; Type=capital; Procurement Class=category"
    ),
    dates="mixed",
    redacted="DETAILS REDACTED",
    nothing="N/A",
)
_REGION = Layout(
    "estmere-region/1",
    columns_of(
        "organisation=publisher; payment_date=payment_date; supplier_name=beneficiary; company_number=company_number;"
        "net_amount_gbp=amount; category_cpv=category_code; category=category; purpose=purpose;"
        "contract_reference=contract_reference; transaction_id=transaction_number"
    ),
    dates="yyyy-mm-dd",
)
_FIRE = Layout(
    "estmere-fire/1",
    columns_of(
        "Supplier=beneficiary; Department=department; Expenditure Category=category; Date Paid=payment_date;"
        "Ref=transaction_number; Total (£) excl VAT=amount"
    ),
    dates="d Month yyyy",
    money="pounds, minus",
)

_CARD_HEADINGS = (
    "Transaction Date=payment_date; Transaction Number=transaction_number; Merchant Name=beneficiary;"
    "Merchant Category=merchant_category; Department=department; Purchase Description=purpose; Net Amount=amount"
)

SPEND = (
    Series(
        "estmere", 1, "Spend over £500 {month} {year}.csv",
        ((0, _ESTMERE), (13, replace(_ESTMERE, id="estmere/1b", dates="dd/mm/yyyy")), (16, _ESTMERE_2)),
        ((0, Dress(bom=_BOM)), (7, Dress(bom=_DOUBLED_BOM)), (8, Dress(bom=_BOM)), (16, Dress(bom=_BOM, spare=24))),
    ),
    Series(
        "skelbrough", 1, "{year}-{number:02d} payments to suppliers.csv",
        ((0, _SKELBROUGH),),
        ((0, Dress(encoding="cp1252", preamble=(
            ("Skelbrough MBC: payments of £500 and over",), ("Contact: Financial Services – 01632 960414",), ()), total=True)),),
    ),
    Series("wyndle-valley", 12, "Payments register {fy}.xlsx", ((0, _WYNDLE),),
           ((0, Dress(preamble=(("Wyndle Valley Council payments register",), ()), total=True)),), workbook=True),
    Series("tolbury", 3, "Spend_{fy}_Q{quarter}.csv", ((0, _TOLBURY),),
           ((0, Dress(encoding="utf-16-le", bom=b"\xff\xfe", delimiter="\t")),)),
    Series(
        "brantoft", 1, "{number:02d}{yy} supplier payments.csv",
        ((0, _BRANTOFT),),
        ((0, Dress(encoding="cp1252", end="\r")), (9, Dress(encoding="cp1252", end="\r", repeats=40)),
         (12, Dress(encoding="cp1252", end="\r\n", preamble=(("",) * 7, ("",) * 7), note="Brantoft Council publishes this list under its transparency scheme"))),
    ),
    Series("orrinsby", 3, "orrinsby-expenditure-{fy}-q{quarter}.csv", ((0, _ORRINSBY),),
           ((0, Dress(end="\n", delimiter=";", wraps=60)),)),
    Series(
        "dunmarsh", 1, "DSC_{year}{number:02d}.csv",
        ((0, _DUNMARSH),),
        ((0, Dress(encoding="cp1252", blanks=40)), (12, Dress(split_header=True, preamble=(("Dunmarsh and Sandholme Council",),))),
         (15, Dress(preamble=(("Dunmarsh and Sandholme Council",),)))),
    ),
    Series("estmere-region", 3, "payments-{fy}-q{quarter}.csv", ((0, _REGION),), ((0, Dress(end="\n")),)),
    Series("estmere-fire", 1, "Fire spend {month} {yy}.csv", ((0, _FIRE),), ((0, Dress(encoding="cp437")),)),
)  # fmt: skip

CARDS = (
    Series("estmere", 1, "Purchase cards {month} {year}.csv",
           ((0, Layout("estmere/cards", columns_of(_CARD_HEADINGS), money="pounds, minus")),), ((0, Dress(bom=_BOM)),), cards=True),
    Series("dunmarsh", 3, "GPC {fy} Q{quarter}.csv",
           ((0, Layout("dunmarsh/cards", columns_of(
               "Supplier Name=beneficiary; Purpose Of Spend=purpose; TransNo=transaction_number; Payment Date=payment_date;"
               "Net Amount=amount; Irrecoverable VAT=irrecoverable_vat; Merchant Category=merchant_category; P-Card Tran=card"),
               nothing="Nil")),),
           ((0, Dress(encoding="cp1252")),), cards=True),
)  # fmt: skip

assert all(MONTHS % series.each == 0 for series in (*SPEND, *CARDS))
