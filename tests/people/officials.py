"""An invented parliament as a file tells of it, and the way to take such a file in."""

import copy
import json
from typing import Any

from people.filing.importer import Importer
from people.filing.report import Line
from people.importing.popolo import read_popolo

PARLIAMENT: dict[str, Any] = {
    "source": "parliament.example",
    "organizations": [
        {"id": "house", "name": "House of Avalon", "classification": "legislature", "country": "Avalon"},
        {"id": "reef", "name": "Reef Party", "classification": "party", "country": "Avalon"},
    ],
    "posts": [
        {"id": "north", "label": "Member for North", "organization_id": "house"},
        {"id": "speaker", "label": "Speaker", "organization_id": "house"},
    ],
    "persons": [
        {
            "id": "17",
            "name": "Ada Brun",
            "identifiers": [{"scheme": "wikidata", "identifier": "Q900001"}],
            "other_names": [{"name": "Ada Lie", "note": "former"}],
            "summary": "A harbour pilot.",
            "links": [{"note": "website", "url": "https://brun.example/"}],
        },
        {"id": "18", "name": "Carl Dane"},
    ],
    "memberships": [
        {"person_id": "17", "post_id": "north", "start_date": "2019-05-02", "ongoing": True},
        {"person_id": "17", "post_id": "speaker", "start_date": "2021", "end_date": "2023-04"},
        {"person_id": "17", "organization_id": "reef"},
        {"person_id": "18", "post_id": "speaker", "start_date": "2023-04"},
    ],
}


def parliament() -> dict[str, Any]:
    """A copy of its own, to be changed."""
    return copy.deepcopy(PARLIAMENT)


def take(whole: dict[str, Any], **options: Any) -> list[Line]:
    """Take the file in; gives a line for each record, as the command would."""
    return Importer(read_popolo(json.dumps(whole).encode()), "parliament.json", **options).take_all()


def line_of(lines: list[Line], name: str) -> Line:
    """The one line about what bears this name."""
    found = [line for line in lines if line.name == name]
    assert len(found) == 1, lines
    return found[0]


def outcomes(lines: list[Line]) -> set[str]:
    return {line.outcome for line in lines}
