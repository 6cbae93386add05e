"""From a text to the statements in it: paragraphs, quotations, names, attributions, and their parts joined."""

from collections.abc import Iterable, Sequence

from articles.extraction.found import FoundStatement, KnownPerson, Segment, speaks
from articles.extraction.joining import Draft, Joiner, Range, Thread
from articles.extraction.judging import Shape, confidence, reason
from articles.extraction.people import KnownNames, people_in
from articles.extraction.phrases import Subject
from articles.extraction.quotations import covering, opens_with_mark, quotations
from articles.extraction.sentences import sentences
from articles.extraction.titles import Title, title_of
from articles.extraction.vocabulary import CONTRACTED
from articles.extraction.voices import Voices
from articles.extraction.words import Words

_EDGES = frozenset([",", ";", ":", "—", "–", "-", "(", "--", "―"])
_TAIL_EDGES = _EDGES | frozenset([".", "!", "?", "…"])


def find_statements(
    text: str, known_people: Iterable[KnownPerson] | KnownNames = (), language: str = "en"
) -> list[FoundStatement]:
    """The statements in the text of a story, in text order.

    `known_people` are persons the newsroom knows, with every form of their names (or `KnownNames` made of them,
    where many texts are read): they help to tell a person's name from another. Offsets count code points of `text`.
    A text in a language the finder does not know gives nothing. Never raises; the time is linear in the length of
    the text.
    """
    if not speaks(language) or not text.strip():
        return []
    known = known_people if isinstance(known_people, KnownNames) else KnownNames(known_people)
    words = Words(text)
    return _Finder(words, known).statements()


class _Finder:
    def __init__(self, words: Words, known: KnownNames) -> None:
        self.words = words
        self.paragraphs = list(words.paragraphs())
        self.people = people_in(words, self.paragraphs, known)
        self.quoted = bytearray(len(words))  # 1 for tokens inside quotation marks

    def statements(self) -> list[FoundStatement]:
        found: dict[tuple[Segment, ...], FoundStatement] = {}
        for draft in self._drafts():
            one = self._as_found(draft)
            if one is not None:
                found.setdefault(one.segments, one)
        return sorted(found.values(), key=lambda one: (one.segments[0].start, -one.segments[-1].end))

    def _drafts(self) -> list[Draft]:
        words, voices, thread = self.words, Voices(self.words, self.people), Thread()
        drafts: list[Draft] = []
        for number, (first, after) in enumerate(self.paragraphs):
            following = self.paragraphs[number + 1] if number + 1 < len(self.paragraphs) else (0, 0)
            found = quotations(words, first, after, opens_with_mark(words, *following))
            for one in found:
                inner_first, inner_after = one.inner
                self.quoted[inner_first:inner_after] = bytes([1]) * (inner_after - inner_first)
            joiner = Joiner(words, self.people, voices, number, found, thread)
            for sentence in sentences(words, first, after, found, covering(found, first, after)):
                joiner.read(sentence)
            joiner.finish()
            drafts += joiner.drafts
        return drafts

    def _as_found(self, draft: Draft) -> FoundStatement | None:
        words = self.words
        ranges = [piece for first, after in _merged(draft.pieces) if (piece := self._trimmed(first, after, draft))]
        tokens = [at for first, after in ranges for at in range(first, after) if words.is_word(at)]
        if not tokens:
            return None
        inside = sum(self.quoted[at] for at in tokens)
        kind = "direct" if draft.lost_marks or inside == len(tokens) else "mixed" if inside else "indirect"
        shape = Shape(
            kind=kind,
            words=len(tokens),
            quoted_words=inside,
            ends_quoted=bool(self.quoted[tokens[-1]]),
            has_comma=any(words.word[at] == "," for first, after in ranges for at in range(first, after)),
        )
        person = draft.voice.person
        title = person.title if person and person.title and not person.title.is_honorific else None
        organization = self._body_of(title)
        if person is None and draft.subject is not None:
            organization = self._voice_of(draft.subject)
        return FoundStatement(
            segments=tuple(self._segment(first, after) for first, after in ranges),
            kind=kind,
            speaker=person.name if person else None,
            speaker_span=self._mention(draft.subject) if draft.subject else None,
            title=title.text if title else None,
            organization=organization,
            on_behalf_of=draft.on_behalf_of,
            cue=draft.cue or None,
            confidence=confidence(draft, shape),
            reason=reason(draft),
        )

    def _segment(self, first: int, after: int) -> Segment:
        start, end = self.words.start[first], self.words.end[after - 1]
        return Segment(start, end, self.words.text[start:end])

    def _mention(self, subject: Subject) -> Range:
        """The code points of the mention, without a possessive ending or a verb drawn to it."""
        end = self.words.end[subject.after - 1]
        if self.words.low[subject.first] in CONTRACTED:
            end = self.words.start[subject.first] + len(subject.pronoun)
        elif subject.mention and self.words.low[subject.after - 1].endswith(("’s", "'s")):
            end -= 2
        return self.words.start[subject.first], end

    def _voice_of(self, subject: Subject) -> str | None:
        """The organization that speaks, or whose spokesman does."""
        words, mention = self.words, subject.mention
        if mention is not None:
            return words.phrase(mention.first, mention.after) if mention.is_organization else None
        if subject.for_mention is not None and subject.for_mention.person is not None:
            return None
        title = title_of(words, subject.first, subject.after)
        return self._body_of(title)

    def _body_of(self, title: Title | None) -> str | None:
        """The body a title names, unless it is a person’s: "Ada Brun’s" of her aide."""
        body = title.organization if title else None
        bare = body.removesuffix("’s").removesuffix("'s") if body else None
        return None if self.people.called(bare) else bare

    def _trimmed(self, first: int, after: int, draft: Draft) -> Range | None:
        """The piece without punctuation at its ends; that inside quotation marks stays, and that of lost ones."""
        words = self.words
        while first < after and words.word[first] in _EDGES:
            first += 1
        while first < after and words.word[after - 1] in _TAIL_EDGES and not self.quoted[after - 1]:
            if draft.lost_marks:
                break
            after -= 1
        return (first, after) if first < after else None


def _merged(pieces: Sequence[Range]) -> list[Range]:
    """In text order, apart."""
    merged: list[Range] = []
    for first, after in sorted(pieces):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(after, merged[-1][1]))
        else:
            merged.append((first, after))
    return merged
