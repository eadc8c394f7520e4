"""What can be wrong with an archive (a zip, a tar, a packed file) and with the files in it."""

from hundred.base.findings import Problem

ZIP_DAMAGED = Problem(
    "zip-damaged",
    "error",
    "“{file}” is damaged and cannot be unpacked.",
    "Pack it again from the original files.",
    example="payments.zip, of which the end is missing",
)
ZIP_ENCRYPTED = Problem(
    "zip-encrypted",
    "error",
    "“{file}” is protected by a password.",
    "Make the zip again without a password.",
    example="payments.zip › may.csv, under a password",
)
ZIP_PATH_UNSAFE = Problem(
    "zip-path-unsafe",
    "error",
    "“{file}” would be unpacked outside its folder, so it was refused.",
    "Make the zip again with plain file names. If you did not make it, be wary of where it came from.",
    example="payments.zip › ../../may.csv",
)
ZIP_LINK = Problem(
    "zip-link",
    "error",
    "“{file}” is a link to another file or no file at all, so it was refused.",
    "Put the file itself in the archive.",
    example="payments.zip › may.csv → /etc/passwd",
)
ZIP_NESTED = Problem(
    "zip-nested",
    "error",
    "“{file}” is an archive within archives.",
    "Put the files in one zip.",
    example="year.zip › quarter.zip › month.zip",
)
ZIP_BOMB = Problem(
    "zip-bomb",
    "error",
    "“{file}” unpacks to far more than a table would, so unpacking was stopped.",
    "Send its files one by one, unpacked.",
    example="payments.zip of 40 KB › payments.csv of 4 GB",
)
ZIP_MEMBERS_MANY = Problem(
    "zip-members-many",
    "error",
    "“{file}” holds too many files.",
    "Send the files in several smaller zips.",
    example="payments.zip › 100,001 files",
)
ZIP_JUNK = Problem(
    "zip-junk",
    "info",
    "“{file}” is a note a computer made for itself.",
    "Nothing needs to be done.",
    example="payments.zip › .DS_Store",
)
