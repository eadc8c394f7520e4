"""The shapes of every answer, by name. `wire` makes them, and the tests hold it to them."""

from hundred.base.findings import SEVERITIES
from hundred.catalogue.vocabulary import ACCESS, FREQUENCIES, LICENCES, PUBLISHER_KINDS, THEMES
from hundred.interfaces.api.native.shapes import (
    Shape,
    address,
    instant,
    list_of,
    named,
    or_null,
    record,
    text,
    whole,
    yes_no,
)

_SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_SLUG = "aldergate-spend"
_TABLE = f"/api/v1/datasets/{_SLUG}/tables/payments"
_ASKED = f"?file={_SHA}&line=14"
_KINDS = ("text", "integer", "decimal", "date", "datetime", "boolean", "geometry")

_SHA256 = text("The SHA-256 of the file’s bytes, in lower-case hexadecimal.", _SHA)
_UUID = text("What it is called for ever, in every standard.", "5f0c6a1e-7b1d-4c55-9a3e-0d6f4f1f2b77")
_SHEET = text("The sheet of a workbook; empty where the file has no sheets.", "")
_ROWS = whole("How many rows.", 305)
_ASIDE = whole("How many lines were set aside because they are not rows; each is kept with its reason.", 4)
_VERSION = whole("The number of the version, from 1.", 3, least=1)
_PAGE = address("The same for people: a page of this site.", f"/datasets/{_SLUG}")


def _self(example: str) -> Shape:
    return address("The address of this very record.", "/api/v1" + example)


def _list(name: str, of: str, says: str, /, **more: Shape) -> Shape:
    return record(says, **{name: list_of(named(of), says)}, **more)


_TOTAL = whole("How many there are in all, exactly.", 1)

_LICENCE = record(
    "A licence.",
    id=text("Its SPDX identifier where it has one.", "OGL-UK-3.0", one_of=tuple(LICENCES)),
    title=text("Its name.", "Open Government Licence v3.0"),
    url=text("Where to read it; empty where there is no such place.", LICENCES["OGL-UK-3.0"].url),
    is_open=yes_no("Whether anyone may use the data for anything.", True),
)

_PUBLISHER = record(
    "A body that publishes.",
    uuid=_UUID,
    slug=text("Its short name, which stands in addresses.", "aldergate"),
    title=text("Its name.", "Aldergate Council"),
    kind=text("What kind of body.", "council", one_of=tuple(PUBLISHER_KINDS)),
    kind_title=text("The kind in words.", "Council"),
    gss_code=text("The ONS (GSS) code of its area; empty where not given.", "E08000035"),
    homepage=text("Its own site; empty where not given.", "https://www.aldergate.example"),
    email=text("Where to write to it; empty where not given.", "data@aldergate.example"),
    about=text("What it says of itself.", ""),
    datasets=whole("How many of its datasets you may see.", 7),
    links=record(
        "Where to go from here.",
        self=_self("/publishers/aldergate"),
        datasets=address("Its datasets.", "/api/v1/datasets?publisher=aldergate"),
        page=_PAGE,
    ),
)

_COLUMN = record(
    "A column of a table.",
    name=text("Its name in filters and answers.", "net_amount"),
    original=text("The heading as published; empty for a column of our own.", "Net Amount (£)"),
    type=text("What its cells hold. Decimals are exact.", "decimal", one_of=_KINDS),
    scale=whole("How many decimal places a decimal has; else 0.", 2),
    made_from=list_of(
        text("The name of a column.", "latitude"), "The columns it was made from, where it is one of our own."
    ),
)

_TABLE_FACTS = {
    "uuid": _UUID,
    "dataset": text("The dataset’s short name.", _SLUG),
    "name": text("The table’s name, which stands in addresses.", "payments"),
    "title": text("Its title.", "Payments"),
    "version": _VERSION,
    "current": whole("The number of the published version.", 3, least=1),
    "published_at": instant("When this version was published."),
    "rows": _ROWS,
    "set_aside": _ASIDE,
    "bytes": whole("The size of the version’s Parquet files, in bytes.", 48_213),
    "files": whole("How many files it was made from.", 12),
    "first_file": text("The first of them by name.", "spend-2027-04.csv"),
    "last_file": text("The last of them by name.", "spend-2028-03.csv"),
    "links": record(
        "Where to go from here.",
        self=_self(f"/datasets/{_SLUG}/tables/payments"),
        rows=address("Its rows.", f"{_TABLE}/rows"),
        dataset=address("Its dataset.", f"/api/v1/datasets/{_SLUG}"),
        page=_PAGE,
    ),
}

_PART = record(
    "The rows that one sheet of one file gave the table.",
    file=_SHA256,
    file_name=text("The name the file came under.", "spend-2027-04.csv"),
    sheet=_SHEET,
    rows=_ROWS,
    set_aside=_ASIDE,
    since=whole("The first version of the table that holds these rows.", 1, least=1),
    until=or_null(whole("The version that no longer holds them; null while they are published.", 4)),
    links=record("Where to go from here.", file=address("The file.", f"/api/v1/files/{_SHA}")),
)

_DATASET = record(
    "A titled, licensed thing with an owner.",
    uuid=_UUID,
    slug=text("Its short name, which stands in addresses.", _SLUG),
    title=text("Its title.", "Payments over £500"),
    description=text("What it is.", "Every payment over £500, month by month."),
    publisher=named("PublisherName"),
    licence=named("Licence"),
    theme=text("What it is about.", "spending", one_of=tuple(THEMES)),
    theme_title=text("The theme in words.", "Spending"),
    frequency=text("How often it is published.", "monthly", one_of=tuple(FREQUENCIES)),
    frequency_title=text("The frequency in words.", "Monthly"),
    tags=list_of({"type": "string", "examples": ["spend"]}, "Words to find it by."),
    access=text("Who may see it.", "open", one_of=tuple(ACCESS)),
    access_title=text("The access in words.", "Open to everyone"),
    created_at=instant("When it was made."),
    updated_at=or_null(instant("When something was last published in it; null before the first time.")),
    rows=whole("How many rows its tables hold in all.", 305),
    bytes=whole("The size of its tables, in bytes.", 48_213),
    file_count=whole("How many files it has.", 12),
    tables=list_of(named("Table"), "Its tables in their published versions."),
    links=record(
        "Where to go from here.",
        self=_self(f"/datasets/{_SLUG}"),
        versions=address("Every version of its tables.", f"/api/v1/datasets/{_SLUG}/versions"),
        files=address("Its files.", f"/api/v1/datasets/{_SLUG}/files"),
        findings=address("What was found in its files.", f"/api/v1/datasets/{_SLUG}/findings"),
        page=_PAGE,
    ),
)

_FILE = record(
    "A file as it belongs to a dataset.",
    uuid=_UUID,
    sha256=_SHA256,
    name=text("The name it came under.", "spend-2027-04.csv"),
    dataset=text("The dataset’s short name.", _SLUG),
    dataset_title=text("The dataset’s title.", "Payments over £500"),
    bytes=whole("Its size in bytes.", 31_522),
    kind=text("What its bytes are: csv, xlsx, xlsb, xls or ods.", "csv"),
    encoding=text("The encoding of its text; empty for workbooks.", "cp1252"),
    came_from=text(
        "Where it came from: an address, a path, or who sent it.", "https://www.aldergate.example/spend"
    ),
    container=text("The SHA-256 of the zip it came in; empty where it came by itself.", ""),
    came_at=instant("When it came."),
    replaced_at=or_null(instant("When a newer file of its name replaced it; null while it is the newest.")),
    rows=_ROWS,
    set_aside=_ASIDE,
    links=record(
        "Where to go from here.",
        self=_self(f"/files/{_SHA}"),
        content=address("The bytes as they came.", f"/api/v1/files/{_SHA}/content"),
        page=_PAGE,
    ),
)

_FINDING = record(
    "One fact about data that someone may need to act on.",
    code=text("What kind of finding.", "encoding-windows"),
    severity=text("How grave it is.", "warning", one_of=SEVERITIES),
    says=text("What is wrong.", "The file is in Windows-1252, not in UTF-8."),
    fix=text("What the publisher can do.", "Save it as “CSV UTF-8”."),
    sha256=_SHA256,
    file=text("The file’s name.", "spend-2027-04.csv"),
    sheet=_SHEET,
    line=whole("The first line concerned; 0 where it is the whole file.", 14),
    column=text("The column concerned, if one is.", ""),
    count=whole("How many lines or cells show the same.", 1),
    lines=list_of({"type": "integer", "examples": [14]}, "The first few lines that show it."),
    examples=list_of({"type": "string", "examples": ["12,50"]}, "The raw text found there."),
)

_ROW = {
    "type": "object",
    "description": (
        "A row: the table’s columns, then where the row came from. Decimals and integers are JSON numbers "
        "with all their digits, dates and instants ISO 8601 text, places GeoJSON in WGS 84, and empty cells "
        "null."
    ),
    "properties": {
        "_file": _SHA256,
        "_sheet": _SHEET,
        "_line": whole("The line (or sheet row) the record starts on, from 1.", 14, least=1),
        "_lineage": address("The way from this row to its line.", f"{_TABLE}/lineage{_ASKED}"),
    },
    "required": ["_file", "_sheet", "_line", "_lineage"],
    "additionalProperties": {"type": ["string", "number", "integer", "boolean", "object", "null"]},
    "examples": [
        {
            "payment_date": "2027-04-30",
            "supplier": "Aldergate Paving Ltd",
            "net_amount": 1250.50,
            "_file": _SHA,
            "_sheet": "",
            "_line": 14,
            "_lineage": f"https://data.example.org{_TABLE}/lineage{_ASKED}",
        }
    ],
}

COMPONENTS: dict[str, Shape] = {
    "Index": record(
        "Where everything is.",
        links=record(
            "Where to go from here.",
            self=_self("/"),
            region=address("What the datastore holds.", "/api/v1/region"),
            datasets=address("Every dataset.", "/api/v1/datasets"),
            publishers=address("Every publisher.", "/api/v1/publishers"),
            sql=address("A question in SQL; put your own in its place.", "/api/v1/sql?sql=SELECT+1"),
            description=address("This API in OpenAPI 3.1.", "/api/v1/openapi.json"),
        ),
    ),
    "Region": record(
        "The region and how much its datastore holds, as far as you may see.",
        name=text("The region’s name.", "Testshire"),
        code=text("The combined authority’s GSS code; empty where not given.", "E47000001"),
        about=text("A sentence or two about it.", ""),
        datasets=whole("How many datasets.", 41),
        publishers=whole("How many publishers have one.", 8),
        tables=whole("How many tables.", 52),
        files=whole("How many files.", 640),
        rows=whole("How many rows in all tables.", 1_370_112),
        bytes=whole("The size of all tables, in bytes.", 96_004_213),
    ),
    "Licence": _LICENCE,
    "Publisher": _PUBLISHER,
    "PublisherName": record(
        "A publisher in brief.",
        slug=_PUBLISHER["properties"]["slug"],
        title=_PUBLISHER["properties"]["title"],
        links=record("Where to go from here.", self=_self("/publishers/aldergate")),
    ),
    "PublisherList": _list("publishers", "Publisher", "Every publisher, by title.", total=_TOTAL),
    "Dataset": _DATASET,
    "Facet": record(
        "A property to narrow a search by.",
        name=text("The parameter that narrows.", "theme"),
        title=text("The property in words.", "Theme"),
        values=list_of(
            record(
                "A value the property takes.",
                value=text("What to give the parameter.", "spending"),
                title=text("The value in words.", "Spending"),
                count=whole("How many datasets have it.", 12),
                chosen=yes_no("Whether this search asked for it.", False),
            ),
            "The values it takes, the commonest first.",
        ),
    ),
    "DatasetList": _list(
        "datasets",
        "Dataset",
        "A page of the datasets that were found.",
        total=_TOTAL,
        page=whole("The number of this page, from 1.", 1, least=1),
        pages=whole("How many pages there are.", 1, least=1),
        facets=list_of(named("Facet"), "How the search can be narrowed."),
        meant=text("Other words that may have been meant; empty unless little was found.", ""),
        next=or_null(address("The next page; null on the last.", "/api/v1/datasets?page=2")),
        previous=or_null(address("The page before; null on the first.", "/api/v1/datasets?page=1")),
    ),
    "Suggestion": record(
        "What a search may become.",
        text=text("The words to search for.", "Spending over £500"),
        kind=text(
            "Whether they are a dataset’s title or a publisher’s.", "dataset", one_of=("dataset", "publisher")
        ),
        links=record("Where it leads.", page=address("Its search.", "/search?q=Spending+over+%C2%A3500")),
    ),
    "SuggestionList": _list(
        "suggestions", "Suggestion", "What a search may become, likeliest first.", total=_TOTAL
    ),
    "Column": _COLUMN,
    "Table": record("A table in one of its versions.", **_TABLE_FACTS),
    "TableDetail": record(
        "A table in one of its versions, with its columns and what each file gave it.",
        **_TABLE_FACTS,
        columns=list_of(named("Column"), "Its columns in order."),
        parts=list_of(named("Part"), "What each sheet of each file gave it, in the order of its rows."),
    ),
    "Part": _PART,
    "Version": record(
        "One immutable edition of a table.",
        table=text("The table’s name.", "payments"),
        number=_VERSION,
        rows=_ROWS,
        bytes=whole("The size of its Parquet files, in bytes.", 48_213),
        set_aside=_ASIDE,
        says=text("What changed.", "1 file added."),
        published_at=instant("When it was published."),
        is_current=yes_no("Whether it is the published one.", True),
        links=record(
            "Where to go from here.",
            table=address("The table in this version.", f"{_TABLE}?version=3"),
            rows=address("The rows of this version.", f"{_TABLE}/rows?_version=3"),
        ),
    ),
    "VersionList": _list("versions", "Version", "Every version, the newest first.", total=_TOTAL),
    "File": _FILE,
    "FileList": _list("files", "File", "The files, by name.", total=_TOTAL),
    "FileDetail": record(
        "Bytes that the datastore keeps, and what became of them.",
        sha256=_SHA256,
        bytes=whole("Their number.", 31_522),
        belongs_to=list_of(named("File"), "The datasets they belong to, under which name."),
        members=list_of(named("File"), "The files that were taken out of them, where they are a zip."),
        gave=list_of(
            record(
                "What they gave a table.",
                dataset=text("The dataset’s short name.", _SLUG),
                table=text("The table’s name.", "payments"),
                part=named("Part"),
            ),
            "The tables they gave rows to, published rows first.",
        ),
        findings=list_of(named("Finding"), "What was found in them."),
        links=record(
            "Where to go from here.",
            self=_self(f"/files/{_SHA}"),
            content=address("The bytes as they came.", f"/api/v1/files/{_SHA}/content"),
            page=_PAGE,
        ),
    ),
    "Finding": _FINDING,
    "FindingList": _list("findings", "Finding", "What was found, the gravest first.", total=_TOTAL),
    "Row": _ROW,
    "RowPage": record(
        "A page of rows.",
        dataset=text("The dataset’s short name.", _SLUG),
        table=text("The table’s name.", "payments"),
        version=_VERSION,
        total=whole("How many rows satisfy the filters, exactly.", 1),
        columns=list_of(named("Column"), "The columns shown, in order."),
        rows=list_of(named("Row"), "The rows of this page."),
        next=or_null(address("The next page; null on the last.", f"{_TABLE}/rows?_after=W1sibmF0")),
        previous=or_null(address("The page before; null on the first.", f"{_TABLE}/rows?_before=W1sib")),
    ),
    "SqlAnswer": record(
        "The answer to a question in SQL.",
        columns=list_of(
            record(
                "A column of the answer.",
                name=text("Its name, which stands in the rows; used once.", "total"),
                type=text("Its type in the engine’s SQL.", "DECIMAL(38,2)"),
                kind=text("What it holds.", "decimal", one_of=(*_KINDS, "float", "json")),
            ),
            "The columns, in order.",
        ),
        reads=list_of(
            record(
                "A table that the question read, and which version of it.",
                name=text("What SQL calls it.", "aldergate_spend.payments"),
                dataset=text("The dataset’s short name.", _SLUG),
                table=text("The table’s name.", "payments"),
                version=_VERSION,
                at=text(
                    "What asks for this version again, as the parameter `at`.", "aldergate_spend.payments@3"
                ),
                links=record("Where it is.", self=_self(f"/datasets/{_SLUG}/tables/payments"), page=_PAGE),
            ),
            "What the answer rests on.",
        ),
        traced=yes_no("Whether rows have `_file`, `_sheet` and `_line`, which `lineage` follows.", False),
        more=yes_no("Whether there are rows beyond the limit.", False),
        rows=list_of(
            {
                "type": "object",
                "description": "A row: its values by the names of columns. Places are GeoJSON.",
                "examples": [{"supplier": "Cedar Ltd", "total": 1250.5}],
            },
            "The rows, in the order asked for.",
        ),
    ),
    "GroupPage": record(
        "Groups of rows.",
        dataset=text("The dataset’s short name.", _SLUG),
        table=text("The table’s name.", "payments"),
        version=_VERSION,
        names=list_of(text("A name.", "sum_net_amount"), "What each group holds, in order."),
        more=yes_no("Whether there are more groups than were asked for.", False),
        groups=list_of(named("Group"), "The groups, the largest first."),
    ),
    "Group": {
        "type": "object",
        "description": "A group: the values it shares, its rows, and what was worked out over them.",
        "properties": {"rows": _ROWS},
        "required": ["rows"],
        "additionalProperties": {"type": ["string", "number", "integer", "boolean", "null"]},
        "examples": [{"supplier": "Oakapple Ltd", "rows": 12, "sum_net_amount": 14400.5}],
    },
    "Lineage": record(
        "The chain of evidence from a row to the line it came from.",
        dataset=record(
            "The dataset.",
            slug=text("Its short name.", _SLUG),
            title=text("Its title.", "Payments over £500"),
            licence=named("Licence"),
            links=record("Where to go from here.", self=_self(f"/datasets/{_SLUG}")),
        ),
        publisher=named("PublisherName"),
        table=text("The table’s name.", "payments"),
        versions=list_of(
            record(
                "An unbroken run of versions.",
                first=whole("The first of them.", 1, least=1),
                last=whole("The last of them.", 3, least=1),
                is_current=yes_no("Whether the published version is among them.", True),
            ),
            "The versions of the table that hold this line.",
        ),
        row=or_null(named("Row")),
        set_aside=or_null(
            record(
                "Why the line is not a row; null where it is one.",
                role=text("What it is.", "preamble"),
                reason=text("What makes it so.", "stands above the headings"),
            )
        ),
        part=named("Part"),
        file=named("File"),
        raw=record(
            "The text as it stands in the file.",
            first=whole("The first line of the record.", 14, least=1),
            last=whole("Its last line: later than the first where a cell holds line ends.", 14, least=1),
            lines=list_of(
                record(
                    "A line.",
                    number=whole("Its number, from 1.", 14, least=1),
                    text=text("Its text; of a sheet, the cells with tabs between them.", "30/04/2027,…"),
                    is_cut=yes_no("Whether it is longer than what is shown.", False),
                ),
                "The lines of the record, up to a hundred.",
            ),
        ),
        links=record(
            "Where to go from here.",
            self=_self(f"/datasets/{_SLUG}/tables/payments/lineage{_ASKED}"),
            page=address("The line on a page of this site.", f"/files/{_SHA}?line=14#L14"),
        ),
    ),
    "Error": record(
        "What went wrong and what to do about it.",
        error=record(
            "What went wrong.",
            kind=text(
                "What kind of failure.",
                "not-found",
                one_of=(
                    "not-found",
                    "not-signed-in",
                    "not-allowed",
                    "invalid",
                    "conflict",
                    "unavailable",
                    "too-many",
                    "method-not-allowed",
                ),
            ),
            says=text("What happened.", "There is no dataset “aldergate-spnd” that you may see."),
            fix=text("What to do; empty where nothing can be.", "Search for it, or sign in."),
            field=text("The parameter or column at fault; empty where it is none.", ""),
        ),
    ),
}
