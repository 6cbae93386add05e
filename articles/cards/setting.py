"""Text set in lines: as large as its place allows, and cut at a word where even the smallest size is too large."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from PIL import ImageFont

from articles.cards.directions import in_order_of_sight, levels, reads_from_right
from articles.cards.faces import clusters, runs
from articles.cards.letters import READ, drawable, pieces

ELLIPSIS = "…"
_CLOSING = "”’»」』"
TRIES = 3


@dataclass(frozen=True)
class Part:
    """Letters of one face that run one way."""

    text: str
    font: ImageFont.FreeTypeFont
    direction: str
    width: float


@dataclass(frozen=True)
class Setting:
    """How text is set: its cut, its size, and the distance of its lines in sizes."""

    cut: str
    size: int
    leading: float = 1.2

    def width(self, text: str) -> float:
        return width(self.cut, self.size, text)

    @property
    def line_height(self) -> int:
        return round(self.size * self.leading)


@lru_cache(maxsize=20_000)
def width(cut: str, size: int, text: str) -> float:
    return sum(run.face.font(cut, size).getlength(run.text) for run in runs(text))


@dataclass(frozen=True)
class Text:
    """Lines of text of one size, all of which fit where they were set."""

    lines: tuple[str, ...]
    setting: Setting
    from_right: bool = False
    is_cut: bool = False

    @property
    def height(self) -> int:
        return len(self.lines) * self.setting.line_height

    @cached_property
    def parts(self) -> list[list[Part]]:
        """Of each line its parts from left to right."""
        return [line_in_parts(line, self.setting, self.from_right) for line in self.lines]


def line_in_parts(line: str, setting: Setting, from_right: bool) -> list[Part]:
    """A line as it is seen: divided by face and by direction, from left to right."""
    depths = levels(line, from_right)
    divided: list[tuple[Part, int]] = []
    at = 0
    for run in runs(line):
        font, end = run.face.font(setting.cut, setting.size), at + len(run.text)
        while at < end:
            stop = next((one for one in range(at, end) if depths[one] != depths[at]), end)
            direction = "rtl" if depths[at] % 2 else "ltr"
            text = line[at:stop]
            divided.append((Part(text, font, direction, font.getlength(text, direction=direction)), depths[at]))
            at = stop
    return [divided[number][0] for number in in_order_of_sight([depth for _, depth in divided])]


@dataclass(frozen=True)
class Place:
    """Room for text: no line is wider than `width`, all together are no higher than `height`."""

    width: int
    height: int


def set_text(text: str, settings: Sequence[Setting], place: Place, balanced: bool = True) -> Text:
    """The text in the first of the settings, from large to small, in which it fits; or cut to fit the last.

    `balanced` makes the lines of about one length, and takes a smaller setting rather than leave a word alone in
    the last line.
    """
    ready = drawable(text)
    from_right = reads_from_right(ready)
    words = pieces(ready)
    whole = settings if len(text) <= READ else ()
    fitting = (one for one in whole if _may_fit(ready, one, settings[-1], place))
    found: list[Text] = []
    for setting in fitting:
        lines = _broken(words, setting, place.width, place.height // setting.line_height)
        if lines is None:
            continue
        found.append(Text(_balanced(words, lines, setting, place.width) if balanced else lines, setting, from_right))
        if not balanced or len(found) == TRIES or _ends_well(found[-1]):
            break
    if not found:
        end = ELLIPSIS + (text.rstrip()[-1:] if text.rstrip()[-1:] in tuple(_CLOSING) else "")
        return Text(_cut(words, end, settings[-1], place), settings[-1], from_right, is_cut=True)
    return found[-1] if _ends_well(found[-1]) else found[0]


def _may_fit(text: str, setting: Setting, smallest: Setting, place: Place) -> bool:
    """Not if the lines would be too many however they broke; told without measuring each word."""
    about = smallest.width(text) * setting.size / smallest.size
    return about * 0.92 <= place.width * (place.height // setting.line_height)


def _ends_well(text: Text) -> bool:
    lengths = [text.setting.width(line) for line in text.lines]
    return len(lengths) < 2 or lengths[-1] >= max(lengths) * 0.3


def _broken(words: Sequence[str], setting: Setting, width: float, most: int) -> tuple[str, ...] | None:
    """Lines no wider than this; None where more than `most` are needed, or a single word is too wide."""
    lines: list[str] = []
    line, so_far = "", 0.0
    for word in words:
        bare = setting.width(word.rstrip())
        if bare > width:
            return None
        if line and so_far + bare > width:
            lines.append(line.rstrip())
            line, so_far = "", 0.0
            if len(lines) >= most:
                return None
        line, so_far = line + word, so_far + setting.width(word)
    lines += [line.rstrip()] if line else []
    return tuple(lines) if len(lines) <= most else None


def _balanced(words: Sequence[str], lines: tuple[str, ...], setting: Setting, width: int) -> tuple[str, ...]:
    """As many lines, but of about one length."""
    low, high = width // 2, width
    while len(lines) > 1 and high - low > width // 40:
        middle = (low + high) // 2
        narrower = _broken(words, setting, middle, len(lines))
        if narrower is None:
            low = middle
        else:
            lines, high = narrower, middle
    return lines


def _cut(words: Sequence[str], end: str, setting: Setting, place: Place) -> tuple[str, ...]:
    """As many whole words as there is room for, and the end; of a word without end as many letters."""
    most = max(1, place.height // setting.line_height)
    parts = [part for word in words for part in _bearable(word, setting, place.width)]
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if _broken(_shortened(parts[:middle], end), setting, place.width, most) is None:
            high = middle - 1
        else:
            low = middle
    return _broken(_shortened(parts[:low], end), setting, place.width, most) or ()


def _shortened(words: Sequence[str], end: str) -> list[str]:
    if not words:
        return []
    return [*words[:-1], words[-1].rstrip(" ,;:.–—-") + end]


def _bearable(word: str, setting: Setting, width: int) -> list[str]:
    """A word that is wider than the line, in parts that are not."""
    if setting.width(word.rstrip()) <= width * 0.9:
        return [word]
    letters = list(clusters(word))
    most = max(1, int(len(letters) * width * 0.8 / setting.width(word)))
    return ["".join(letters[at : at + most]) for at in range(0, len(letters), most)]
