"""Which block of one version is which of another: the same words wherever they stand now, or most of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from newsroom.alignment import align, longest_in_order
from newsroom.comparing import tokens

Pair = tuple[int, int]

# Two blocks are one that was rewritten when they share so much of their words.
_ALIKE = 0.4
# Words that stand in more blocks than this do not tell which block it is.
_RARE = 8
_CANDIDATES = 3


def match_blocks(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pairs of the same block, by its old place; no block is in two. Near linear in time.

    First blocks of the same text, in order and then moved; then, of the rest, those that share most of their words.
    """
    pairs = dict(enumerate(align(old, new)))
    pairs = {at: image for at, image in pairs.items() if image >= 0}
    pairs.update(_moved(old, new, pairs))
    words = _Words(old, new)
    pairs.update(_by_rare_words(words, *_left(pairs, len(old), len(new))))
    for old_gap, new_gap in _gaps(pairs, len(old), len(new)):
        pairs.update(_by_place(words, old_gap, new_gap))
    return sorted(pairs.items())


def in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """Those pairs that kept their order; the others were moved."""
    return longest_in_order(pairs)


class _Words:
    """The words of blocks, counted when they are asked for."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._texts = (old, new)
        self._counted: tuple[dict[int, Counter[str]], dict[int, Counter[str]]] = ({}, {})

    def of(self, side: int, at: int) -> Counter[str]:
        counted = self._counted[side]
        if at not in counted:
            counted[at] = Counter(token for token in tokens(self._texts[side][at]) if token[0].isalnum())
        return counted[at]

    def alike(self, old_at: int, new_at: int) -> float:
        """How much of their words two blocks share: from 0 to 1."""
        old, new = self.of(0, old_at), self.of(1, new_at)
        common = sum(min(count, new[word]) for word, count in old.items())
        return 2 * common / ((old.total() + new.total()) or 1)


def _left(pairs: dict[int, int], old_end: int, new_end: int) -> tuple[list[int], list[int]]:
    taken = set(pairs.values())
    return [at for at in range(old_end) if at not in pairs], [at for at in range(new_end) if at not in taken]


def _moved(old: Sequence[str], new: Sequence[str], pairs: dict[int, int]) -> Iterator[Pair]:
    old_left, new_left = _left(pairs, len(old), len(new))
    places: dict[str, list[int]] = defaultdict(list)
    for at in reversed(new_left):
        places[new[at]].append(at)
    for at in old_left:
        if places[old[at]]:
            yield at, places[old[at]].pop()


def _by_rare_words(words: _Words, old_left: Sequence[int], new_left: Sequence[int]) -> Iterator[Pair]:
    """Blocks that share words which few others have, the most alike first."""
    stands_in: dict[str, list[int]] = defaultdict(list)
    for at in new_left:
        for word in words.of(1, at):
            stands_in[word].append(at)
    found = []
    for old_at in old_left:
        votes: Counter[int] = Counter()
        for word in words.of(0, old_at):
            if len(stands_in.get(word, ())) <= _RARE:
                votes.update(stands_in.get(word, ()))
        for new_at, _ in votes.most_common(_CANDIDATES):
            if (alike := words.alike(old_at, new_at)) >= _ALIKE:
                found.append((-alike, abs(old_at - new_at), old_at, new_at))
    old_taken: set[int] = set()
    new_taken: set[int] = set()
    for _, _, old_at, new_at in sorted(found):
        if old_at not in old_taken and new_at not in new_taken:
            old_taken.add(old_at)
            new_taken.add(new_at)
            yield old_at, new_at


def _gaps(pairs: dict[int, int], old_end: int, new_end: int) -> Iterator[tuple[list[int], list[int]]]:
    """The blocks without a partner between those that kept their order."""
    old_left, new_left = (set(left) for left in _left(pairs, old_end, new_end))
    old_at = new_at = 0
    for old_pair, new_pair in [*longest_in_order(sorted(pairs.items())), (old_end, new_end)]:
        old_gap = [at for at in range(old_at, old_pair) if at in old_left]
        new_gap = [at for at in range(new_at, new_pair) if at in new_left]
        if old_gap and new_gap:
            yield old_gap, new_gap
        old_at, new_at = old_pair + 1, new_pair + 1


def _by_place(words: _Words, old_gap: Sequence[int], new_gap: Sequence[int]) -> Iterator[Pair]:
    """From both ends of a gap, as long as the blocks that stand there are alike."""
    shorter = min(len(old_gap), len(new_gap))
    done = 0
    while done < shorter and words.alike(old_gap[done], new_gap[done]) >= _ALIKE:
        yield old_gap[done], new_gap[done]
        done += 1
    for back in range(1, shorter - done + 1):
        if words.alike(old_gap[-back], new_gap[-back]) < _ALIKE:
            break
        yield old_gap[-back], new_gap[-back]
