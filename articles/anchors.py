"""Where words stand in a story's text, how they follow it through edits, and how they are shown.

A span is (start, end) in code points of a canonical text; a statement has one or several, in order.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.quotation_marks import STRAY, completed_marks, without_outer_marks
from newsroom.alignment import align, longest_in_order

Span = tuple[int, int]


def covers(segments: Sequence[Span], text: str) -> bool:
    """Whether these are the spans of a statement in `text`: some, in order, apart, inside, none of them blank."""
    last = 0
    for start, end in segments:
        if not last <= start < end <= len(text) or not text[start:end].strip():
            return False
        last = end
    return bool(segments)


def exact(text: str, segments: Sequence[Span]) -> list[str]:
    return [text[start:end] for start, end in segments]


def shown_words(text: str, segments: Sequence[Span], kind: str) -> str:
    """The words of a statement as readers see them; `kind` is direct, mixed or indirect.

    Segments are joined by " … ". Direct words stand in one pair of quotation marks, without those printed around
    them. Of the others the marks inside stay, one never closed or never opened is completed, and a leading
    "that" goes. Commas and the like at the ends are left off.
    """
    parts = [" ".join(words.split()) for words in exact(text, segments)]
    if kind == "direct":
        return f"“{' … '.join(filter(None, map(without_outer_marks, parts)))}”"
    parts[:1] = [re.sub(r"^that\s+", "", part.strip(STRAY)) for part in parts[:1]]
    parts = [completed_marks(part) for part in parts]
    if kind == "indirect":
        parts = [without_outer_marks(part) for part in parts]
    return " … ".join(filter(None, parts))


def selectors(text: str, span: Span, context: int = 32) -> dict[str, str]:
    """The words of a span as a Web Annotation text quote selector has them."""
    start, end = span
    return {
        "exact": text[start:end],
        "prefix": text[max(0, start - context) : start],
        "suffix": text[end : end + context],
    }


def follow(old: str, new: str, segments: Sequence[Span]) -> tuple[Span, ...] | None:
    """Where the words of a statement stand after an edit; None when that is not certain. See `Following`."""
    return Following(old, new).follow(segments)


_BETWEEN_BLOCKS = "\n\n"
# Words, and one by one the characters of scripts without spaces between words; white space; all the rest.
_TOKEN = re.compile(r"[^\W぀-ヿ㐀-鿿豈-﫿]+|[぀-ヿ㐀-鿿豈-﫿]|\s+|.")

# A whole paragraph of fewer words ("No.") is known again only beside a neighbour that is known again too.
_WORDS_OF_A_BLOCK = 3
# A quotation of so many words is not met twice by chance.
_WORDS_OF_A_PHRASE = 4
# How far around a statement its paragraph is compared, in words, and how far its words may shift among each other.
_AROUND = 20
_SHIFT = 200

_CALENDAR = (
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul "
    "Aug Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun"
)
_OPENERS = (
    "A An The This That These Those I We You He She It They His Her Its Their Our My No Not And But Or So Yet For In "
    "On At By To Of From With As If When While After Before Since Then There Here Now Later Earlier Asked Speaking "
    "Also However Meanwhile Nobody Today Yesterday Tomorrow What Who Why How Some Many Most All Both"
)
_NO_NAMES = frozenset(f"{_CALENDAR} {_OPENERS}".split())


@dataclass(slots=True)
class _Run:
    """Code points of the old text that stand unchanged `shift` further in the new one. Sure: by whole blocks."""

    start: int
    end: int
    shift: int
    sure: bool


@dataclass(slots=True)
class _Token:
    text: str
    start: int
    end: int
    block: int
    hunk: int = 0
    shift: int | None = None  # where it went; None when it is gone (in the new text: is new)

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        return self.text[0].isupper() and self.text not in _NO_NAMES


class Following:
    """The way of words from an old text to a new one.

    Paragraphs that occur once on both sides are the same, wherever they stand now; repeated ones only where
    their order shows it. Between them the text is aligned token by token, and what is aligned counts only

    - when the words of the whole segment stand there unbroken,
    - when both texts have them equally often, and here in the same turn,
    - when the paragraph around them is still the same one: the words beside them stayed, or most near them did,
    - and when no name near them was exchanged for another.

    Anything else has no certain place in the new text: a look-alike is never taken for it. Near linear in time.
    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._runs: list[_Run] = []
        self._tokens: list[_Token] = []
        self._new_tokens: list[_Token] = []
        self._hunks: list[tuple[Span, Span]] = []
        if old != new:
            self._compare()

    def follow(self, segments: Sequence[Span]) -> tuple[Span, ...] | None:
        """The segments in the new text, with exactly the words they had; None when one of them is not certain."""
        if not covers(segments, self.old):
            return None
        if self.old == self.new:
            return tuple((start, end) for start, end in segments)
        images = []
        for start, end in segments:
            image = self._image(start, end)
            if image is None:
                return None
            images.append(image)
        return tuple(images) if covers(images, self.new) else None

    def _compare(self) -> None:
        old_blocks, new_blocks = list(_spans_of_blocks(self.old)), list(_spans_of_blocks(self.new))
        old_texts, new_texts = exact(self.old, old_blocks), exact(self.new, new_blocks)
        same, landmarks = _same_blocks(old_texts, new_texts)
        for old_at, new_at in same.items():
            start, end = old_blocks[old_at]
            if start < end:
                self._runs.append(_Run(start, end, new_blocks[new_at][0] - start, True))
        in_both = set(old_texts) & set(new_texts)
        for old_at, old_end, new_at, new_end in _between(landmarks, len(old_blocks), len(new_blocks)):
            old_changed = [at for at in range(old_at, old_end) if old_texts[at] not in in_both]
            new_changed = [at for at in range(new_at, new_end) if new_texts[at] not in in_both]
            if old_changed and new_changed:
                hunk = len(self._hunks)
                self._align(
                    list(_tokens(self.old, old_blocks, old_changed, hunk)),
                    list(_tokens(self.new, new_blocks, new_changed, hunk)),
                )
                self._hunks.append(
                    (
                        (old_blocks[old_changed[0]][0], old_blocks[old_changed[-1]][1]),
                        (new_blocks[new_changed[0]][0], new_blocks[new_changed[-1]][1]),
                    )
                )
        self._runs.sort(key=lambda run: run.start)

    def _align(self, old: list[_Token], new: list[_Token]) -> None:
        images = align([token.text for token in old], [token.text for token in new])
        run = _Run(-1, -1, 0, False)
        for token, image in zip(old, images, strict=True):
            if image < 0:
                continue
            token.shift = new[image].start - token.start
            new[image].shift = -token.shift
            if run.end == token.start and run.shift == token.shift:
                run.end = token.end
            else:
                run = _Run(token.start, token.end, token.shift, False)
                self._runs.append(run)
        self._tokens += old
        self._new_tokens += new

    def _image(self, start: int, end: int) -> Span | None:
        at = bisect_right(self._runs, start, key=lambda run: run.start) - 1
        if at < 0 or self._runs[at].end <= start:
            return None
        shift, sure, reached = self._runs[at].shift, True, start
        while reached < end:
            if at == len(self._runs) or self._runs[at].shift != shift:
                return None
            run = self._runs[at]
            if run.start > reached and self.old[reached : run.start] != _BETWEEN_BLOCKS:
                return None
            sure = sure and run.sure
            reached, at = run.end, at + 1
        image = (start + shift, end + shift)
        if self.new[image[0] : image[1]] != self.old[start:end]:
            return None
        return image if sure or self._is_certain(start, end, shift) else None

    def _is_certain(self, start: int, end: int, shift: int) -> bool:
        """Whether words aligned token by token are the same words and not a look-alike."""
        first, after = _touched(self._tokens, start, end)
        words = self.old[start:end]
        if not self._has_its_turn(words, start, shift, self._tokens[first].hunk):
            return False
        beside = self._words_beside(first, after, shift)
        left = _around(self._tokens, first, -1)
        right = _around(self._tokens, after - 1, 1)
        if self._name_exchanged([*reversed(left), *right], start + shift, end + shift):
            return False
        context = [token for token in (*left, *right) if token.is_word]
        is_phrase = sum(token.is_word for token in self._tokens[first:after]) >= _WORDS_OF_A_PHRASE
        if not context:
            return is_phrase
        kept = sum(token.shift is not None and abs(token.shift - shift) <= _SHIFT for token in context)
        return beside >= 2 or 2 * kept > len(context) or (is_phrase and 2 * kept == len(context))

    def _has_its_turn(self, words: str, start: int, shift: int, hunk: int) -> bool:
        """Whether both texts, and both sides of the hunk, have the words equally often, and this is the same turn."""
        old_places, new_places = _places(self.old, words), _places(self.new, words)
        if len(old_places) != len(new_places):
            return False
        (old_start, old_end), (new_start, new_end) = self._hunks[hunk]
        old_first, old_here, old_after = (bisect_left(old_places, at) for at in (old_start, start, old_end))
        new_first, new_here, new_after = (bisect_left(new_places, at) for at in (new_start, start + shift, new_end))
        return old_after - old_first == new_after - new_first and old_here - old_first == new_here - new_first

    def _words_beside(self, first: int, after: int, shift: int) -> int:
        """How many words on from the segment, to both sides, moved together with it."""
        count = 0
        for at, step in ((first - 1, -1), (after, 1)):
            block = self._tokens[at - step].block
            while 0 <= at < len(self._tokens) and self._tokens[at].block == block and count < 2:
                if self._tokens[at].shift != shift:
                    break
                count += self._tokens[at].is_word
                at += step
        return count

    def _name_exchanged(self, context: Sequence[_Token], start: int, end: int) -> bool:
        first, after = _touched(self._new_tokens, start, end)
        left = _around(self._new_tokens, first, -1)
        new_context = [*reversed(left), *_around(self._new_tokens, after - 1, 1)]
        gone = [token.text for token in context if token.shift is None and token.is_name]
        come = [token.text for token in new_context if token.shift is None and token.is_name]
        return bool(gone and come and gone != come)


def _spans_of_blocks(text: str) -> Iterator[Span]:
    start = 0
    for block in text.split(_BETWEEN_BLOCKS):
        yield start, start + len(block)
        start += len(block) + len(_BETWEEN_BLOCKS)


def _same_blocks(old: Sequence[str], new: Sequence[str]) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Which old block is which new one, and those unique ones that kept their order."""
    old_counts, new_counts = Counter(old), Counter(new)
    new_at = {text: at for at, text in enumerate(new)}
    unique = [(at, new_at[text]) for at, text in enumerate(old) if old_counts[text] == new_counts[text] == 1]
    landmarks = longest_in_order(unique)
    same = dict(unique)
    repeated = {text for text, count in old_counts.items() if count == new_counts[text] > 1}
    for old_start, old_end, new_start, new_end in _between(landmarks, len(old), len(new)):
        old_places = [at for at in range(old_start, old_end) if old[at] in repeated]
        new_places = [at for at in range(new_start, new_end) if new[at] in repeated]
        if [old[at] for at in old_places] == [new[at] for at in new_places]:
            same.update(zip(old_places, new_places, strict=True))

    def is_known_again(at: int) -> bool:
        return (
            len(re.findall(r"\w+", old[at])) >= _WORDS_OF_A_BLOCK
            or same.get(at - 1, -1 if at == 0 else None) == same[at] - 1
            or same.get(at + 1, len(new) if at == len(old) - 1 else None) == same[at] + 1
        )

    return {at: image for at, image in same.items() if is_known_again(at)}, landmarks


def _between(landmarks: Sequence[tuple[int, int]], old_end: int, new_end: int) -> Iterator[tuple[int, int, int, int]]:
    """The ranges of blocks before, between and after the landmarks."""
    old_at = new_at = 0
    for old_landmark, new_landmark in (*landmarks, (old_end, new_end)):
        yield old_at, old_landmark, new_at, new_landmark
        old_at, new_at = old_landmark + 1, new_landmark + 1


def _tokens(text: str, blocks: Sequence[Span], chosen: Sequence[int], hunk: int) -> Iterator[_Token]:
    for number, block in enumerate(chosen):
        start, end = blocks[block]
        if number and block == chosen[number - 1] + 1:
            yield _Token(_BETWEEN_BLOCKS, start - len(_BETWEEN_BLOCKS), start, block, hunk)
        for found in _TOKEN.finditer(text, start, end):
            yield _Token(found[0], found.start(), found.end(), block, hunk)


def _touched(tokens: Sequence[_Token], start: int, end: int) -> tuple[int, int]:
    """The first of the tokens that lie in a span, and the first behind them."""
    return (
        bisect_right(tokens, start, key=lambda token: token.end),
        bisect_left(tokens, end, key=lambda token: token.start),
    )


def _around(tokens: Sequence[_Token], at: int, step: int) -> list[_Token]:
    """The tokens of the same block from `at` on, without it, as far as twenty words reach; nearest first."""
    found: list[_Token] = []
    words, block = 0, tokens[at].block
    at += step
    while 0 <= at < len(tokens) and tokens[at].block == block and words < _AROUND:
        found.append(tokens[at])
        words += tokens[at].is_word
        at += step
    return found


def _places(text: str, words: str) -> list[int]:
    """Where whole `words` stand in `text`."""
    begins_word, ends_word = words[0].isalnum(), words[-1].isalnum()
    places = []
    at = text.find(words)
    while at != -1:
        end = at + len(words)
        if (begins_word and text[at - 1 : at].isalnum()) or (ends_word and text[end : end + 1].isalnum()):
            at = text.find(words, at + 1)
        else:
            places.append(at)
            at = text.find(words, end)
    return places
