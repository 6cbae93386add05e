"""What changed between two versions of a story's body, told by blocks and by words; never as HTML."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from articles.markup import Tag, pieces
from articles.matching_blocks import Pair, in_order, match_blocks
from articles.structure import BLOCKS
from newsroom.comparing import Piece, pairs_of, pieces_of, tokens

_KINDS = {
    "p": "paragraph",
    "h2": "heading",
    "h3": "smaller heading",
    "h4": "smallest heading",
    "ul": "point of a list",
    "ol": "point of a numbered list",
    "blockquote": "quotation",
}
_PARAGRAPH = _KINDS["p"]
_PICTURE = "picture"
_FORMATS = {"strong": "bold", "em": "italic"}
_PLAIN = "plain"

Place = Literal["", "up", "down"]


@dataclass(frozen=True, slots=True)
class Style:
    """How letters are set: their formats, and the address of the link they stand in."""

    formats: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class Block:
    """An innermost block of a body: what it is, and its text with the style of every stretch."""

    kind: str
    runs: tuple[tuple[str, Style], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True)
class Restyled:
    """Words that kept standing there and are set in another way, or lead elsewhere."""

    words: str
    was: str
    now: str


@dataclass(frozen=True)
class ComparedBlock:
    """One block, as it is now (or was, if it is gone) with what changed in it."""

    change: Literal["same", "changed", "gone", "new"]
    kind: str
    pieces: list[Piece]
    was_kind: str = ""  # another kind than now
    moved: Place = ""
    links: list[Restyled] = field(default_factory=list)  # addresses; empty where there was or is none
    formats: list[Restyled] = field(default_factory=list)


@dataclass(frozen=True)
class Passage:
    """Blocks to be shown one after the other; or, folded, so many that did not change."""

    folded: bool
    blocks: list[ComparedBlock]


def blocks_of(body: str) -> list[Block]:
    """The innermost blocks of a sanitised body that hold words, and its pictures, called by their numbers."""
    blocks: list[Block] = []
    runs: list[tuple[str, Style]] = []
    around: list[str] = []
    open_formats: list[str] = []
    link = ""

    def close() -> None:
        if any(text.strip() for text, _ in runs):
            kind = next((_KINDS[name] for name in reversed(around) if name in _KINDS and name != "p"), _PARAGRAPH)
            blocks.append(Block(kind, tuple(runs)))
        runs.clear()

    for piece in pieces(body):
        if isinstance(piece, str):
            runs.append((piece, Style(tuple(sorted(open_formats)), link)))
        elif piece.name == "br":
            runs.append(("\n", Style()))
        elif piece.name == "figure":
            close()
            if not piece.closing:
                blocks.append(Block(_PICTURE, ((f"Picture {piece.attributes.get('data-image', '')}", Style()),)))
        elif piece.name in BLOCKS:
            close()
            _step(around, piece)
        elif piece.name == "a":
            link = "" if piece.closing else piece.attributes.get("href", "")
        elif piece.name in _FORMATS:
            _step(open_formats, piece)
    close()
    return blocks


def _step(names: list[str], tag: Tag) -> None:
    if not tag.closing:
        names.append(tag.name)
    elif tag.name in names:
        del names[len(names) - 1 - names[::-1].index(tag.name) :]


def compare_bodies(old_body: str, new_body: str) -> list[ComparedBlock]:
    """Every block of both versions in reading order; one that is gone stands where it stood."""
    old, new = blocks_of(old_body), blocks_of(new_body)
    pairs = match_blocks([block.text for block in old], [block.text for block in new])
    partner = {new_at: old_at for old_at, new_at in pairs}
    stayed = {new_at for _, new_at in in_order(pairs)}
    places = _places(pairs)
    gone = deque(sorted(set(range(len(old))) - {old_at for old_at, _ in pairs}))
    compared: list[ComparedBlock] = []
    for new_at, block in enumerate(new):
        old_at = partner.get(new_at)
        if old_at is None:
            compared.append(_alone(block, "new"))
            continue
        if new_at in stayed:
            while gone and gone[0] < old_at:
                compared.append(_alone(old[gone.popleft()], "gone"))
        compared.append(_compare(old[old_at], block, "" if new_at in stayed else places[new_at]))
    return [*compared, *(_alone(old[at], "gone") for at in gone)]


def _places(pairs: Sequence[Pair]) -> dict[int, Place]:
    """Where each block stands now among those that are in both versions: further up or down than it did."""
    now = {new_at: place for place, new_at in enumerate(sorted(new_at for _, new_at in pairs))}
    return {new_at: "up" if now[new_at] < place else "down" for place, (_, new_at) in enumerate(pairs)}


def _alone(block: Block, change: Literal["gone", "new"]) -> ComparedBlock:
    links = [Restyled(words, address, "") for words, address in _links(block)]
    if change == "new":
        links = [Restyled(one.words, "", one.was) for one in links]
    return ComparedBlock(change, block.kind, [Piece(change, block.text)], links=links)


def _links(block: Block) -> Iterator[tuple[str, str]]:
    for address, runs in groupby(block.runs, key=lambda run: run[1].link):
        if address:
            yield "".join(text for text, _ in runs), address


def _compare(old: Block, new: Block, moved: Place) -> ComparedBlock:
    if old == new:
        return ComparedBlock("same", new.kind, [Piece("same", new.text)], moved=moved)
    old_tokens, new_tokens = tokens(old.text), tokens(new.text)
    pairs = pairs_of(old_tokens, new_tokens)
    old_styles, new_styles = _styles(old, old_tokens), _styles(new, new_tokens)
    return ComparedBlock(
        "changed",
        new.kind,
        pieces_of(old_tokens, new_tokens, pairs),
        was_kind=old.kind if old.kind != new.kind else "",
        moved=moved,
        links=_changed_links(old_tokens, new_tokens, old_styles, new_styles, pairs),
        formats=_changed_formats(new_tokens, old_styles, new_styles, pairs),
    )


def _styles(block: Block, block_tokens: Sequence[str]) -> list[Style]:
    """The style of every token: that of its first letter, with the formats of all."""
    letters = [style for text, style in block.runs for _ in text]
    styles, at = [], 0
    for token in block_tokens:
        first, last = letters[at], letters[at + len(token) - 1]
        styles.append(first if first == last else Style(tuple(sorted({*first.formats, *last.formats})), first.link))
        at += len(token)
    return styles


_Step = tuple[str, str, str]  # a token, with what it was and what it is


def _changed_links(
    old: Sequence[str], new: Sequence[str], was: Sequence[Style], now: Sequence[Style], pairs: Sequence[Pair]
) -> list[Restyled]:
    """Addresses that came, went or changed. A link that only got other words is told by its words."""
    steps: list[_Step] = []
    last_old = last_new = 0
    for left, right in [*pairs, (len(old), len(new))]:
        steps += [(old[at], was[at].link, "") for at in range(last_old, left)]
        steps += [(new[at], "", now[at].link) for at in range(last_new, right)]
        if left < len(old):
            steps.append((new[right], was[left].link, now[right].link))
        last_old, last_new = left + 1, right + 1
    changed = list(_grouped(steps))
    kept = {one.link for one in was} & {one.link for one in now}
    return [one for one in changed if not ((one.was in kept and not one.now) or (one.now in kept and not one.was))]


def _changed_formats(
    new: Sequence[str], was: Sequence[Style], now: Sequence[Style], pairs: Sequence[Pair]
) -> list[Restyled]:
    steps = [(new[right], _named(was[left].formats), _named(now[right].formats)) for left, right in pairs]
    return list(_grouped(steps))


def _named(formats: Sequence[str]) -> str:
    return " and ".join(_FORMATS[name] for name in formats) or _PLAIN


def _grouped(steps: Sequence[_Step]) -> Iterator[Restyled]:
    for (was, now), group in groupby(steps, key=lambda step: step[1:]):
        words = "".join(token for token, _, _ in group).strip()
        if was != now and words:
            yield Restyled(words, was, now)


def folded(blocks: Sequence[ComparedBlock], beside: int = 1) -> list[Passage]:
    """Long stretches without a change folded, but for `beside` blocks next to a change."""
    changed = [at for at, block in enumerate(blocks) if block.change != "same" or block.moved]
    near = {at + step for at in changed for step in range(-beside, beside + 1)}
    passages = []
    for is_near, group in groupby(range(len(blocks)), key=lambda at: at in near):
        stretch = [blocks[at] for at in group]
        passages.append(Passage(not is_near and len(stretch) > 1, stretch))
    return passages
