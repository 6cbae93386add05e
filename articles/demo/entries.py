"""What an entry of the demo's cast holds. Plain data: no Django, and every reference is by key or by name."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from newsroom.dates import PartialDate, read_partial_date

STORIES_FOLDER = Path(__file__).parent / "stories"


@dataclass(frozen=True)
class Paper:
    name: str
    tagline: str
    time_zone: str
    language: str
    contact_email: str
    imprint: str


@dataclass(frozen=True)
class Desk:
    """A section of the paper."""

    slug: str
    name: str
    colour: str = ""


@dataclass(frozen=True)
class Writer:
    """A byline. `kind` is `staff` or `agency`."""

    name: str
    kind: str


@dataclass(frozen=True)
class OtherName:
    """Another form of an official's name. `kind` is one of PersonName's."""

    name: str
    kind: str


@dataclass(frozen=True)
class Official:
    key: str
    name: str
    sort_name: str
    summary: str
    other_names: tuple[OtherName, ...] = ()

    @property
    def portrait(self) -> str:
        """Which of the demo's pictures shows this official."""
        return f"portrait-{self.key}"

    @property
    def portrait_alt(self) -> str:
        return f"Illustration: {self.name}, head and shoulders."


@dataclass(frozen=True)
class Body:
    """An organization. `kind` is one of Organization's; `parent` is another body's key."""

    key: str
    name: str
    short_name: str
    kind: str
    country: str
    parent: str = ""
    summary: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Post:
    """An office: a title in a body."""

    key: str
    title: str
    body: str


@dataclass(frozen=True)
class Tenure:
    """An official in a post. Dates are written as an editor types them: `2026-06-15`, `2024-05`, `2019`,
    `ongoing`, or nothing where they are not known."""

    official: str
    post: str
    start: str
    end: str
    title_as_held: str = ""

    @property
    def started(self) -> PartialDate:
        return read_partial_date(self.start)

    @property
    def ended(self) -> PartialDate:
        return read_partial_date(self.end)


@dataclass(frozen=True)
class Lead:
    """The picture above a story. `picture` is one of the demo's pictures."""

    picture: str
    alt: str
    caption: str
    credit: str = "Illustration: The Port Elise Courier"


@dataclass(frozen=True)
class Amendment:
    """A public correction. `kind` is one of Correction's; `snippet` stands in the statement it concerns."""

    kind: str
    text: str
    corrected_at: datetime
    snippet: str = ""


@dataclass(frozen=True)
class Copy:
    """One story. `status` is published, scheduled, withdrawn, in_review or draft (unclaimed wire copy)."""

    file: str
    story_date: date
    status: str
    deck: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    source: str = ""
    translated_from: str = ""
    published_at: datetime | None = None
    lead: Lead | None = None
    corrections: tuple[Amendment, ...] = ()
    withdrawal_reason: str = ""

    @property
    def slug(self) -> str:
        return Path(self.file).stem

    @property
    def path(self) -> Path:
        return STORIES_FOLDER / self.file


@dataclass(frozen=True)
class SameUtterance:
    """One thing said once that stands in several stories, the first to report it first."""

    official: str
    snippet: str
    said_on: date
    stories: tuple[str, ...]


@dataclass(frozen=True)
class Dispute:
    """A note beside a statement: who denies it, and how."""

    official: str
    story: str
    snippet: str
    note: str


@dataclass(frozen=True)
class Retraction:
    """A statement taken off the record, with the reason readers see."""

    official: str
    story: str
    snippet: str
    reason: str
