"""What can be wrong with a text's characters: its encoding, what is garbled or lost, what cannot be seen."""

from hundred.base.findings import Problem
from hundred.intake.problems.refused import refusal

NOT_TEXT = refusal(
    "not-text",
    "The file begins as UTF-16 or UTF-32 text but is not text throughout.",
    "Save it again as “CSV UTF-8”.",
    example="(UTF-16 with bytes of something else)",
)
UNDEFINED_BYTES = Problem(
    "bytes-undefined",
    "warning",
    "{count} bytes stand for no character in Windows-1252, the encoding the rest of the file is in.",
    "Save the file as “CSV UTF-8”, then check names and signs such as £.",
    says_of_one="1 byte stands for no character in Windows-1252, the encoding the rest of the file is in.",
    example="Supplier,Amount\nCaf\\xe9 Oakapple\\x81,\\xa31\n",
)
WINDOWS = Problem(
    "encoding-windows",
    "info",
    "The file is in Windows-1252, not in UTF-8.",
    "Nothing was lost. Saving as “CSV UTF-8” lets every program read it.",
    example="Supplier,Amount\nCaf\\xe9 Oakapple,\\xa31.50\n",
)
DOS = Problem(
    "encoding-dos",
    "info",
    "The file is in DOS code page {page}, not in UTF-8.",
    "Nothing was lost. Saving as “CSV UTF-8” lets every program read it.",
    example="Supplier,Amount\nOakapple Ltd,\\x9c1.50\nPear & Co,\\x9c2.75\n",
)
MAC = Problem(
    "encoding-mac",
    "info",
    "The file is in Mac Roman, the old encoding of Macintosh computers, not in UTF-8.",
    "Nothing was lost. Saving as “CSV UTF-8” lets every program read it.",
    example="Supplier,Amount\nCaf\\x8e Oakapple,1\n",
)
OTHER_SCRIPT = Problem(
    "encoding-other",
    "warning",
    "The file seems to be in {encoding}, an encoding of another script than the Latin one.",
    "Check that its words are right, and save it as “CSV UTF-8”.",
    example="Name,Place\n(a list of names in Chinese, in Big5)\n",
)
MIXED = Problem(
    "encoding-mixed",
    "warning",
    "{count} lines are in {these}, while the others are in {others}. Each was read by its own encoding.",
    "Check accents and signs such as £ on these lines, and save the file as “CSV UTF-8”.",
    says_of_one="1 line is in {these}, while the others are in {others}. It was read by its own encoding.",
    example="Supplier,Amount\nCafé Oakapple,1\nZoë Ltd,2\nCaf\\xe9 Pear,3\n",
)
GARBLED = Problem(
    "text-garbled",
    "warning",
    "{count} times, accents or signs such as £ had been garbled by a program that took one encoding "
    "for another. They were put right in the table.",
    "Check the examples, and look for the step in the export that opens a UTF-8 file as something else.",
    says_of_one="Once, accents or signs such as £ had been garbled by a program that took one encoding for "
    "another. They were put right in the table.",
    example="Supplier,Amount\nCafÃ© Oakapple,1\n",
)
LOST = Problem(
    "characters-lost",
    "warning",
    "{count} characters were lost before the file reached us: � stands in their place.",
    "Correct these cells from the source; what they were cannot be told from the file.",
    says_of_one="1 character was lost before the file reached us: � stands in its place.",
    example="Supplier,Amount\nCaf� Oakapple,1\n",
)
MARKS = Problem(
    "byte-order-mark",
    "info",
    "{count} invisible byte order marks stand where none belongs, and were left out.",
    "Nothing needs to be done. They come from joining files or marking one twice.",
    says_of_one="1 invisible byte order mark stands where none belongs, and was left out.",
    example="Supplier,Amount\n\ufeffOakapple Ltd,1\n",
)
LOOSE_MARKS = Problem(
    "page-marks",
    "info",
    "{count} form feeds or end-of-file marks, made for printers and DOS, were left out.",
    "Nothing needs to be done.",
    says_of_one="1 form feed or end-of-file mark, made for printers or DOS, was left out.",
    example="Supplier,Amount\nOakapple Ltd,1\n\x1a",
)
CONTROLS = Problem(
    "control-characters",
    "info",
    "{count} invisible control characters stand in cells, and were kept.",
    "Take them out at the source: many programs cannot show them, and some refuse the file.",
    says_of_one="1 invisible control character stands in a cell, and was kept.",
    example="Supplier,Amount\nOakapple\x0bLtd,1\n",
)
CUT = Problem(
    "character-cut",
    "warning",
    "The file ends in the middle of a character, whose {count} bytes were left out.",
    "Check that the file is whole, and export it again.",
    says_of_one="The file ends in the middle of a character, whose 1 byte was left out.",
    example="(UTF-16 with an odd number of bytes)",
)
LINE_ENDS = Problem(
    "line-ends-mixed",
    "info",
    "Most lines end with {usual}, but {count} end otherwise.",
    "Nothing needs to be done unless a row is split in two.",
    says_of_one="Most lines end with {usual}, but 1 ends otherwise.",
    example="Supplier,Amount\r\nOakapple Ltd,1\r\nPear & Co,2\n",
)
NULS = Problem(
    "nul-characters",
    "warning",
    "{count} NUL characters were left out.",
    "Export the file again; NULs hint at damage.",
    says_of_one="1 NUL character was left out.",
    example="Supplier,Amount\nOakapple\0 Ltd,1\n",
)
