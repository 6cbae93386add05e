"""Whom a mention beside the words means: the full name behind a surname, a pronoun or "the minister"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from articles.extraction.people import People, Person
from articles.extraction.phrases import Subject
from articles.extraction.sentences import Sentence
from articles.extraction.subjects import main_subject
from articles.extraction.vocabulary import TITLE_HEADS
from articles.extraction.words import Words

# How far back a pronoun or a bare title looks, in sentences.
_FAR, _NEAR = 12, 3
_MOST_BEARERS = 20


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: a person the text names in full, and how that is known; `person` None where it is not."""

    person: Person | None
    how: str  # name, surname, pronoun, title, again; organization, nominal or unknown where there is no person


@dataclass(slots=True)
class _Turn:
    number: int
    speakers: list[Person] = field(default_factory=list)
    subject: Person | None = None
    others: list[Person] = field(default_factory=list)
    is_unnamed: bool = False  # "a witness" speaks, of whom the next "she" may tell


class Voices:
    """Follows a text sentence by sentence and remembers who was spoken of and who spoke."""

    def __init__(self, words: Words, people: People) -> None:
        self.words, self.people = words, people
        self.turns: list[_Turn] = []
        self.titled: dict[str, list[Person]] = {}  # by each word of the title
        for person in people.persons:
            for word in set(_title_words(person)):
                bearers = self.titled.setdefault(word, [])
                if len(bearers) < _MOST_BEARERS:
                    bearers.append(person)

    def begin(self, sentence: Sentence) -> None:
        """Take in the names of the next sentence."""
        turn = _Turn(len(self.turns))
        main = main_subject(sentence, self.people, len(sentence))
        if main is not None and main.mention is not None:
            turn.subject = main.mention.person
        elif main is not None and main.pronoun:
            turn.subject = self._pronoun(main.pronoun, sentence, main.first)
        for node in sentence.nodes:
            mention = self.people.at.get(node)
            if mention is not None and mention.person is not None and mention.person is not turn.subject:
                turn.others.append(mention.person)
        self.turns.append(turn)

    def of(self, subject: Subject | None, sentence: Sentence) -> Voice:
        """Who the subject of an attribution in the current sentence is."""
        if subject is None:
            return Voice(None, "unknown")
        voice = self._voice(subject, sentence)
        if voice.person is not None:
            self.turns[-1].speakers.append(voice.person)
        elif voice.how == "nominal" and self.words.low[subject.first] in ("a", "an"):
            self.turns[-1].is_unnamed = True
        return voice

    def _voice(self, subject: Subject, sentence: Sentence) -> Voice:
        mention = subject.mention
        if mention is not None:
            if mention.person is not None:
                return Voice(mention.person, "name" if len(mention.key.split()) > 1 else "surname")
            return Voice(None, "organization" if mention.is_organization else "unknown")
        if subject.pronoun:
            person = self._pronoun(subject.pronoun, sentence, subject.first)
            return Voice(person, "pronoun")
        if subject.for_mention is None:
            person = self._titled(subject)
            if person is not None:
                return Voice(person, "title")
        return Voice(None, "nominal")

    def _pronoun(self, pronoun: str, sentence: Sentence, before: int) -> Person | None:
        if pronoun == "they":
            return None
        wants_female = pronoun == "she"
        main = main_subject(sentence, self.people, len(sentence))
        if main is not None and main.mention is not None and main.first < before:
            person = main.mention.person
            if person is not None and _fits(person, wants_female):
                return person
        if len(self.turns) > 1 and self.turns[-2].is_unnamed and not self.turns[-1].others:
            return None
        fitting = [person for person in self._recent() if _fits(person, wants_female)]
        return next((person for person in fitting if person.is_sure), fitting[0] if fitting else None)

    def _recent(self) -> Iterator[Person]:
        """Who was spoken of lately: the last first, speakers and subjects of the last sentences before whom they only
        name, and farther ones last."""
        near = self.turns[-_NEAR:]
        for turn in reversed(near):
            yield from reversed(turn.speakers)
            if turn.subject is not None:
                yield turn.subject
        for turn in reversed(near):
            yield from turn.others
        for turn in reversed(self.turns[-_FAR:-_NEAR]):
            yield from reversed(turn.speakers)
            if turn.subject is not None:
                yield turn.subject
            yield from turn.others

    def _titled(self, subject: Subject) -> Person | None:
        """ "the minister": the last person named with that title, or the only one in the text."""
        first, *wanted = self.words.low[subject.first : subject.after]
        if first not in ("the", "his", "her") or not 1 <= len(wanted) <= 3 or wanted[-1] not in TITLE_HEADS:
            return None
        return self._bearing(wanted)

    def owner_in(self, first: int, after: int, speaker: Person | None) -> Person | None:
        """Whose spokesman these words name: "his spokesman", "the minister’s", "a spokesman for the minister"."""
        low = self.words.low
        for at in range(first, after):
            if low[at] in ("his", "her"):
                wants_female = low[at] == "her"
                return next((one for one in self._recent() if one is not speaker and _fits(one, wants_female)), None)
            head, _, ending = low[at].replace("’", "'").rpartition("'")
            if ending == "s" and head in TITLE_HEADS:
                begin = next((one for one in range(at - 1, first - 1, -1) if low[one] == "the"), at - 1)
                return self._bearing([*low[begin + 1 : at], head])
            if low[at] == "for" and at + 1 < after and low[at + 1] == "the" and low[after - 1] in TITLE_HEADS:
                return self._bearing(low[at + 2 : after])
        return None

    def _bearing(self, wanted: Sequence[str]) -> Person | None:
        bears = set(wanted).issubset
        recent = next((person for person in self._recent() if bears(_title_words(person))), None)
        if recent is not None:
            return recent
        fitting = [person for person in self.titled.get(wanted[-1], ()) if bears(_title_words(person))]
        return fitting[0] if len(fitting) == 1 else None


def _title_words(person: Person) -> list[str]:
    return person.title.text.lower().split() if person.title else []


def _fits(person: Person, wants_female: bool) -> bool:
    return person.female >= 0 if wants_female else person.female <= 0
