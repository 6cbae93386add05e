"""The bytes of a table or of structured text as text. Nothing here knows Django."""

import codecs

from people.importing.records import UnreadablePeople

MAX_BYTES = 30 * 1024**2
GUESSED = "the encoding is not known and was taken to be Windows-1252"


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, by its byte order mark, as UTF-8 or as Windows-1252, and a warning where that was guessed.

    Raises UnreadablePeople for what is too large, empty or damaged.
    """
    if len(content) > MAX_BYTES:
        raise UnreadablePeople(f"The file is larger than {MAX_BYTES // 1024**2} MB. Divide it.")
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (b"", "utf-8-sig")):
        if content.startswith(mark):
            try:
                text, warnings = content.decode(encoding), ()
            except UnicodeDecodeError:
                if mark:
                    raise UnreadablePeople("The file begins as UTF-16 but is damaged. Save it as UTF-8.") from None
                return _as_western(content)
            if not text.strip("\ufeff\x00 \t\r\n"):
                raise UnreadablePeople("The file is empty.")
            return text, warnings
    raise AssertionError("every content begins with nothing")


def _as_western(content: bytes) -> tuple[str, tuple[str, ...]]:
    if b"\x00" in content:
        raise UnreadablePeople("This is not text. Save it as CSV, JSON or YAML in UTF-8 and import that.")
    return content.decode("cp1252", "replace"), (GUESSED,)
