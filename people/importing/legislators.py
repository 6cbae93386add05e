"""The Congress and the executive of the United States (github.com/unitedstates/congress-legislators, public domain).

The example of a source of its own: a function from bytes to records, and a line in `reading.py`. Terms that follow
each other in one office become one position. Since when somebody is in a party the source does not tell.
"""

import re
from typing import Any

from newsroom.dates import ONGOING, PartialDate
from people.importing.decoding import decode
from people.importing.gathering import Gathering
from people.importing.plain_yaml import read_yaml
from people.importing.records import (
    OtherName,
    PeopleFile,
    PersonRecord,
    PositionRecord,
    clean_line,
    identifier,
    joined,
    only_once,
    partial_date,
)
from people.importing.states import seat

BODIES = {"sen": "United States Senate", "rep": "United States House of Representatives"}
CHAMBERS = {"senate": BODIES["sen"], "house": BODIES["rep"]}
EXECUTIVE = {"prez": "President of the United States", "viceprez": "Vice President of the United States"}
PARTIES = {"Democrat": "Democratic Party", "Republican": "Republican Party", "Independent": "", "no party": ""}
SCHEMES = "wikidata bioguide govtrack icpsr lis thomas opensecrets votesmart fec cspan ballotpedia".split()


def read_legislators(content: bytes, source: str = "") -> PeopleFile:
    """The records of legislators-current.yaml or executive.yaml. Raises UnreadablePeople, and nothing else."""
    text, warnings = decode(content)
    entries = read_yaml(text)
    gathering = Gathering(source or "congress-legislators", "United States", "US")
    latest = max(re.findall(r"\bstart: '?(\d{4}-\d\d-\d\d)", text), default="")

    def person(place: str, entry: Any) -> PersonRecord:
        terms = [_term(gathering, place, term) for term in entry["terms"]]
        held = joined([*terms, *(_role(gathering, place, role) for role in entry.get("leadership_roles") or ())])
        ids = ((scheme, value) for scheme in SCHEMES for value in _all(entry["id"].get(scheme)))
        name, *others = _names(entry)
        return PersonRecord(
            place,
            name,
            only_once(identifier(*one) for one in ids),
            sort_name=clean_line(f"{entry['name']['last']}, {entry['name']['first']}"),
            other_names=tuple(OtherName(other) for other in others),
            positions=(*held, *_parties(gathering, place, entry["terms"], latest)),
        )

    return gathering.read(entries, person, warnings)


def _term(gathering: Gathering, place: str, term: Any) -> PositionRecord:
    if (title := EXECUTIVE.get(term["type"])) is not None:
        office = gathering.office(title, "Executive Office of the President of the United States", "government")
    else:
        title = seat(term["type"], term["state"], term.get("district") or "0")
        office = gathering.office(title, BODIES[term["type"]], "legislature")
    return PositionRecord(place, office, partial_date(term["start"]), partial_date(term["end"]))


def _role(gathering: Gathering, place: str, role: Any) -> PositionRecord:
    """A leader of a chamber, or of a party there; who is one now has no end."""
    office = gathering.office(clean_line(role["title"]), CHAMBERS[role["chamber"]], "legislature")
    ended = partial_date(role["end"]) if role.get("end") else PartialDate(precision=ONGOING)
    return PositionRecord(place, office, partial_date(role["start"]), ended)


def _parties(gathering: Gathering, place: str, terms: Any, latest: str) -> list[PositionRecord]:
    """Each party once, with the day it was left where that is told; still a member who was one in the newest terms."""
    ends: dict[str, PartialDate] = {}
    for term in terms:
        for told in term.get("party_affiliations") or [term]:
            left = partial_date(told["end"]) if told["end"] != term["end"] else PartialDate()
            ends[told["party"]] = PartialDate(precision=ONGOING) if not left and told["end"] > latest else left
    named = {PARTIES.get(party, f"{party} Party"): end for party, end in ends.items()}
    return [
        PositionRecord(place, gathering.office("Member", name, "party"), ended=end)
        for name, end in named.items()
        if name
    ]


def _names(entry: Any) -> list[str]:
    """The official name first, then those that stories print. Wikipedia has who is meant in parentheses."""
    of = {part: clean_line(entry["name"].get(part)) for part in ("first", "middle", "last", "suffix", "nickname")}
    whole = clean_line(f"{of['first']} {of['middle']} {of['last']} {of['suffix']}")
    official, article = clean_line(entry["name"].get("official_full")), clean_line(entry["id"].get("wikipedia"))
    short = f"{of['first']} {of['last']}" if official else ""
    nickname = f"{of['nickname']} {of['last']}" if of["nickname"] else ""
    return [name for name in dict.fromkeys([official or whole, article.split(" (")[0], short, nickname, whole]) if name]


def _all(value: Any) -> list[Any]:
    return [one for one in (value if isinstance(value, list) else [value]) if one]
