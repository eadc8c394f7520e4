"""Our fixed lists in the words of others: the EU's authority tables, Dublin Core's frequencies, IANA, ONS."""

EU = "http://publications.europa.eu/resource/authority/"

ACCESS = {
    "open": (f"{EU}access-right/PUBLIC", "public"),
    "shared": (f"{EU}access-right/RESTRICTED", "restricted"),
    "closed": (f"{EU}access-right/NON_PUBLIC", "non-public"),
}

THEMES = {  # http://publications.europa.eu/resource/authority/data-theme
    "spending": ("GOVE", "Government and public sector"),
    "contracts": ("GOVE", "Government and public sector"),
    "property": ("REGI", "Regions and cities"),
    "planning": ("REGI", "Regions and cities"),
    "transport": ("TRAN", "Transport"),
    "environment": ("ENVI", "Environment"),
    "people": ("SOCI", "Population and society"),
    "leisure": ("EDUC", "Education, culture and sport"),
    "safety": ("JUST", "Justice, legal system and public safety"),
    "governance": ("GOVE", "Government and public sector"),
}

FREQUENCIES = {
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "yearly": "ANNUAL",
    "irregular": "IRREG",
    "once": "NEVER",
}

AGENTS = {  # http://purl.org/adms/publishertype/
    "council": ("LocalAuthority", "Local Authority"),
    "combined-authority": ("RegionalAuthority", "Regional authority"),
}

# The EU's file types, where it has them; the media type says the rest.
FILE_TYPES = {
    "text/csv": "CSV",
    "text/plain": "TXT",
    "text/html": "HTML",
    "application/json": "JSON",
    "application/geo+json": "GEOJSON",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/xml": "XML",
}


def file_type(media: str) -> str:
    """The EU's address of a media type, "" where it has none."""
    return f"{EU}file-type/{FILE_TYPES[media]}" if media in FILE_TYPES else ""


def media_type(media: str) -> str:
    """IANA's address of a media type."""
    return f"http://www.iana.org/assignments/media-types/{media}"


def place(gss_code: str) -> str:
    """The Office for National Statistics' address of a place by its GSS code."""
    return f"http://statistics.data.gov.uk/id/statistical-geography/{gss_code}"


# The UK cross-government metadata exchange model. What is shared stays within government, as what is closed.
UK_ACCESS = {"open": "OPEN", "shared": "INTERNAL", "closed": "INTERNAL"}
UK_FREQUENCIES = {  # http://purl.org/cld/freq/; the model asks for `irregular` where nothing else is known
    "daily": "freq:daily",
    "weekly": "freq:weekly",
    "monthly": "freq:monthly",
    "quarterly": "freq:quarterly",
    "yearly": "freq:annual",
}
