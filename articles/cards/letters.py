"""Text made ready for a card: what can be drawn of it, and where its lines may break."""

import unicodedata

from articles.cards.faces import JOINERS, clusters, face_for

READ = 1500  # letters of a text that are looked at; no card holds more
MARKS_ON_A_LETTER = 3  # Hebrew and Devanagari need as many; a tower of accents would leave its line
ACCENTS = 200  # the combining classes from here on: those above, below and beside a letter

_NOT_AT_START = frozenset(
    "、。，．・：；？！ヽヾゝゞ々ー’”）〕］｝〉》」』】ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥,.!?:;)]}»"
)
_NOT_AT_END = frozenset("‘“（〔［｛〈《「『【([{«")
_MAY_BREAK_AFTER = frozenset("-–—/\u2010")


def drawable(text: str) -> str:
    """On one line, without whatever no face draws; empty where no letter or number is left."""
    kept: list[str] = []
    for cluster in clusters(unicodedata.normalize("NFC", _spaced(text[:READ]))):
        if not face_for(cluster[0]):
            cluster = unicodedata.normalize("NFD", cluster)  # a face may have the letter and the mark apart
        letter, marks = cluster[0], _bearable(cluster[1:])
        if letter == " " and (not kept or kept[-1] == " "):
            continue
        if face_for(letter + marks):
            kept.append(letter + marks)
        elif face_for(letter):
            kept.append(letter + "".join(mark for mark in marks if face_for(letter + mark)))
    drawn = "".join(kept).strip()
    return drawn if any(letter.isalnum() for letter in drawn) else ""


def _bearable(marks: str) -> str:
    """Of accents above and below one each, and no more marks than a script needs."""
    kept = ""
    for mark in marks:
        place = unicodedata.combining(mark)
        if place < ACCENTS or place not in (unicodedata.combining(one) for one in kept):
            kept += mark
    return kept[:MARKS_ON_A_LETTER]


def _spaced(text: str) -> str:
    """Every white space a plain one; without marks that steer (but joiners) or come alone."""
    letters = []
    for letter in text:
        kind = unicodedata.category(letter)
        if letter in "\u00a0\u202f":
            letters.append("\u00a0")
        elif kind in ("Zs", "Zl", "Zp") or letter in "\n\r\t\v\f\x85":
            letters.append(" ")
        elif letter in JOINERS or not (kind.startswith("C") or 0xFE00 <= ord(letter) <= 0xFE0F):
            letters.append(letter)
    while letters and (letters[0] in JOINERS or unicodedata.category(letters[0]).startswith("M")):
        letters.pop(0)
    return "".join(letters)


def pieces(text: str) -> list[str]:
    """The text in parts between which a line may break: words with the space behind them, letters of Japanese."""
    found: list[str] = []
    for cluster in clusters(text):
        if found and not _may_break(found[-1], cluster):
            found[-1] += cluster
        else:
            found.append(cluster)
    return found


def _may_break(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    if first == " ":
        return False
    if last == " ":
        return True
    if first in _NOT_AT_START or last in _NOT_AT_END:
        return False
    between_words = last in _MAY_BREAK_AFTER and len(before) > 1 and first.isalpha()
    return between_words or _is_ideographic(last) or _is_ideographic(first)


def _is_ideographic(letter: str) -> bool:
    """Of a script that is written without spaces, where a line may break at any letter."""
    point = ord(letter)
    return 0x2E80 <= point <= 0xA4CF or 0xF900 <= point <= 0xFAFF or 0xFF00 <= point <= 0xFF60 or point >= 0x20000
