from .addresses import OldAddress
from .images import Image
from .publication import Publication
from .tags import Tag, TaggedItem
from .users import User

__all__ = ["Image", "OldAddress", "Publication", "Tag", "TaggedItem", "User"]
