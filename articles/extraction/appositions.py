"""The name before an apposition, in one, or before "who"."""

from articles.extraction.people import Mention, People
from articles.extraction.phrases import (
    LONGEST_NOMINAL,
    Subject,
    behind_openers,
    noun_phrase_ending,
    parts,
    pronoun_at,
)
from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import (
    CUES,
    DASHES,
    DESCRIPTIONS,
    DETERMINERS,
    FINITE,
    POSTNOMINALS,
    PREPOSITIONS,
    TITLE_HEADS,
    TITLE_MODIFIERS,
    Takes,
)

_LONGEST_BEFORE_WHO, _FAR_BEFORE_WHO = 5, 20
_MOST_APPOSITIONS, _LONGEST_APPOSITIONS, _LONGEST_INSIDE = 4, 60, 4
_ONE_PERSON = TITLE_HEADS | DESCRIPTIONS
_BEFORE_NAME = _ONE_PERSON | TITLE_MODIFIERS | {"."}


def before_apposition(sentence: Sentence, people: People, mark: int) -> Subject | None:
    """ "Ada Brun, the campaign manager, said"; "Orsk (Green), who leads the panel, said": the name
    before the apposition that ends with this mark, else the noun phrase there."""
    named = _name_in_apposition(sentence, people, mark)
    if named is not None:
        return named
    opening = "(" if sentence.low(mark) == ")" else sentence.low(mark)
    unnamed: Subject | None = None
    passed = 0
    for at in range(mark - 1, max(0, mark - _LONGEST_APPOSITIONS), -1):
        if passed == _MOST_APPOSITIONS or (
            sentence.is_quotation(at) and sentence.quotation(at).words > _LONGEST_INSIDE
        ):
            break
        if sentence.low(at) != opening and not (opening == "," and sentence.low(at) == ")"):
            continue
        passed += 1
        end = _before_parenthesis(sentence, at) if sentence.low(at) == ")" else at - 1
        if sentence.low(end) == "." and end > 0:
            end -= 1
        if end < 0 or not sentence.is_word(end):
            continue
        if sentence.low(end) == "who":  # "Ada Brun, who, on Friday, criticized"
            return antecedent(sentence, people, end)
        mention = people.at.get(sentence.nodes[end])
        is_person = mention is not None and mention.person is not None and not mention.is_possessive
        found = pronoun_at(sentence, end) or noun_phrase_ending(sentence, people, end)
        is_name = found is not None and is_person and found.mention is mention
        if found is not None and (found.pronoun or (is_name and (unnamed is not None or _is_sure(mention)))):
            return found
        if opening in DASHES and found is not None and (name := _full_name_at(sentence, people, at + 1)) is not None:
            return Subject(name.first, name.after, found.begins, name)
        if unnamed is None or (found is not None and found.mention is not None and not found.mention.is_organization):
            unnamed = found or unnamed
    return unnamed


def _is_sure(mention: Mention | None) -> bool:
    """Whether more than capitals tells that this is somebody: "National Nurses United" may be one by its looks."""
    return mention is not None and mention.person is not None and mention.person.is_sure


def _full_name_at(sentence: Sentence, people: People, first: int) -> Mention | None:
    """ "A former minister — Tom Lind, who lost the vote — said": the name that a dash introduces."""
    mention = people.at.get(sentence.nodes[first])
    is_person = mention is not None and mention.person is not None and not mention.is_possessive
    return mention if mention and is_person and len(mention.key.split()) > 1 else None


def _before_parenthesis(sentence: Sentence, closing: int) -> int:
    at = closing
    while at > 0 and sentence.low(at) != "(":
        at -= 1
    return at - 1


def _name_in_apposition(sentence: Sentence, people: People, mark: int) -> Subject | None:
    """ "the Japanese Foreign Minister, Yoshimasa Hayashi, said": the name between the commas."""
    node = sentence.nodes[mark - 1]
    if node >= 0 and sentence.words.word[node] in POSTNOMINALS:
        mark, node = mark - 1, sentence.nodes[mark - 2]
    mention = people.at.get(node)
    if mention is None or mention.is_organization or mention.is_possessive or len(mention.key.split()) < 2:
        return None
    opening = mark - 2 - (node - mention.first)
    while opening > 1 and (sentence.is_capital(opening) or sentence.low(opening) in _BEFORE_NAME):
        opening -= 1  # "Ambassador", "actress"
    if opening < 1 or sentence.low(opening) != ",":
        return None
    if _is_in_apposition(sentence, people, opening):  # "Ada Brun, the editor of the paper, The Beacon, said"
        return None
    if mention.title is None and not _is_introduced(sentence, opening):  # "His counterpart in Ostelia, Mirelle …,"
        return None
    phrase = noun_phrase_ending(sentence, people, opening - 1) if sentence.is_word(opening - 1) else None
    return Subject(mention.first, mention.after, phrase.begins if phrase else opening + 1, mention)


def _is_in_apposition(sentence: Sentence, people: People, comma: int) -> bool:
    """Whether what ends with this comma describes a person named in full before it."""
    first = comma
    while first > 0 and comma - first < LONGEST_NOMINAL and not parts(sentence, first - 1):
        first -= 1
    if first < 2 or sentence.low(first - 1) != ",":
        return False
    mention = people.at.get(sentence.nodes[first - 2])
    is_person = mention is not None and mention.person is not None and not mention.is_possessive
    return is_person and mention is not None and len(mention.key.split()) > 1


def _is_introduced(sentence: Sentence, comma: int) -> bool:
    """Whether what stands before the comma is a description of one person, and all of its clause."""
    first = comma
    while first > 0 and comma - first < LONGEST_NOMINAL and not parts(sentence, first - 1):
        first -= 1
    first = behind_openers(sentence, first, comma)
    lows = [sentence.low(at) for at in range(first, comma)]
    if not lows or any(low in FINITE for low in lows):
        return False
    is_definite = lows[0] in DETERMINERS or lows[0] == "one" or any(low.endswith(("’s", "'s")) for low in lows)
    return is_definite and any(low.removesuffix("s") in _ONE_PERSON or low in _ONE_PERSON for low in lows)


def before_quoted_apposition(sentence: Sentence, people: People, quotation: int, verb: int) -> Subject | None:
    """ "Orsk, who calls him a “fraud,” said he would": the apposition ends inside the quotation marks."""
    if sentence.last_of(quotation) != ",":
        return None
    if sentence.is_name_in_marks(quotation):  # "Orsk, the host of “Morning Light,” said"
        near = range(quotation - 1, max(0, quotation - LONGEST_NOMINAL), -1)
        comma = next((at for at in near if sentence.low(at) == ","), 0)
        return noun_phrase_ending(sentence, people, comma - 1) if comma and sentence.is_word(comma - 1) else None
    if sentence.low(verb + 1) in ("the", "a", "an") and Takes.QUOTATION in CUES[sentence.low(verb)][1]:
        return None  # "said the minister"
    for at in range(quotation - 1, max(0, quotation - LONGEST_NOMINAL), -1):
        if sentence.is_quotation(at):
            return None
        if sentence.low(at) == "," and sentence.low(at + 1) in ("who", "whose"):
            return noun_phrase_ending(sentence, people, at - 1) if sentence.is_word(at - 1) else None
    return None


def antecedent(sentence: Sentence, people: People, relative: int) -> Subject | None:
    """Whom the "who" at a node stands for."""
    at = relative - 2 if sentence.low(relative - 1) == "," else relative - 1
    if at < 0 or not sentence.is_word(at):
        return None
    mention = people.at.get(sentence.nodes[at])
    if mention is not None and mention.person is None:  # "Orsk, the director of a partnership, who"
        far = range(at - 1, max(-1, at - _FAR_BEFORE_WHO), -1)
        others = (people.at.get(sentence.nodes[one]) for one in far)
        mention = next((one for one in others if one and one.person and not one.is_possessive), mention)
    if mention is not None:
        return Subject(mention.first, mention.after, relative, mention)
    begin = at
    while begin > 0 and at - begin < _LONGEST_BEFORE_WHO and sentence.low(begin) not in DETERMINERS:
        if sentence.low(begin - 1) in PREPOSITIONS or not sentence.is_word(begin - 1):
            break
        begin -= 1
    return Subject(sentence.nodes[begin], sentence.nodes[at] + 1, relative)
