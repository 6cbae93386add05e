from . import front_desk
from .corrections import CorrectionAdmin
from .records import (
    BylineAdmin,
    CitationAdmin,
    SectionAdmin,
    SourceDocumentAdmin,
    StatementAdmin,
)
from .stories import ArticleAdmin

__all__ = [
    "ArticleAdmin",
    "BylineAdmin",
    "CitationAdmin",
    "CorrectionAdmin",
    "SectionAdmin",
    "SourceDocumentAdmin",
    "StatementAdmin",
    "front_desk",
]
