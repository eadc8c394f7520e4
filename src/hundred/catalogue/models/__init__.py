from hundred.catalogue.models.dataset import Dataset
from hundred.catalogue.models.file import DatasetFile, File
from hundred.catalogue.models.publisher import Membership, Publisher
from hundred.catalogue.models.saved_search import SavedSearch
from hundred.catalogue.models.search import SearchMark, TableContents
from hundred.catalogue.models.table import Part, Table, TableVersion

__all__ = [
    "Dataset",
    "DatasetFile",
    "File",
    "Membership",
    "Part",
    "Publisher",
    "SavedSearch",
    "SearchMark",
    "Table",
    "TableContents",
    "TableVersion",
]
