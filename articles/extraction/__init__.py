"""Finding statements in the text of a story. The one public function is `find_statements`."""

from articles.extraction.finder import find_statements
from articles.extraction.found import FoundStatement, KnownPerson, Segment, speaks
from articles.extraction.people import KnownNames

__all__ = ["FoundStatement", "KnownNames", "KnownPerson", "Segment", "find_statements", "speaks"]
