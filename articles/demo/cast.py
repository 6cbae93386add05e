"""The demo newsroom: its paper, its officials and the offices they held, and what became of each story.

All of it is invented: no country, person or organization here exists. Nothing here knows Django. It is one long
file so that an editor can read the cast from top to bottom.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from articles.demo.entries import (
    Amendment,
    Body,
    Copy,
    Desk,
    Dispute,
    Lead,
    Official,
    OtherName,
    Paper,
    Post,
    Retraction,
    SameUtterance,
    Tenure,
    Writer,
)

PAPER = Paper(
    name="The Port Elise Courier",
    tagline="Who said what, and on which day",
    time_zone="Europe/Lisbon",
    language="en",
    contact_email="newsdesk@courier.example.org",
    imprint="The Port Elise Courier, 4 Tanner’s Quay, Port Elise, Velmark. "
    "A demonstration: the paper, its country and everybody in it are invented.",
)

SECTIONS = (
    Desk("politics", "Politics"),
    Desk("world", "World", "teal"),
    Desk("economy", "Economy", "moss"),
    Desk("sea-and-energy", "Sea and Energy", "sea"),
    Desk("society", "Society", "plum"),
)

WIRE = "Velmark Wire"

BYLINES = (
    Writer("Ottilie Grane", "staff"),
    Writer("Anselm Roke", "staff"),
    Writer("Petra Solhaug", "staff"),
    Writer(WIRE, "agency"),
)

OFFICIALS = (
    Official(
        "tangen",
        "Mirela Tangen",
        "Tangen, Mirela",
        "Prime minister of Velmark since June 2026, foreign minister for three years before. A lawyer from "
        "the harbour of Port Elise, she negotiated the patrol accord with Kestria.",
        (OtherName("Mirela Stroud", "former"),),
    ),
    Official(
        "brennock",
        "Aldous Brennock",
        "Brennock, Aldous",
        "Prime minister of Velmark from 2021 to 2026, at the head of a coalition of three parties; a member "
        "of the National Assembly before and since.",
    ),
    Official(
        "lindahl",
        "Emeric Lindahl",
        "Lindahl, Emeric",
        "Foreign minister of Velmark. A career diplomat, he was deputy to Mirela Tangen until she became "
        "prime minister.",
        (OtherName("Emerick Lindahl", "misspelling"),),
    ),
    Official(
        "rask",
        "Teodor Rask",
        "Rask, Teodor",
        "Defence minister of Velmark since 2021. He served in the coast guard before he entered politics.",
        (OtherName("Theodor Rask", "misspelling"),),
    ),
    Official(
        "achterberg",
        "Rosalind Achterberg",
        "Achterberg, Rosalind",
        "Finance minister of Velmark, for the second time: from 2017 to 2019, and again since 2021.",
        (OtherName("Roz Achterberg", "alias"),),
    ),
    Official(
        "abegunde",
        "Sanna Abegunde",
        "Abegunde, Sanna",
        "Minister responsible for energy in Velmark since 2023, and for climate since June 2026. An "
        "engineer, she directed the Velmark Grid Authority.",
        (OtherName("Sanna Rourke", "former"),),
    ),
    Official(
        "sorrel",
        "Joaquim Sorrel",
        "Sorrel, Joaquim",
        "Fisheries minister of Velmark since 2021, the son of a harbour pilot from the outer islands.",
        (OtherName("Quim Sorrel", "alias"),),
    ),
    Official(
        "okpara-lund",
        "Nadia Okpara-Lund",
        "Okpara-Lund, Nadia",
        "Health minister of Velmark since 2024. She trained as an anaesthetist at St. Brannoc’s Hospital.",
        (OtherName("Nadia Okpara", "former"),),
    ),
    Official(
        "corvane",
        "Yasmin Corvane",
        "Corvane, Yasmin",
        "Spokeswoman of the Velmark Foreign Ministry since 2022, under two ministers.",
    ),
    Official(
        "greave",
        "Hollis Greave",
        "Greave, Hollis",
        "Leader of the opposition in the National Assembly of Velmark since 2024, formerly chairman of the "
        "Civic Union.",
    ),
    Official(
        "brandt",
        "Leocadia Brandt",
        "Brandt, Leocadia",
        "Chief justice of Velmark since 2020 and a judge of the Constitutional Court since 2011.",
    ),
    Official(
        "oyelaran",
        "Beatrix Oyelaran",
        "Oyelaran, Beatrix",
        "Mayor of Port Elise since 2024, after nine years on the city council. She kept a bookshop near the "
        "ferry pier.",
        (OtherName("Bea Oyelaran", "alias"),),
    ),
    Official(
        "tessaro",
        "Gideon Tessaro",
        "Tessaro, Gideon",
        "Chief executive of Velmark Rail from 2022 until October 2026, when he left after the closing of "
        "the Vesper Bridge.",
        (OtherName("Gideon B. Tessaro", "alias"),),
    ),
    Official(
        "venn",
        "Dario Venn",
        "Venn, Dario",
        "Foreign minister of Kestria since 2024. He signed the patrol accord with Velmark for his country.",
    ),
    Official(
        "dravec",
        "Ilian Dravec",
        "Dravec, Ilian",
        "Deputy prime minister of Sarnovia, responsible for energy and trade.",
        (
            OtherName("Илиан Дравец", "native"),
            OtherName("Iliyan Dravets", "transliteration"),
            OtherName("Illian Dravec", "misspelling"),
        ),
    ),
)

ORGANIZATIONS = (
    Body("velmark", "Government of Velmark", "Velmark government", "government", "Velmark"),
    Body(
        "foreign-ministry",
        "Ministry of Foreign Affairs",
        "Foreign Ministry",
        "ministry",
        "Velmark",
        "velmark",
    ),
    Body(
        "fisheries-ministry",
        "Ministry of Fisheries",
        "Fisheries Ministry",
        "ministry",
        "Velmark",
        "velmark",
        other_names=("Ministry of Fisheries and Islands",),
    ),
    Body(
        "grid-authority",
        "Velmark Grid Authority",
        "Grid Authority",
        "agency",
        "Velmark",
        "velmark",
        "Runs the high-voltage lines and keeps the balance between what is made and what is used.",
    ),
    Body("assembly", "National Assembly", "Assembly", "legislature", "Velmark"),
    Body("court", "Constitutional Court", "", "judiciary", "Velmark"),
    Body("port-elise", "City of Port Elise", "", "local_government", "Velmark"),
    Body(
        "civic-union",
        "Civic Union",
        "",
        "party",
        "Velmark",
        summary="The larger of the two opposition parties.",
    ),
    Body(
        "rail",
        "Velmark Rail",
        "",
        "company",
        "Velmark",
        summary="The state railway: tracks, bridges and trains.",
    ),
    Body("kestria", "Government of Kestria", "Kestrian government", "government", "Kestria"),
    Body("sarnovia", "Government of Sarnovia", "Sarnovian government", "government", "Sarnovia"),
    Body(
        "fisheries-commission",
        "Grey Sea Fisheries Commission",
        "Fisheries Commission",
        "international",
        "",
        summary="Nine states that divide the catch of the Grey Sea among themselves, every December.",
    ),
)

OFFICES = (
    Post("prime-minister", "Prime Minister", "velmark"),
    Post("foreign-minister", "Foreign Minister", "foreign-ministry"),
    Post("deputy-foreign-minister", "Deputy Foreign Minister", "foreign-ministry"),
    Post("foreign-spokesperson", "Foreign Ministry Spokesperson", "foreign-ministry"),
    Post("defence-minister", "Defence Minister", "velmark"),
    Post("finance-minister", "Finance Minister", "velmark"),
    Post("energy-minister", "Minister for Energy and Climate", "velmark"),
    Post("fisheries-minister", "Fisheries Minister", "fisheries-ministry"),
    Post("health-minister", "Health Minister", "velmark"),
    Post("grid-director", "Director", "grid-authority"),
    Post("opposition-leader", "Leader of the Opposition", "assembly"),
    Post("member", "Member of the National Assembly", "assembly"),
    Post("civic-chairman", "Chairman", "civic-union"),
    Post("chief-justice", "Chief Justice", "court"),
    Post("judge", "Judge", "court"),
    Post("mayor", "Mayor", "port-elise"),
    Post("councillor", "City Councillor", "port-elise"),
    Post("rail-chief", "Chief Executive", "rail"),
    Post("kestrian-foreign-minister", "Foreign Minister", "kestria"),
    Post("sarnovian-deputy", "Deputy Prime Minister", "sarnovia"),
    Post("sarnovian-energy-deputy", "Deputy Minister of Energy", "sarnovia"),
)

POSITIONS = (
    Tenure("tangen", "foreign-minister", "2023-02-13", "2026-06-14"),
    Tenure("tangen", "prime-minister", "2026-06-15", "ongoing"),
    Tenure("brennock", "member", "2013", "2021-10"),
    Tenure("brennock", "prime-minister", "2021-10-11", "2026-06-14"),
    Tenure("brennock", "member", "2026-06-15", "ongoing"),
    Tenure("lindahl", "deputy-foreign-minister", "2023-03", "2026-06-14"),
    Tenure("lindahl", "foreign-minister", "2026-06-15", "ongoing"),
    Tenure("corvane", "foreign-spokesperson", "2022", "ongoing", "Foreign Ministry Spokeswoman"),
    Tenure("rask", "defence-minister", "2021-10-11", "ongoing"),
    Tenure("achterberg", "finance-minister", "2017-11-06", "2019-09-20"),
    Tenure("achterberg", "finance-minister", "2021-10-11", "ongoing"),
    Tenure("abegunde", "grid-director", "2017", "2022"),
    Tenure("abegunde", "energy-minister", "2023-02-13", "2026-06-14", "Energy Minister"),
    Tenure("abegunde", "energy-minister", "2026-06-15", "ongoing"),
    Tenure("sorrel", "fisheries-minister", "2021-10-11", "2023-11-05", "Minister for Fisheries and Islands"),
    Tenure("sorrel", "fisheries-minister", "2023-11-06", "ongoing"),
    Tenure("okpara-lund", "health-minister", "2024-09-02", "ongoing"),
    Tenure("greave", "civic-chairman", "2019", "2024"),
    Tenure("greave", "opposition-leader", "2024-11-19", "ongoing"),
    Tenure("brandt", "judge", "2011", "2020-03-31"),
    Tenure("brandt", "chief-justice", "2020-04-01", "ongoing"),
    Tenure("oyelaran", "councillor", "2015", "2024-05"),
    Tenure("oyelaran", "mayor", "2024-05-27", "ongoing"),
    Tenure("tessaro", "rail-chief", "2022-09", "2026-10"),
    Tenure("venn", "kestrian-foreign-minister", "2024-01-15", "ongoing"),
    Tenure("dravec", "sarnovian-energy-deputy", "2015", ""),
    Tenure("dravec", "sarnovian-deputy", "2023", "ongoing"),
)


def _at(typed: str) -> datetime:
    """A moment as the newsroom's clock shows it."""
    return datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(PAPER.time_zone))


STORIES = (
    Copy(
        "skerry-bank-wind-farm-approved.txt",
        date(2026, 1, 22),
        "published",
        "The wind farm would supply a fifth of the country’s electricity, once there are lines to carry it.",
        section="sea-and-energy",
        tags=("Skerry Bank", "wind power", "energy"),
        bylines=(WIRE,),
        source=WIRE,
        published_at=_at("2026-01-22 17:20"),
        lead=Lead(
            "lead-wind-farm",
            "Wind turbines standing in a calm sea under a low sun.",
            "Skerry Bank is to carry 64 turbines, 30 kilometres off Port Elise.",
        ),
    ),
    Copy(
        "grey-sea-patrol-accord-signed.txt",
        date(2026, 3, 3),
        "published",
        "Twelve hours’ notice and one control room are to end two years of silence in the strait.",
        section="world",
        tags=("patrol accord", "Kestria", "defence"),
        bylines=(WIRE,),
        source=WIRE,
        published_at=_at("2026-03-03 18:40"),
        lead=Lead(
            "lead-harbour",
            "Cranes and a cargo ship in a harbour at dusk.",
            "The accord was signed aboard a customs cutter in the harbour of Port Elise.",
        ),
    ),
    Copy(
        "fishing-crews-weigh-patrol-accord.txt",
        date(2026, 3, 4),
        "published",
        "What the neighbours agreed on Tuesday was pinned to the door of the ice house on Wednesday.",
        section="sea-and-energy",
        tags=("patrol accord", "fisheries", "Port Elise"),
        bylines=("Ottilie Grane",),
        published_at=_at("2026-03-04 21:05"),
        lead=Lead(
            "lead-fishing-boats",
            "Three small fishing boats on still water below a headland.",
            "Boats under fifteen metres are exempt from the rule until the end of 2027.",
        ),
    ),
    Copy(
        "budget-passes-by-two-votes.txt",
        date(2026, 3, 5),
        "published",
        "The grants for heating oil end, the hospitals gain, and the opposition asks about the Narrows.",
        section="politics",
        tags=("budget", "National Assembly", "patrol accord"),
        bylines=("Anselm Roke",),
        published_at=_at("2026-03-05 23:58"),
        lead=Lead(
            "lead-parliament",
            "A domed parliament building with columns, seen across an empty square.",
            "The National Assembly sat until ten minutes before midnight.",
        ),
        corrections=(
            Amendment(
                "misquote",
                "An earlier version of this story quoted Finance Minister Rosalind Achterberg as saying "
                "that the reserve “is gone.” She said that it “is going.”",
                _at("2026-03-06 09:30"),
                "The reserve is going, and everybody in this room has had a hand in it",
            ),
        ),
    ),
    Copy(
        "night-wards-reopen-in-port-elise.txt",
        date(2026, 5, 12),
        "published",
        "Eighty-six beds and a casualty department that stays open are promised for September.",
        section="society",
        tags=("health", "hospitals", "Port Elise"),
        bylines=("Ottilie Grane",),
        published_at=_at("2026-05-12 20:15"),
        lead=Lead(
            "lead-hospital",
            "A hospital at night with some of its windows lit.",
            "The east wing of St. Brannoc’s has been dark at night since 2023.",
        ),
        corrections=(
            Amendment(
                "misattribution",
                "Mayor Beatrix Oyelaran was reading from a resident’s letter when she called the closing of "
                "the wards “an act of vandalism.” The words are not her own, and we have taken them off her "
                "record.",
                _at("2026-05-14 11:00"),
                "an act of vandalism",
            ),
        ),
    ),
    Copy(
        "tangen-sworn-in-as-prime-minister.txt",
        date(2026, 6, 15),
        "published",
        "The negotiator of the patrol accord promises to listen. The opposition asks for an election.",
        section="politics",
        tags=("government", "National Assembly"),
        bylines=("Anselm Roke",),
        published_at=_at("2026-06-15 19:10"),
        lead=Lead(
            "lead-press-room",
            "A lectern with two microphones before a curtain in an empty press room.",
            "The lectern of the cabinet’s press room had to be lowered by a hand’s breadth.",
        ),
    ),
    Copy(
        "sarnovia-offers-gas-for-two-winters.txt",
        date(2026, 7, 8),
        "published",
        section="economy",
        tags=("gas", "energy", "Sarnovia"),
        bylines=(WIRE,),
        source=WIRE,
        translated_from="Sarnovian",
        published_at=_at("2026-07-08 22:30"),
    ),
    Copy(
        "vesper-bridge-stays-shut.html",
        date(2026, 8, 18),
        "published",
        "Five cracked bearings, one copied page, and a request for new parts that was filed under landscaping.",
        section="economy",
        tags=("railways", "Vesper Bridge"),
        bylines=("Petra Solhaug",),
        published_at=_at("2026-08-18 18:00"),
        lead=Lead(
            "lead-rail-bridge",
            "A steel railway bridge on stone piers over a wide river, with a train on it.",
            "The Vesper Bridge carried 9,000 people on a working day until it was closed in July.",
        ),
        corrections=(
            Amendment(
                "clarification",
                "The inspection in May which this story mentions was made by eye, from the river bank. The "
                "bearings were last opened and measured in October 2024.",
                _at("2026-08-20 10:45"),
            ),
        ),
    ),
    Copy(
        "court-strikes-down-licence-rule.html",
        date(2026, 9, 24),
        "published",
        "More than three hundred crews get their papers back. Not all of them still have a boat.",
        section="society",
        tags=("courts", "fisheries"),
        bylines=("Petra Solhaug",),
        published_at=_at("2026-09-24 16:50"),
    ),
    Copy(
        "harbour-dues-to-double.txt",
        date(2026, 10, 9),
        "withdrawn",
        section="economy",
        tags=("harbour dues", "Port Elise"),
        bylines=("Anselm Roke",),
        published_at=_at("2026-10-09 20:40"),
        lead=Lead(
            "lead-harbour",
            "Cranes and a cargo ship in a harbour at dusk.",
            "Two thirds of the country’s trade by sea pass through Port Elise.",
        ),
        withdrawal_reason="The letter on which this story rested is a forgery. The mayor’s office has shown "
        "us that neither Beatrix Oyelaran nor anybody on her staff wrote it, and we published before they "
        "had answered. What other officials said in it was said about a proposal that does not exist. We "
        "apologise to all of them.",
    ),
    Copy(
        "frigate-refit-runs-late.txt",
        date(2026, 11, 23),
        "in_review",
        "For most of next winter neither of the navy’s large ships will be able to leave the dock.",
        section="politics",
        tags=("defence", "patrol accord"),
        bylines=("Petra Solhaug",),
    ),
    Copy(
        "power-reserve-for-winter.txt",
        date(2026, 11, 24),
        "scheduled",
        "The stores are nearly full, and the fountain in the courtyard is the first thing to be switched off.",
        section="sea-and-energy",
        tags=("energy", "gas", "Skerry Bank"),
        bylines=(WIRE,),
        source=WIRE,
        published_at=_at("2026-12-01 06:00"),
    ),
    Copy(
        "ferry-or-tunnel-talks-in-ostrand.html",
        date(2026, 11, 23),
        "draft",
        bylines=(WIRE,),
        source=WIRE,
    ),
)

SAME_UTTERANCES = (
    SameUtterance(
        "tangen",
        "enter the Narrows without telling our neighbours first",
        date(2026, 3, 3),
        (
            "grey-sea-patrol-accord-signed.txt",
            "fishing-crews-weigh-patrol-accord.txt",
            "budget-passes-by-two-votes.txt",
        ),
    ),
    SameUtterance(
        "brennock",
        "A majority of two is still a majority",
        date(2026, 3, 5),
        ("budget-passes-by-two-votes.txt", "tangen-sworn-in-as-prime-minister.txt"),
    ),
)

DISPUTES = (
    Dispute(
        "dravec",
        "sarnovia-offers-gas-for-two-winters.txt",
        "The price has been settled between us since this morning",
        "Foreign Minister Emeric Lindahl said on the same day that no price had been agreed. A contract was "
        "signed in November.",
    ),
)

RETRACTIONS = (
    Retraction(
        "oyelaran",
        "night-wards-reopen-in-port-elise.txt",
        "an act of vandalism",
        "The mayor was reading from a resident’s letter. The words are not her own.",
    ),
)
