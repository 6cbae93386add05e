"""What an export of stories and statements holds: a record a line. Nothing here knows Django.

The fields of a class are the names in the line, in this order; a field that has its default is left out. Times are in
UTC; offsets count code points of a version's text. A public record has what readers may see, one of everything
(`scope` is `all`) what is on file.
"""

from dataclasses import dataclass
from datetime import date, datetime

from newsroom.dates import PartialDate

PUBLIC, ALL = "public", "all"


@dataclass(frozen=True)
class Reference:
    """Somebody on file: the name, and the address that exports of people know them by (`people/ada-brun`,
    `organizations/harbour-board`). Without an address it is a speaker as printed: “a senior official”."""

    name: str
    id: str = ""


@dataclass(frozen=True)
class SectionRecord:
    slug: str
    name: str


@dataclass(frozen=True)
class BylineRecord:
    """`kind` is staff or agency."""

    name: str
    kind: str


@dataclass(frozen=True)
class PictureRecord:
    """An original by its path below the folder of the export; its name is the SHA-256 of its bytes."""

    file: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focal_x: float = 0.5
    focal_y: float = 0.4


@dataclass(frozen=True)
class VersionRecord:
    """One saved version. `text` is the canonical text of `body`; a figure in it names a picture by its place in
    `pictures`, counted from 1. Of everything only: `note` and `saved_at`."""

    number: int
    headline: str
    deck: str = ""
    dateline: str = ""
    bylines: tuple[BylineRecord, ...] = ()
    lead_image: PictureRecord | None = None
    pictures: tuple[PictureRecord, ...] = ()
    body: str = ""
    text: str = ""
    note: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True)
class CorrectionRecord:
    """Which statements it concerns stands with their citations. The number is that of its mark in the story."""

    number: int
    kind: str
    text: str
    corrected_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class SourceRecord:
    """The bytes as they were received; `fingerprint` is the SHA-256 of their words, `identifier` what their source
    calls them."""

    file_name: str
    content: bytes
    fingerprint: str
    received_at: datetime
    identifier: str = ""


@dataclass(frozen=True)
class StoryRecord:
    """A story: its live version, or of everything all its versions, of which `live` is the one readers see.

    Of everything only: every status but published, `withdrawn_at`, `withdrawal_reason`, `changes_requested`,
    `story_date`, `created_at` and `source_document`.
    """

    number: int
    scope: str
    slug: str
    status: str
    language: str
    address: str = ""
    publication_date: date | None = None
    section: SectionRecord | None = None
    tags: tuple[str, ...] = ()
    source: str = ""
    story_date: PartialDate = PartialDate()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""
    changes_requested: str = ""
    created_at: datetime | None = None
    people: tuple[Reference, ...] = ()
    organizations: tuple[Reference, ...] = ()
    old_addresses: tuple[str, ...] = ()
    corrections: tuple[CorrectionRecord, ...] = ()
    live: int = 0
    versions: tuple[VersionRecord, ...] = ()
    source_document: SourceRecord | None = None


@dataclass(frozen=True)
class HeldPosition:
    """A position of the speaker, as exports of people have it: the office's address, the dates, and the title where
    it differed from the office's."""

    office: str
    started: PartialDate = PartialDate()
    ended: PartialDate = PartialDate()
    title_as_held: str = ""


@dataclass(frozen=True)
class SegmentRecord:
    """Words of a text: (start, end) in its code points, and as a Web Annotation text quote selector has them."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class AnchorRecord:
    """Where a citation stands in the version of that number."""

    version: int
    segments: tuple[SegmentRecord, ...]


@dataclass(frozen=True)
class CitationRecord:
    """One story's report of a statement; `story` and `corrections` are numbers.

    A public one is confirmed, and has of what was printed beside the words only what the live version still prints.
    Of everything only: every other status, `full_name`, the printed organization and on whose behalf, what the finder
    said, and `created_at`.
    """

    number: int
    story: int
    kind: str
    status: str
    address: str = ""
    full_name: str = ""
    printed_name: str = ""
    printed_title: str = ""
    printed_organization: str = ""
    printed_on_behalf_of: str = ""
    cue: str = ""
    translated: bool = False
    confidence: str = ""
    reason: str = ""
    matched_person: Reference | None = None
    matched_organization: Reference | None = None
    decided_at: datetime | None = None
    created_at: datetime | None = None
    corrections: tuple[int, ...] = ()
    anchors: tuple[AnchorRecord, ...] = ()


@dataclass(frozen=True)
class ReattributionRecord:
    """A notice on the page of somebody to whom the statement was given before."""

    left: Reference
    at: datetime


@dataclass(frozen=True)
class StatementRecord:
    """What somebody said once, with every report of it. The number is that of its page.

    Of everything only: `retracted_at`, `retraction_reason` and `created_at`.
    """

    number: int
    scope: str
    speaker: Reference
    on_behalf_of: Reference | None = None
    position: HeldPosition | None = None
    office_label: str = ""
    said_on: PartialDate = PartialDate()
    venue: str = ""
    topics: tuple[str, ...] = ()
    dispute_note: str = ""
    retracted_at: datetime | None = None
    retraction_reason: str = ""
    created_at: datetime | None = None
    old_addresses: tuple[str, ...] = ()
    reattributions: tuple[ReattributionRecord, ...] = ()
    citations: tuple[CitationRecord, ...] = ()


Record = StoryRecord | StatementRecord | CitationRecord
