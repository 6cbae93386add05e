from .identifiers import Identifier
from .imports import ImportedRecord, UploadedPeople
from .merges import Merge, NotTheSame
from .offices import Office
from .organizations import Organization, OrganizationName
from .persons import Person, PersonName
from .positions import Position

__all__ = [
    "Identifier",
    "ImportedRecord",
    "Merge",
    "NotTheSame",
    "Office",
    "Organization",
    "OrganizationName",
    "Person",
    "PersonName",
    "Position",
    "UploadedPeople",
]
