"""What can be wrong with JSON and Parquet, whose records name their own columns."""

from hundred.base.findings import Problem
from hundred.intake.problems.refused import refusal

JSON_INVALID = refusal(
    "json-invalid",
    "The file begins like JSON but is none: line {count} cannot be read.",
    "Let the program that made the file write it again, and check it with any JSON viewer.",
    example="[{'Supplier': 'Oakapple Ltd'}, {'Supplier': 'Pear & Co'}]",
)
JSON_BROKEN = Problem(
    "json-record-broken",
    "error",
    "{count} records are not valid JSON, and were set aside.",
    "Correct these records, or let the program that made the file write it again.",
    says_of_one="1 record is not valid JSON, and was set aside.",
    example='{"Supplier": "Oakapple Ltd"}\n{"Supplier": Pear & Co}\n{"Supplier": "Quince Ltd"}\n',
)
JSON_CUT = Problem(
    "json-cut-short",
    "error",
    "The file ends in the middle: its last brackets are never closed. What stands before was read.",
    "Download or export it again, and check its size: records may be missing.",
    example='[\n{"Supplier": "Oakapple Ltd"},\n{"Supplier": "Pear & Co"}',
)
JSON_AFTER = Problem(
    "json-goes-on",
    "error",
    "Something follows after the end of the JSON, and was not read.",
    "Check that two files were not joined into one; send them one by one.",
    example='[\n{"Supplier": "Oakapple Ltd"},\n{"Supplier": "Pear & Co"}\n]\n[{"Supplier": "Quince"}]\n',
)
JSON_COMMAS = Problem(
    "json-commas-wrong",
    "warning",
    "{count} records have a comma too many or too few in them or beside them. They were read all the same.",
    "Let a program write the JSON rather than a person, so that every program can read it.",
    says_of_one="1 record has a comma too many or too few in it or beside it. It was read all the same.",
    example='[{"Supplier": "Oakapple Ltd",}, {"Supplier": "Pear & Co"}]',
)
JSON_MIXED = Problem(
    "json-not-a-record",
    "error",
    "{count} entries of the list are no records like the others, and were set aside.",
    "Give every entry of the list the same members.",
    says_of_one="1 entry of the list is no record like the others, and was set aside.",
    example='[{"Supplier": "Oakapple Ltd"}, "Pear & Co", {"Supplier": "Quince Ltd"}]',
)
JSON_NAME_TWICE = Problem(
    "json-name-repeated",
    "warning",
    "{count} records name a member twice; the last one was taken.",
    "Give each member of a record a name of its own.",
    says_of_one="1 record names a member twice; the last one was taken.",
    example='[{"Supplier": "Oakapple Ltd", "Supplier": "Pear & Co"}, {"Supplier": "Quince Ltd"}]',
)
JSON_CONSTANTS = Problem(
    "json-not-a-number",
    "warning",
    "{count} values are NaN or Infinity, which JSON does not have. They were kept as text.",
    "Write null where there is no value.",
    says_of_one="1 value is NaN or Infinity, which JSON does not have. It was kept as text.",
    example='[{"Supplier": "Oakapple Ltd", "Amount": NaN}, {"Supplier": "Pear & Co", "Amount": 2.75}]',
)
JSON_BESIDE = Problem(
    "json-beside-records",
    "info",
    "Beside its records the file says {count} things about itself, which are not part of the table.",
    "Nothing needs to be done. They stay in the file.",
    says_of_one="Beside its records the file says 1 thing about itself, which is not part of the table.",
    example='{"title": "Payments", "data": [{"Supplier": "Oakapple Ltd"}, {"Supplier": "Pear & Co"}]}',
)
JSON_WIDE = Problem(
    "json-nested-kept",
    "warning",
    "The objects within the records would make more than 256 columns, so each was kept whole in one cell.",
    "Where names in these objects are of things and not of properties, make them a list of records.",
    example='[{"Ward": "Quay", "payments": {"Oakapple Ltd": 1, "Pear & Co": 2, … and 300 more}}]',
)
NOT_WGS84 = Problem(
    "geometry-not-wgs84",
    "warning",
    "The positions are in the reference system {system}, not in longitude and latitude (WGS 84).",
    "Those on the British National Grid were brought to it. Export the positions in WGS 84 (EPSG:4326), as "
    "GeoJSON asks.",
    example='{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:27700"}}, '
    '"features": [{"type": "Feature", "properties": {"Ward": "Quay"}, '
    '"geometry": {"type": "Point", "coordinates": [384000, 398000]}}]}',
)
JSON_DEEP = refusal(
    "json-too-deep",
    "The JSON is nested deeper than any table would be.",
    "Export the records as a plain list, or as CSV.",
    example="[[[[[[[[[[[[ … a thousand brackets deep",
)
JSON_LONG = refusal(
    "json-too-long",
    "One value of the JSON is longer than 64 MB, so this is not a list of records.",
    "Export the records as a plain list, or as CSV.",
    example='[{"Supplier": "(a text of 70 MB)"}]',
)
JSON_MANY_LISTS = refusal(
    "json-lists-many",
    "The JSON holds {count} lists of records; at most 50 can be read.",
    "Put the records in one list, or export each list as a file of its own.",
    example='{"E08000001": {"payments": [{"Amount": 1}]}, "E08000002": {"payments": … and so on',
)
TOPOJSON = refusal(
    "file-is-topojson",
    "The file is a TopoJSON map, whose shapes share their lines, not a table we can read.",
    "Export it as GeoJSON.",
    example='{"type": "Topology", "objects": {}, "arcs": []}',
)
PARQUET_CORRUPT = refusal(
    "parquet-corrupt",
    "The Parquet file is damaged, cut short or has no columns, and cannot be opened.",
    "Write it again and compare its size with that of the original.",
    example="PAR1",
)
DESCRIPTION = Problem(
    "file-describes-others",
    "info",
    "The file holds no table; it describes the columns of other files ({targets}).",
    "Nothing needs to be done. Where it comes together with these files, they are compared with it.",
    example='{"@context": "http://www.w3.org/ns/csvw", "url": "may.csv", '
    '"tableSchema": {"columns": [{"titles": "Supplier"}]}}',
)
DESCRIPTION_BROKEN = Problem(
    "description-invalid",
    "error",
    "{count} entries of the description are not valid JSON, and were not used.",
    "Correct these lines; often a quotation mark within a text has no backslash before it.",
    says_of_one="1 entry of the description is not valid JSON, and was not used.",
    example='{"@context": "http://www.w3.org/ns/csvw", "url": "may.csv", '
    '"tableSchema": {"columns": [{"titles": "Supplier"}, {"titles": "the "net" amount"}]}}',
)
DESCRIBED_MISSING = Problem(
    "described-column-missing",
    "warning",
    "“{by}” describes a column “{column}”, which the table does not have.",
    "Correct the description, or publish the column.",
    example="may.csv-metadata.json: Supplier, Amount, Paid; may.csv: Supplier, Amount",
)
NOT_DESCRIBED = Problem(
    "column-not-described",
    "info",
    "The column “{column}” is not described in “{by}”, which describes the table’s other columns.",
    "Add it to the description.",
    example="may.csv-metadata.json: Supplier; may.csv: Supplier, Amount",
)
DESCRIBED_OTHERWISE = Problem(
    "described-type-differs",
    "warning",
    "“{by}” says that the column “{column}” is of the type {declared}, but what stands in it is of the type "
    "{found}. It was read as what stands in it.",
    "Correct the description or the cells, whichever is wrong.",
    example="may.csv-metadata.json: Paid is a date; may.csv: Paid is “17th of May”",
)
