"""Joining what belongs to one statement: attributions of a paragraph, quotations beside and below them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.extraction.attributing import attributions
from articles.extraction.attribution import Attribution
from articles.extraction.people import People, Person
from articles.extraction.phrases import Subject
from articles.extraction.quotations import Quotation
from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import FIRST_PERSON, GIVEN, OPENERS, SPEECH_NOUNS
from articles.extraction.voices import Voice, Voices
from articles.extraction.words import Words

# A quotation of fewer words, in a paragraph where nobody is said to speak, is a title or a slogan.
_LEAST_ALONE = 6
_LONGEST_ANNOUNCER, _LONGEST_BEHALF = 16, 6
_DEMONSTRATIVES = frozenset("the this that these those his her such".split())
_WAS_MADE = GIVEN | frozenset("was were came has have been is".split())

Range = tuple[int, int]


@dataclass(slots=True, eq=False)
class Draft:
    """A statement on its way: token ranges, who spoke, and how the words hang on the cue."""

    paragraph: int
    sentence: int
    pieces: list[Range]
    subject: Subject | None
    voice: Voice
    cue: str
    style: str
    is_quoted: bool = False
    on_behalf_of: str | None = None
    goes_on: bool = False  # the next paragraph continues its quotation
    lost_marks: bool = False  # first person, with no marks at all
    mended: bool = False  # one of its quotations lost its opening or closing mark


@dataclass(slots=True)
class Thread:
    """What one paragraph leaves to the next: its last quoted statement, and a speaker whose words have not come."""

    quoted: Draft | None = None
    opened: Draft | None = None
    spoke: Draft | None = None  # its last statement of any kind


@dataclass(slots=True)
class Joiner:
    """Reads the sentences of one paragraph in order; `drafts` are its statements when it is finished."""

    words: Words
    people: People
    voices: Voices
    number: int
    quotations: Sequence[Quotation]
    thread: Thread
    drafts: list[Draft] = field(default_factory=list)
    continued: Draft | None = None  # a statement of the paragraph before that goes on in this one
    waiting: list[Range] = field(default_factory=list)  # quotations before anybody is said to have spoken
    plain: list[Sentence] = field(default_factory=list)  # sentences without any attribution, so far
    opened: Draft | None = None  # "He replied:" whose words have not come yet
    sentence: int = -1
    spoke_last: int = -1  # the last sentence with a statement

    def read(self, sentence: Sentence) -> None:
        self.sentence += 1
        self.voices.begin(sentence)
        if self._announces(sentence):
            return
        found = attributions(sentence, self.people)
        for one in found:
            if one.pieces:
                self._add(one)
            else:
                self._open(one)
        if found:
            self.spoke_last = self.sentence
            self.plain.clear()
        elif (piece := self._tailed(sentence)) is not None:
            self._add_alone([piece])
        elif _is_quotation_only(sentence):
            nodes = (at for at in range(len(sentence)) if sentence.is_quotation(at))
            self._add_alone([sentence.span(at, at + 1) for at in nodes])
        else:
            self.plain.append(sentence)
            self.opened = None

    def finish(self) -> None:
        """Settle what waits, and leave the thread for the next paragraph."""
        if self.waiting:
            self._continue_thread()
        quoted = [one for one in self.drafts if one.is_quoted and one.style != "loose"]
        self.thread.quoted = quoted[-1] if quoted else self.continued
        self.thread.opened = self.opened
        self.thread.spoke = self.drafts[-1] if self.drafts else self.continued

    # Attributions

    def _draft(self, one: Attribution) -> Draft:
        sentence = one.sentence
        voice = self.voices.of(one.subject, sentence)
        return Draft(
            paragraph=self.number,
            sentence=self.sentence,
            pieces=[sentence.span(first, after) for first, after in one.pieces],
            subject=one.subject,
            voice=voice,
            cue=one.cue_text,
            style=one.style,
            is_quoted=bool(one.quotations),
            on_behalf_of=self._behalf(one, voice),
            goes_on=any(sentence.quotation(at).goes_on for at in one.quotations),
            mended=any(sentence.quotation(at).is_mended for at in one.quotations),
        )

    def _add(self, one: Attribution) -> None:
        draft = self._draft(one)
        if one.style == "loose" and draft.voice == Voice(None, "pronoun"):
            return  # nobody’s words, for all that is known
        self.opened = None
        if one.style in ("clause", "colon", "name and colon") and not draft.is_quoted:
            draft.lost_marks = self._in_first_person(draft.pieces)
        if self.waiting and draft.is_quoted and one.style == "quotation":
            draft.pieces, self.waiting = [*self.waiting, *draft.pieces], []
        elif self.waiting:
            self._continue_thread()
        self.drafts.append(self._continued_by(draft) or draft)

    def _continued_by(self, draft: Draft) -> Draft | None:
        """The statement of the paragraph before, where its quotation goes on with this one's."""
        last = self.thread.quoted
        if last is None or not last.goes_on or self.sentence > 0 or not self.quotations:
            return None
        if draft.pieces[0][0] != self.quotations[0].first or last.voice.person is not draft.voice.person:
            return None
        last.pieces += draft.pieces
        last.sentence, last.goes_on = self.sentence, draft.goes_on
        return last

    def _in_first_person(self, pieces: Sequence[Range]) -> bool:
        return any(self.words.low[at] in FIRST_PERSON for first, after in pieces for at in range(first, after))

    def _open(self, one: Attribution) -> None:
        """ "Miller said into the phone.": its words stood in the sentences before, or come in the next ones."""
        draft = self._draft(one)
        if self.waiting:
            self._fill(draft, self.waiting)
            self.waiting = []
            self.drafts.append(draft)
        else:
            self.opened = draft

    # Quotations with no attribution in their sentence

    def _add_alone(self, pieces: list[Range]) -> None:
        """The statement before goes on, or its speaker comes below."""
        if self.opened is not None:
            self._fill(self.opened, pieces)
            self.drafts.append(self.opened)
            self.opened = None
        elif self.drafts and not self.plain and (before := self._quoted_just_now()):
            before.pieces += pieces
            before.goes_on = self._goes_on(pieces)
        elif self.drafts:
            self.plain.clear()
            self.spoke_last = self.sentence
            self.drafts.append(self._again(self.drafts[-1], pieces))
        else:
            self.waiting += pieces

    def _tailed(self, sentence: Sentence) -> Range | None:
        """ "“They care about the boats” and little else.": a quotation that goes on without marks, behind words by the
        same speaker."""
        if not (self.drafts and not self.plain and sentence.is_quotation(0)) or self._quoted_just_now() is None:
            return None
        if sentence.quotation(0).words < _LEAST_ALONE or len(sentence) < 3 or not sentence.is_word(1):
            return None
        return sentence.span(0, sentence.end(0))

    def _quoted_just_now(self) -> Draft | None:
        """The quoted statement of the sentence that spoke last."""
        return next((one for one in self.drafts if one.sentence == self.spoke_last and one.is_quoted), None)

    def _again(self, last: Draft, pieces: list[Range]) -> Draft:
        """A statement of its own by who spoke last."""
        return Draft(
            paragraph=self.number,
            sentence=self.sentence,
            pieces=pieces,
            subject=last.subject,
            voice=last.voice,
            cue="",
            style="again",
            is_quoted=True,
            on_behalf_of=last.on_behalf_of,
            goes_on=self._goes_on(pieces),
        )

    def _fill(self, draft: Draft, pieces: list[Range]) -> None:
        draft.pieces, draft.style, draft.is_quoted = pieces, "quotation", True
        draft.paragraph, draft.goes_on = self.number, self._goes_on(pieces)

    def _goes_on(self, pieces: Sequence[Range]) -> bool:
        return any(one.goes_on and one.after == pieces[-1][1] for one in self.quotations)

    def _continue_thread(self) -> None:
        """Quotations that nobody in this paragraph is said to have spoken belong to who spoke last."""
        pieces, self.waiting = self.waiting, []
        last, opened = self.thread.quoted, self.thread.opened
        if opened is not None:
            self.thread.opened = None
            self._fill(opened, pieces)
            self.drafts.insert(0, opened)
        elif last is not None and (last.goes_on or sum(after - first for first, after in pieces) >= _LEAST_ALONE):
            last.pieces += pieces
            last.goes_on = self._goes_on(pieces)
            self.continued = last
        elif self.thread.spoke is not None and sum(after - first for first, after in pieces) >= _LEAST_ALONE:
            self.drafts.insert(0, self._again(self.thread.spoke, pieces))

    # "The announcement was made by …"

    def _announces(self, sentence: Sentence) -> bool:
        """Take "The announcement was made by the Secretary of State, …": the words stand in the sentences before."""
        noun = next((at for at in range(min(4, len(sentence))) if sentence.low(at) in SPEECH_NOUNS), None)
        if noun is None or sentence.low(0) not in _DEMONSTRATIVES or not (self.plain or self.waiting):
            return False
        by = noun + 1
        while sentence.low(by) in _WAS_MADE:
            by += 1
        if by == noun + 1 or sentence.low(by) not in ("by", "from"):
            return False
        subject = self._named_behind(sentence, by + 1)
        if subject is None:
            return False
        pieces = [*self.waiting, *((one.first, one.after) for one in self.plain)]
        draft = Draft(
            paragraph=self.number,
            sentence=self.sentence,
            pieces=pieces,
            subject=subject,
            voice=self.voices.of(subject, sentence),
            cue=self.words.phrase(*sentence.span(noun, by + 1)),
            style="announcement",
            is_quoted=bool(self.waiting),
            lost_marks=self._in_first_person(pieces),
        )
        self.waiting = []
        self.plain.clear()
        self.spoke_last = self.sentence
        self.drafts.append(draft)
        return True

    def _named_behind(self, sentence: Sentence, first: int) -> Subject | None:
        for at in range(first, min(len(sentence), first + _LONGEST_ANNOUNCER)):
            mention = self.people.at.get(sentence.nodes[at])
            if mention is not None and not mention.is_organization:
                return Subject(mention.first, mention.after, first, mention)
        return None

    # "on behalf of Tangen", "a spokesman for Orsk"

    def _behalf(self, one: Attribution, voice: Voice) -> str | None:
        """For whom the speaker speaks: the full name where the text has it, else as printed."""
        sentence, subject = one.sentence, one.subject
        if subject is not None and subject.for_mention is not None:
            described = self.words.low[subject.first : subject.for_mention.first]
            if any(low.startswith("spokes") for low in described):
                return self._full_name(subject.for_mention.first, subject.for_mention.after)
        title = voice.person.title if voice.person is not None else None
        if title is not None and title.speaks_for and (owner := self.people.called(title.organization)):
            return owner.name  # "Orsk, a spokeswoman for Tasfaye"
        if (
            subject is not None
            and (title is None or title.speaks_for)
            and (owner := self._owner(sentence, subject, voice))
        ):
            return owner.name
        for at in range(len(sentence) - 3):
            if sentence.low(at) == "on" and sentence.low(at + 1) == "behalf" and sentence.low(at + 2) == "of":
                return self._behalf_of(sentence, at + 3)
        return None

    def _owner(self, sentence: Sentence, subject: Subject, voice: Voice) -> Person | None:
        """ "his spokesman Tom Lind", "the minister’s spokeswoman"."""
        begins = sentence.nodes[subject.begins]
        first = begins if 0 <= begins <= subject.first else subject.first
        if subject.pronoun or not any(low.startswith("spokes") for low in self.words.low[first : subject.after]):
            return None
        return self.voices.owner_in(first, subject.after, voice.person)

    def _behalf_of(self, sentence: Sentence, first: int) -> str | None:
        named = self._named_behind(sentence, first)
        if named is not None:
            return self._full_name(named.first, named.after)
        end = first
        while sentence.is_word(end) and end < first + _LONGEST_BEHALF and sentence.low(end) != "that":
            end += 1
        return self.words.phrase(*sentence.span(first, end)) if end > first else None

    def _full_name(self, first: int, after: int) -> str:
        mention = self.people.at.get(first)
        return mention.person.name if mention and mention.person else self.words.phrase(first, after)


def _is_quotation_only(sentence: Sentence) -> bool:
    """Whether a sentence is quotations and nothing else, but for an "Instead," before them."""
    if not any(sentence.is_quotation(at) for at in range(len(sentence))):
        return False
    outside = [at for at in range(len(sentence)) if sentence.is_word(at)]
    if len(outside) > 2 or (outside and sentence.low(0) not in OPENERS):
        return False
    return not outside or any(sentence.is_quotation(outside[-1] + step) for step in (1, 2))
