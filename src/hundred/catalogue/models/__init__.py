from hundred.catalogue.models.dataset import Dataset
from hundred.catalogue.models.file import DatasetFile, File
from hundred.catalogue.models.follow import Follow
from hundred.catalogue.models.publisher import Membership, Publisher
from hundred.catalogue.models.search import SearchMark, TableContents
from hundred.catalogue.models.table import Part, Table, TableVersion

__all__ = [
    "Dataset",
    "DatasetFile",
    "File",
    "Follow",
    "Membership",
    "Part",
    "Publisher",
    "SearchMark",
    "Table",
    "TableContents",
    "TableVersion",
]
