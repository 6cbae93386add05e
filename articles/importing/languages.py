import re

_PRIMARY = re.compile(r"[a-z]{2,3}(?![a-z])")


def primary_language(tag: str) -> str | None:
    """The primary language of a tag, `en` of `en-GB` and of `en_GB`; None for what is no tag."""
    found = _PRIMARY.match(tag.strip().lower())
    return found[0] if found else None
