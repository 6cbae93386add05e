"""Titles as printed, before a name, behind it or in the same run of capitals, and what body they belong to."""

from dataclasses import dataclass, replace

from articles.extraction.vocabulary import (
    ALSO_SURNAMES,
    CONJUNCTIONS,
    CUES,
    DESCRIPTIONS,
    DETERMINERS,
    FEMALE_WORDS,
    FINITE,
    HONORIFICS,
    MALE_WORDS,
    NAME_SUFFIXES,
    OF_OFFICE,
    ORGANIZATION_WORDS,
    POSSESSIVES,
    PREPOSITIONS,
    TITLE_ABBREVIATIONS,
    TITLE_HEADS,
    TITLE_MODIFIERS,
)
from articles.extraction.words import Words

# Offices of a whole country: with its name before them they stand for its government.
_GOVERNMENT = frozenset(
    "minister secretary president premier chancellor ambassador king queen prince emperor envoy undersecretary".split()
)
_INSTITUTIONS = ORGANIZATION_WORDS - frozenset(
    "states kingdom republic nations north south east west state sea island islands".split()
) | frozenset("ministry department house".split())
_OFFICES = (TITLE_HEADS | TITLE_ABBREVIATIONS) - HONORIFICS - DESCRIPTIONS
_ALWAYS_OF_STATE = frozenset("minister premier chancellor ambassador envoy".split())  # "president" may be a college's
_LONGEST = 8
_ENDS_BEHIND = frozenset(
    [",", ".", ";", ":", ")", "(", "“", "”", '"', "—", "–", *"who which that when while as because".split()]
)
_LONGEST_BEHIND = 16
_NOT_OR_NOT_YET = frozenset("former ex then acting interim outgoing incoming late".split())


@dataclass(frozen=True, slots=True)
class Title:
    """`text` as printed, without the country or body before it; `organization` where the print names one."""

    text: str
    organization: str | None = None
    is_honorific: bool = False  # "Mr", or a description such as "a friend": no office
    is_female: bool = False
    is_male: bool = False
    speaks_for: bool = False  # a spokesman's


def title_within(words: Words, first: int, after: int) -> tuple[Title | None, int]:
    """The title that a capitalised run begins with, and where its name begins (`after` when there is none)."""
    head = -1
    for at in range(first, after):
        if _is_head(words, at) and not _is_surname(words, first, at, after):
            head = at
    if head < 0:
        return None, first
    end = head + 1
    if end < after and words.word[end] == ".":
        end += 1
    if end < after and words.low[end] in OF_OFFICE:
        end = _end_of_portfolio(words, end, after)
    return _title(words, first, end), end


def _is_surname(words: Words, first: int, at: int, after: int) -> bool:
    """ "Mr. Prince", "Angus King": a title that ends a run, behind another title or a given name."""
    if at + 1 != after or at == first or words.low[at] not in ALSO_SURNAMES:
        return False
    before = words.low[at - 1 - (words.word[at - 1] == ".")]
    if before in TITLE_HEADS:
        return True
    return at - 1 == first and before not in TITLE_MODIFIERS and not before.endswith(("ish", "ese", "ian", "an", "ch"))


def _is_head(words: Words, at: int) -> bool:
    low = words.low[at]
    if low in NAME_SUFFIXES:
        return False
    return low in TITLE_HEADS or low in TITLE_ABBREVIATIONS or (low in DESCRIPTIONS and not words.is_capital(at))


def _end_of_portfolio(words: Words, connector: int, after: int) -> int:
    """Where "of Foreign Affairs", "for Energy and Climate" ends and the name begins."""
    at = end = connector
    while at < after:
        low = words.low[at]
        if low in TITLE_MODIFIERS or low in ("affairs", "works", "nations", "commons", "parliament", "cabinet"):
            end = at + 1
        elif low not in OF_OFFICE and low not in ("and", "the"):
            break
        at += 1
    left = after - max(at, end)
    if end > connector:
        return end
    names = [one for one in range(connector, after) if words.is_capital(one)]
    return names[-2] if left >= 3 and len(names) >= 3 else after


def title_before(words: Words, name: int, limit: int) -> Title | None:
    """ "opposition leader Hollis Greave"; "the Japanese Foreign Minister, Yoshimasa Hayashi"."""
    mark = words.word[name - 1] if name > limit else ""
    parted = mark in (",", ".", ":")
    end = name - parted
    if mark == "," and (described := _described(words, end, limit)) is not None:
        return described
    first = end
    while first > limit and end - first <= _LONGEST and _belongs_before(words, first - 1, parted):
        first -= 1
    if first == end or end - first > _LONGEST or not _head_in(words, first, end):
        return None
    if mark == ",":  # an apposition, not a list
        introduced = [words.low[at] for at in (first - 1, first) if at >= limit]
        if not any(low in DETERMINERS or low.endswith(("’s", "'s")) for low in introduced):
            return None
    elif parted and not words.is_capital(end - 1):
        return None
    if not _is_head(words, end - 1) and OF_OFFICE.isdisjoint(words.low[first:end]):
        return None
    return _title(words, first, end)


def _described(words: Words, end: int, limit: int) -> Title | None:
    """ "Velmark’s rural affairs secretary", "her new chief of staff": an owner and the office, up to a comma."""
    for first in range(end - 1, max(limit - 1, end - 1 - _LONGEST), -1):
        low = words.low[first]
        if _ends_owner(words, first) or low in POSSESSIVES:
            if first + 1 >= end or not _head_in(words, first + 1, end):
                return None
            title, begin = _title(words, first + 1, end), first
            while begin > limit and words.is_capital(begin - 1) and words.is_capital(first):
                begin -= 1
            return owned(title, words, begin, first + 1) if _ends_owner(words, first) else title
        if not words.is_word(first) or low in FINITE or (low in PREPOSITIONS and low not in OF_OFFICE):
            return None
    return None


def _belongs_before(words: Words, at: int, parted: bool) -> bool:
    """Whether a token can belong to a title that a name follows."""
    low = words.low[at]
    if _is_head(words, at) or low in TITLE_MODIFIERS or words.is_capital(at):
        return True
    if not parted or at == 0:
        return False
    joins = words.is_capital(at - 1) and words.is_capital(at + 1)
    return low in OF_OFFICE or (low in ("and", "the") and (joins or words.low[at - 1] in OF_OFFICE))


def _head_in(words: Words, first: int, after: int) -> bool:
    return any(_is_head(words, at) for at in range(first, after))


def title_after(words: Words, after_name: int, limit: int) -> Title | None:
    """ "Kishi, the defence minister, said"; "Ada Brun, chairwoman of the harbour board"."""
    if after_name + 1 >= limit or words.word[after_name] != ",":
        return None
    first = at = after_name + 1
    has_head = False
    while at < limit and at - first < _LONGEST_BEHIND:
        low = words.low[at]
        if low in _ENDS_BEHIND:
            break
        is_cue = low in CUES and low not in TITLE_HEADS and at > first and not words.is_capital(at)
        if (low in FINITE or is_cue) and low not in TITLE_MODIFIERS:
            break
        if _is_head(words, at) and low not in HONORIFICS:
            has_head = True
        elif not has_head and (low in PREPOSITIONS or low in CONJUNCTIONS) and low != "of":
            return None
        at += 1
    if not has_head or at - first >= _LONGEST_BEHIND:
        return None
    if words.low[first] in DETERMINERS:
        first += 1
    owner = first
    while first < at and (words.is_capital(first) or words.low[first] in OF_OFFICE) and not _ends_owner(words, first):
        first += 1
    first = first + 1 if first < at and _ends_owner(words, first) else owner
    if first >= at or words.low[first] in POSSESSIVES:
        return None
    return owned(_title(words, first, at), words, owner, first)


def _ends_owner(words: Words, at: int) -> bool:
    return words.low[at].endswith(("’s", "'s"))


def as_former(title: Title, words: Words, at: int) -> Title:
    """A title with the "former" or "acting" that stands before its capitals: it tells whether the office is held."""
    return replace(title, text=f"{words.word[at]} {title.text}") if words.low[at] in _NOT_OR_NOT_YET else title


def owned(title: Title | None, words: Words, owner: int, first: int) -> Title | None:
    """A title with the country or body that stands before it as its owner: "Velmark’s defence minister"."""
    if title is None or title.organization or owner == first or not words.is_capital(owner):
        return title
    name = words.phrase(owner, first)[:-2]
    lows = words.low[owner:first]
    is_country = not _GOVERNMENT.isdisjoint(title.text.lower().split()) and _INSTITUTIONS.isdisjoint(
        low.removesuffix("’s").removesuffix("'s") for low in lows
    )
    return replace(title, organization=f"{name} government" if is_country else name)


def _title(words: Words, first: int, after: int) -> Title | None:
    """The tokens as a title: country and institution told apart from the office."""
    while first < after and words.low[first] in DETERMINERS:
        first += 1
    if first >= after:
        return None
    lows = words.low[first:after]
    honorific = not any(low in _OFFICES for low in lows)
    office, organization = _without_body(words, first, after)
    text = words.phrase(office, after)
    return Title(
        text=text,
        organization=organization,
        is_honorific=honorific,
        is_female=not FEMALE_WORDS.isdisjoint(lows),
        is_male=not MALE_WORDS.isdisjoint(lows),
        speaks_for=any(low.startswith("spokes") for low in lows),
    )


def _without_body(words: Words, first: int, after: int) -> tuple[int, str | None]:
    """Where the office begins behind a country or an institution, and which that is."""
    head = next((at for at in range(first, after) if _is_head(words, at)), after)
    of_government = not _GOVERNMENT.isdisjoint(words.low[head:after])
    body = _end_of_body(words, first, head - (of_government and head > first and _is_portfolio(words, head - 1)))
    institution = not _INSTITUTIONS.isdisjoint(words.low[first:body])
    portfolio_behind = head + 1 < after and words.low[head + 1] in OF_OFFICE
    if body == head and of_government and not portfolio_behind and not institution and body - first > 1:
        body -= 1  # "Kestrian Widgets Minister": what stands beside it is the portfolio
    if body == first:
        return first, _body_behind(words, head, after, of_government)
    name = words.phrase(first, body)
    is_of_state = head < after and (words.is_capital(head) or words.low[head] in _ALWAYS_OF_STATE)
    country = of_government and not institution and is_of_state
    return body, f"{name} government" if country else name


def _is_portfolio(words: Words, at: int) -> bool:
    return words.low[at] in TITLE_MODIFIERS


def _end_of_body(words: Words, first: int, limit: int) -> int:
    """Behind the last capitalised word that belongs to a country or an institution."""
    body = first
    for at in range(first, limit):
        joins = words.low[at] in OF_OFFICE and body == at > first and at + 1 < limit and words.is_capital(at + 1)
        if not words.is_capital(at) and not joins:
            break
        is_of_body = first < at and words.low[at - 1] in OF_OFFICE  # "Department for Transport"
        if joins or is_of_body or words.low[at] in _INSTITUTIONS or (not _is_portfolio(words, at) and body == at):
            body = at + 1
    return body


def _body_behind(words: Words, head: int, after: int, of_government: bool) -> str | None:
    """ "chairman of the House Oversight Committee", "Minister for Energy of Velmark": the body behind the head."""
    at = head + 1
    while at < after:
        if words.low[at] not in ("of", "for", "at", "to"):
            at += 1
            continue
        of = words.low[at] == "of"
        first = at + 1
        while first < after and words.low[first] in DETERMINERS:
            first += 1
        at = first
        if first < after and _is_portfolio(words, first) and of_government:
            continue
        while at < after and (words.is_capital(at) or words.low[at] in ("of", "and", "the", "for")):
            at += 1
        while at > first and not words.is_capital(at - 1):
            at -= 1
        if at == first:
            return None
        name = words.phrase(first, at)
        return f"government of {name}" if of and of_government else name
    return None


def title_of(words: Words, first: int, after: int) -> Title | None:
    """A noun phrase without a name as a title, "a Foreign Ministry spokesman"; None when it is none."""
    return _title(words, first, after) if _head_in(words, first, after) else None
