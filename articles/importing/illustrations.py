"""The pictures of a page: which belong to the story, what is said with each, and where it stands."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    figures = [one for one in elements if one.tag.name == "figure"]
    captions = [one for one in elements if one.tag.name == "figcaption"][:_MOST_CAPTIONS]
    placed: dict[str, Placed] = {}
    for element in elements:
        if element.tag.name != "img" or len(placed) == MOST_PICTURES or not belongs(element):
            continue
        address = _address(element)
        if not address or address in placed:
            continue
        around = [figure for figure in figures if figure.holds(element)]
        own = [caption for caption in captions if around and around[-1].holds(caption)]
        inner = [one for one in figures if around and one is not around[-1] and around[-1].holds(one)]
        caption = next((one for one in own if not any(figure.holds(one) for figure in inner)), None)
        said = _Said(*_caption_and_credit(caption, elements, text_of)) if caption else _Said()
        picture = Picture(
            address=address,
            alt=one_line(element.attributes.get("alt", "")),
            caption=said.caption or one_line(element.attributes.get("data-caption", "")),
            credit=said.credit,
        )
        placed[address] = Placed(picture, around[0].start if around else element.start, not around)
    return list(placed.values())


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


def _caption_and_credit(
    caption: Element, elements: Sequence[Element], text_of: Callable[[Element], str]
) -> tuple[str, str]:
    whole = text_of(caption)
    for element in elements:
        if caption.holds(element) and (element.tag.name == "cite" or element.classes & _CREDIT_CLASSES):
            credit = text_of(element)
            return one_line(whole.replace(credit, "", 1)).rstrip(" |–—-"), credit
    return whole, ""
