"""Files of officials of any known format to records. Nothing here knows Django."""

from collections.abc import Callable
from pathlib import Path

from people.importing.legislators import read_legislators
from people.importing.popolo import read_popolo
from people.importing.records import PeopleFile, UnreadablePeople
from people.importing.table import read_table

Read = Callable[[bytes, str], PeopleFile]

# A mapping of a source of its own is a line here: by what its file is called, or by the end of the name.
READERS: dict[str, Read] = {
    ".json": read_popolo,
    ".csv": read_table,
    ".tsv": read_table,
    "legislators-current.yaml": read_legislators,
    "legislators-historical.yaml": read_legislators,
    "executive.yaml": read_legislators,
}


def read_people(content: bytes, file_name: str, source: str = "") -> PeopleFile:
    """The officials in a file. The name tells the format; `source` names whose word it is, before the file itself.

    Raises UnreadablePeople, with words for an editor, and nothing else.
    """
    name = Path(file_name).name.lower()
    read = READERS.get(name) or READERS.get(Path(name).suffix)
    if read is None:
        known = ", ".join(READERS)
        raise UnreadablePeople(f"We know files by their name, and not this one. Known: {known}.")
    return read(content, source)
