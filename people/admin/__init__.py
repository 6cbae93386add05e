from .front_desk import duplicates
from .merging import MergeAdmin
from .records import OfficeAdmin, OrganizationAdmin, PersonAdmin, PositionAdmin, RecordAdmin

__all__ = [
    "MergeAdmin",
    "OfficeAdmin",
    "OrganizationAdmin",
    "PersonAdmin",
    "PositionAdmin",
    "RecordAdmin",
    "duplicates",
]
