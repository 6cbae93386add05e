"""The pictures of a page: which belong to the story, what is said with each, and where it stands."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from articles.importing.furniture import one_line
from articles.importing.stories import Picture
from articles.markup import Tag

# More pictures of one story are not looked at; nor captions of one page.
MOST_PICTURES = 200
_MOST_CAPTIONS = 1_000
_LONGEST_ADDRESS = 2_000

_CREDIT_CLASSES = frozenset("credit credits image-credit media-credit photo-credit photographer wp-credit".split())
# Drawn letters and counters of visits, which are no pictures of anything.
_NO_PICTURES = frozenset("emoji wp-smiley avatar".split())
_COUNTERS = frozenset({"0", "1", "2"})


@dataclass(eq=False)
class Element:
    """An element: its start tag and the pieces of the page from it (included) to its end (not included)."""

    tag: Tag
    attributes: dict[str, str]
    start: int
    end: int

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").lower().split())

    def says(self, name: str, *values: str) -> bool:
        return not {value.lower() for value in self.attributes.get(name, "").split()}.isdisjoint(values)

    def holds(self, other: "Element") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Placed:
    """A picture and the piece of the page at which it stands; whether text may stand around it."""

    picture: Picture
    at: int
    is_inline: bool


def illustrations(
    elements: Sequence[Element], belongs: Callable[[Element], bool], text_of: Callable[[Element], str]
) -> list[Placed]:
    """The pictures among the elements of a page, each once, in their order.

    `belongs` answers whether an img element is one of the story's; the caption of a figure goes with its picture.
    """
    around = _figures_around(elements)
    captions: dict[int, int] = {}  # the places of a figure and of its first own caption
    for at in [at for at, one in enumerate(elements) if one.tag.name == "figcaption"][:_MOST_CAPTIONS]:
        if figures := around[at]:
            captions.setdefault(figures[1].start, at)
    told: dict[int | None, _Said] = {}
    placed: dict[str, Placed] = {}
    for at, element in enumerate(elements):
        if element.tag.name != "img" or len(placed) == MOST_PICTURES or not belongs(element):
            continue
        address = _address(element)
        if not address or address in placed:
            continue
        figures = around[at]
        caption = captions.get(figures[1].start) if figures else None
        if caption not in told:
            told[caption] = _Said() if caption is None else _Said(*_caption_and_credit(elements, caption, text_of))
        said = told[caption]
        picture = Picture(
            address=address,
            alt=one_line(element.attributes.get("alt", "")),
            caption=said.caption or one_line(element.attributes.get("data-caption", "")),
            credit=said.credit,
        )
        placed[address] = Placed(picture, figures[0].start if figures else element.start, not figures)
    return list(placed.values())


def _figures_around(elements: Sequence[Element]) -> list[tuple[Element, Element] | None]:
    """Of each element the outermost and the innermost figure that hold it; None where none does."""
    around: list[tuple[Element, Element] | None] = []
    open_now: list[Element] = []
    for element in elements:
        while open_now and open_now[-1].end <= element.start:
            open_now.pop()
        around.append((open_now[0], open_now[-1]) if open_now else None)
        if element.tag.name == "figure":
            open_now.append(element)
    return around


def figure_of(picture: Picture) -> str:
    """A picture as HTML that is read here."""
    address, alt = html.escape(picture.address), html.escape(picture.alt)
    caption = f"<figcaption>{html.escape(picture.caption)}</figcaption>" if picture.caption else ""
    return f'<figure><img src="{address}" alt="{alt}">{caption}</figure>'


@dataclass(frozen=True)
class _Said:
    caption: str = ""
    credit: str = ""


def _address(image: Element) -> str:
    attributes = image.attributes
    if image.classes & _NO_PICTURES or {attributes.get("width"), attributes.get("height")} & _COUNTERS:
        return ""
    addresses = [attributes.get(name, "").strip() for name in ("src", "data-src")]
    return next((one for one in addresses if one and not one.lower().startswith("data:")), "")[:_LONGEST_ADDRESS]


def _caption_and_credit(elements: Sequence[Element], at: int, text_of: Callable[[Element], str]) -> tuple[str, str]:
    """What the caption at this place says, without the credit in it; and the credit."""
    whole = text_of(elements[at])
    for element in takewhile(elements[at].holds, islice(elements, at, None)):
        if element.tag.name == "cite" or element.classes & _CREDIT_CLASSES:
            credit = text_of(element)
            return one_line(whole.replace(credit, "", 1)).rstrip(" |–—-"), credit
    return whole, ""
