from . import front_desk
from .corrections import CorrectionAdmin
from .records import (
    BylineAdmin,
    CitationAdmin,
    SectionAdmin,
    SourceDocumentAdmin,
    StatementAdmin,
)
from .reports import ReaderReportAdmin
from .stories import ArticleAdmin

__all__ = [
    "ArticleAdmin",
    "BylineAdmin",
    "CitationAdmin",
    "CorrectionAdmin",
    "ReaderReportAdmin",
    "SectionAdmin",
    "SourceDocumentAdmin",
    "StatementAdmin",
    "front_desk",
]
