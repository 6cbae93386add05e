"""Who is named in a text: full names with their titles, and the surnames and pronouns that stand for them.

A name is never made up: a surname counts only where the text, or the newsroom's list, has it in full.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from articles.extraction.found import KnownPerson
from articles.extraction.given_names import gender_of
from articles.extraction.titles import Title, as_former, owned, title_after, title_before, title_within
from articles.extraction.vocabulary import (
    ARABIC_ARTICLES,
    CALENDAR,
    FEMALE_WORDS,
    HONORIFICS,
    MALE_WORDS,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    OF_OFFICE,
    OPENERS,
    ORGANIZATION_WORDS,
    PLACE_BEGINNINGS,
    POSTNOMINALS,
    TITLE_ABBREVIATIONS,
    TITLE_HEADS,
    TITLE_MODIFIERS,
)
from articles.extraction.words import Words
from people.names import name_key

_LONGEST_RUN = 14
_STARTS_AFTER = frozenset(".!?…:“”\"‘'(;–—-*•") | {"``", "''"}
# Of the full names that share a surname, one so frequent is meant when the surname stands alone.
_BY_GIVEN_NAME = 8
_DOMINANT = 0.75
# More bearers of one surname are not told apart, so that the work stays linear.
_MOST_NAMESAKES = 20
_REIGNING = frozenset("pope king queen prince princess emperor empress sultan emir".split())
_JOINS = OF_OFFICE | {"and", "the"}


@dataclass(slots=True, eq=False)
class Person:
    """Somebody the text names in full. `name` is the longest form it has; `female` counts evidence for "she"
    against evidence for "he"."""

    name: str
    given: str
    title: Title | None = None
    female: int = 0
    times: int = 1
    is_sure: bool = False  # something beside the capitals tells that it is a person


@dataclass(slots=True, eq=False)
class Mention:
    """A name in the text, from token `first` to before `after`, its title not included."""

    first: int
    after: int
    key: str
    person: Person | None = None
    is_organization: bool = False
    title: Title | None = None
    is_possessive: bool = False


@dataclass(slots=True)
class People:
    """The mentions of a text in order, and who is at each token."""

    mentions: list[Mention] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    at: dict[int, Mention] = field(default_factory=dict)
    named: dict[str, Person] = field(default_factory=dict)  # by every form the text has

    def called(self, name: str | None) -> Person | None:
        """Whom a name means that was taken for that of a body: "Mr Orsk" in "Mr Orsk’s spokeswoman"."""
        words = (name or "").removesuffix(" government").split()
        return self.named.get(" ".join(word for word in words if word.lower().rstrip(".") not in HONORIFICS))


class KnownNames:
    """The newsroom's persons by every form of their names, for looking up what a text prints."""

    def __init__(self, known_people: Iterable[KnownPerson] = ()) -> None:
        self.keys = frozenset(name_key(form) for one in known_people for form in (one.name, *one.forms)) - {""}

    def __contains__(self, name: str) -> bool:
        return bool(self.keys) and name_key(name) in self.keys


def people_in(words: Words, paragraphs: Sequence[tuple[int, int]], known: KnownNames) -> People:
    """Find the names, tie the short forms to the full ones, and gather titles and gender."""
    people = People()
    for first, after in paragraphs:
        for run_first, run_after in _runs(words, first, after):
            people.mentions.extend(_mentions_in_run(words, run_first, run_after, first, after, known))
    _tie(words, people, known)
    for mention in people.mentions:
        if mention.person is not None:
            people.named[mention.key] = mention.person
        if mention.key:  # a title without a name is nobody
            people.at.update(dict.fromkeys(range(mention.first, mention.after), mention))
    _weigh_pronouns(words, people, paragraphs)
    return people


# Capitalised runs


def _runs(words: Words, first: int, after: int) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, with what may stand between them: particles, the stop of an abbreviation, the
    "of" of an office."""
    at = first
    while at < after:
        if not words.is_capital(at):
            at += 1
            continue
        end = at + 1
        while end < min(after, at + _LONGEST_RUN) and not _is_possessive(words, end - 1):
            if not words.is_capital(end) and not _joins_run(words, at, end, after):
                break
            end += 1
        yield at, end
        at = end


def _is_possessive(words: Words, at: int) -> bool:
    return words.low[at].endswith(("’s", "'s"))


def _joins_run(words: Words, first: int, at: int, after: int) -> bool:
    """Whether a token without a capital belongs between the capitalised ones beside it."""
    low = words.low[at]
    if at + 1 >= after:
        return False
    follows = words.is_capital(at + 1)
    if low == ".":
        return follows and _is_abbreviated(words, at - 1)
    if low in ("'", "’"):  # "the Fishworkers' Union"
        return follows and words.low[at - 1].endswith("s") and words.low[at + 1] in ORGANIZATION_WORDS
    if low in NAME_PARTICLES:  # also "von der"
        behind = next((one for one in range(at + 1, min(after, at + 4)) if words.low[one] not in NAME_PARTICLES), at)
        return words.is_capital(behind)
    if low not in OF_OFFICE and low not in ("and", "the"):
        return False
    run = words.low[first:at]
    if TITLE_HEADS.isdisjoint(run):
        return False
    if low in OF_OFFICE:
        return follows or (words.low[at + 1] == "the" and at + 2 < after and words.is_capital(at + 2))
    return follows and (not OF_OFFICE.isdisjoint(run) or (low == "and" and run[-1] in TITLE_HEADS))


def _is_abbreviated(words: Words, at: int) -> bool:
    return words.low[at] in TITLE_ABBREVIATIONS or (len(words.word[at]) == 1 and words.word[at].isalpha())


def _mentions_in_run(
    words: Words, first: int, after: int, paragraph_first: int, paragraph_after: int, known: KnownNames
) -> Iterator[Mention]:
    at_start = first == paragraph_first or words.word[first - 1] in _STARTS_AFTER
    if at_start and words.low[first] in OPENERS and words.low[first] not in TITLE_HEADS:
        first += 1
    while first < after and words.low[first] in CALENDAR and not _may_be_given_name(words, first, after):
        first += 1
    while first < after and (
        words.low[after - 1] in CALENDAR or words.word[after - 1] in POSTNOMINALS or not words.is_word(after - 1)
    ):
        after -= 1
    if first >= after:
        return
    title, name_first = title_within(words, first, after)
    if title is None:
        while name_first + 2 < after and words.low[name_first] in TITLE_MODIFIERS:
            name_first += 1  # "Republican Tom Lind"
    name_after = next((at for at in range(name_first, after) if words.low[at] in _JOINS), after)
    possessive = name_after > name_first and _is_possessive(words, name_after - 1)
    name = [words.word[at] for at in range(name_first, name_after) if words.is_word(at)]
    if not name:
        yield Mention(first, after, "", None, False, title, possessive)  # a title without a name
        return
    if title is None:
        title = title_before(words, name_first, paragraph_first)
    elif title.is_honorific:  # "the Secretary of State, Dame Ada Brun"
        title = title_before(words, first, paragraph_first) or title
    if title is None or title.is_honorific:
        title = title_after(words, name_after, paragraph_after) or title
    if title is not None and not title.is_honorific and name_first > first > paragraph_first:
        title = as_former(title, words, first - 1)
    if first > paragraph_first and _is_possessive(words, first - 1):
        title = owned(title, words, _begin_of_owner(words, first - 1, paragraph_first), first)
    the_before = name_first > paragraph_first and words.low[name_first - 1] == "the"
    key = _bare(" ".join(name))
    is_known = key in known
    is_person = is_known or _is_name_of_person(name, title is not None, the_before)
    if not is_person and title is None and len(name) > 1 and possessive:
        return
    yield Mention(name_first, name_after, key, None, not is_person, title, possessive)


def _begin_of_owner(words: Words, at: int, limit: int) -> int:
    while at > limit and words.is_capital(at - 1) and words.low[at - 1] not in OPENERS:
        at -= 1
    return at


def _may_be_given_name(words: Words, first: int, after: int) -> bool:
    """April Ryan, June Osborne: a month before another capitalised word, and not a date."""
    return words.low[first] in ("april", "may", "june", "august") and first + 1 < after and words.is_capital(first + 1)


def _bare(name: str) -> str:
    for ending in ("’s", "'s", "’", "'"):
        name = name.removesuffix(ending)
    return name.rstrip(".,")


def _is_name_of_person(name: Sequence[str], has_title: bool, the_before: bool) -> bool:
    lows = [_bare(word.lower()) for word in name]
    core = [low for low in lows if low not in NAME_PARTICLES and low not in NAME_SUFFIXES]
    if not core or any(char.isdigit() for word in name for char in word) or len(core) > 5:
        return False
    if has_title:
        return len(core) <= 4
    if the_before or lows[0] in PLACE_BEGINNINGS or not ORGANIZATION_WORDS.isdisjoint(lows):
        return False
    if len(core) > 1 and core[-1] in TITLE_MODIFIERS and not gender_of(core[0]):
        return False  # "Former Republican"
    return len(core) == 1 or not all(word.isupper() and len(word) > 1 for word in name)


# Tying short forms to full names


def _tie(words: Words, people: People, known: KnownNames) -> None:
    by_surname: dict[str, list[Person]] = defaultdict(list)
    by_given: dict[str, list[Person]] = defaultdict(list)
    by_words: dict[frozenset[str], Person] = {}
    for mention in people.mentions:
        if mention.is_organization or not mention.key:
            continue
        parts = _name_parts(mention.key)
        if len(parts) < 2 and (reigning := _reigning_name(mention)):
            parts = reigning
        elif len(parts) < 2 and mention.key not in known:
            continue
        namesakes = by_surname[_surname(parts)]
        in_either_order = frozenset(part.lower() for part in parts)
        person = by_words.get(in_either_order) or _same_person(parts, namesakes)
        if person is None and len(parts) > 2:  # "Gazette Tom Lind" where Tom Lind is named too
            person = _same_person(parts[-2:], namesakes)
        if person is None:
            name = _bare(words.phrase(mention.first, mention.after))
            person = Person(name if len(parts) <= len(name.split()) else " ".join(parts), parts[0])
            person.female = _BY_GIVEN_NAME * gender_of(parts[0])
            person.is_sure = person.female != 0
            people.persons.append(person)
            by_surname[_surname(parts)].append(person)
            by_given[parts[0].lower()].append(person)
            by_words[in_either_order] = person
        else:
            person.times += 1
        _learn(person, mention)
    for mention in people.mentions:
        if mention.is_organization and mention.key:
            mention.person = _person_after_all(words, mention, by_words, by_given)
            mention.is_organization = mention.person is None
        if mention.person is None and mention.key and not mention.is_organization:
            mention.person = _meant_by(mention, by_surname, by_given)
            if mention.person:
                mention.person.is_sure = True
                _learn(mention.person, mention)


def _person_after_all(
    words: Words, mention: Mention, by_words: dict[frozenset[str], Person], by_given: dict[str, list[Person]]
) -> Person | None:
    """ "Park" and "Park Geun-young", which could be a place, where the text has a minister of that name."""
    if words.low[mention.first - 1] in ("the", "at", "in"):
        return None
    parts = [part.lower() for part in _name_parts(mention.key)]
    bearers = by_given.get(parts[0], []) if len(parts) == 1 else [by_words.get(frozenset(parts))]
    bearer = bearers[0] if len(bearers) == 1 else None
    return bearer if bearer is not None and bearer.title is not None else None


def _surname(parts: Sequence[str]) -> str:
    """The last part in lower case, without an article tied to it."""
    low = parts[-1].lower()
    article, _, rest = low.partition("-")
    return rest if rest and article in ARABIC_ARTICLES else low


def _reigning_name(mention: Mention) -> list[str]:
    """ "Pope Leo", "Queen Maud": whom nobody names in any fuller way."""
    title = mention.title.text.split() if mention.title else []
    return [title[-1], mention.key] if title and title[-1].lower() in _REIGNING and mention.key else []


def _name_parts(key: str) -> list[str]:
    parts = [part for part in key.replace(" .", ".").split() if part not in "."]
    while len(parts) > 1 and parts[-1].lower().rstrip(".") in NAME_SUFFIXES:
        parts.pop()
    return parts


def _same_person(parts: Sequence[str], namesakes: Sequence[Person]) -> Person | None:
    given = parts[0].lower().rstrip(".")
    lows = [part.lower() for part in parts]
    for person in namesakes[:_MOST_NAMESAKES]:
        if lows[0] in NAME_PARTICLES and [part.lower() for part in _name_parts(person.name)[-len(lows) :]] == lows:
            return person  # "De Vauzelles": the end of the whole name
        theirs = person.given.lower().rstrip(".")
        if given == theirs or (given[:1] == theirs and 1 in (len(given), len(theirs))):
            return person
        if len(given) >= 3 and len(theirs) >= 3 and (given.startswith(theirs) or theirs.startswith(given)):
            return person
    return None


def _learn(person: Person, mention: Mention) -> None:
    mention.person = person
    if mention.title is None:
        return
    person.is_sure = True
    if person.title is None or (person.title.is_honorific and not mention.title.is_honorific):
        person.title = mention.title
    if mention.title.is_female:
        person.female += 4
    elif mention.title.is_male:
        person.female -= 4


def _meant_by(
    mention: Mention, by_surname: dict[str, list[Person]], by_given: dict[str, list[Person]]
) -> Person | None:
    low = mention.key.lower()
    namesakes = by_surname.get(_surname([low]), [])
    if not namesakes:
        namesakes = by_given.get(low, [])
        return namesakes[0] if len(namesakes) == 1 else None
    if len(namesakes) == 1:
        return namesakes[0]
    if len(namesakes) > _MOST_NAMESAKES:
        return None
    if mention.title and (mention.title.is_female or mention.title.is_male):
        fitting = [one for one in namesakes if one.female and (one.female > 0) == mention.title.is_female]
        if len(fitting) == 1:
            return fitting[0]
    if mention.title and not mention.title.is_honorific:
        office = mention.title.text.lower().split()[-1]
        fitting = [one for one in namesakes if one.title and office in one.title.text.lower().split()]
        if len(fitting) == 1:
            return fitting[0]
    total = sum(one.times for one in namesakes)
    most = max(namesakes, key=lambda one: one.times)
    return most if most.times >= _DOMINANT * total else None


def _weigh_pronouns(words: Words, people: People, paragraphs: Sequence[tuple[int, int]]) -> None:
    """In a stretch with one person only, "her" and "his" tell something of who it is."""
    for first, after in paragraphs:
        last: Person | None = None
        since = 0
        for at in range(first, after):
            mention = people.at.get(at)
            if mention is not None:
                if mention.person is not None and mention.person is not last:
                    last, since = mention.person, at
                continue
            low = words.low[at]
            if last is None or at - since > 15:
                continue
            if low in ("she", "her", "herself"):
                last.female += 1
            elif low in ("he", "his", "him", "himself"):
                last.female -= 1
            elif low in FEMALE_WORDS and at - since < 3:
                last.female += 2
            elif low in MALE_WORDS and at - since < 3:
                last.female -= 2
