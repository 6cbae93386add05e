from .anchors import Anchor
from .articles import Article
from .bylines import Byline
from .citations import Citation
from .corrections import Correction
from .openings import Opening
from .previews import PreviewLink
from .reattributions import Reattribution
from .record_lines import RecordLine
from .reports import ReaderReport
from .revisions import Revision, RevisionByline, RevisionPicture
from .search_entries import SearchEntry
from .sections import Section
from .sources import SourceDocument
from .statements import Statement
from .telling_words import TellingWord

__all__ = [
    "Anchor",
    "Article",
    "Byline",
    "Citation",
    "Correction",
    "Opening",
    "PreviewLink",
    "ReaderReport",
    "Reattribution",
    "RecordLine",
    "Revision",
    "RevisionByline",
    "RevisionPicture",
    "SearchEntry",
    "Section",
    "SourceDocument",
    "Statement",
    "TellingWord",
]
