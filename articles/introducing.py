"""The verb that a report is introduced with, so that what somebody is said to have said is not read as said of them."""

from articles.extraction.vocabulary import CUES

_SAID = "said"
_NEEDS_SOMEBODY = frozenset("tell assure inform remind reassure notify".split())  # "told the ferries would sail"


def introduction(cue: str, language: str) -> str:
    """ "demanded" for a report with that cue; "said" where the cue does not stand by itself before the words, as in
    "told", "adding" or "according to". Nothing for a language whose verbs we do not know."""
    if language.partition("-")[0].lower() != "en":
        return ""
    verb = cue.split(" ", 1)[0].lower()
    lemma = CUES[verb][0] if verb in CUES else ""
    stands_alone = bool(lemma) and not verb.endswith("ing") and lemma not in _NEEDS_SOMEBODY
    return cue.lower() if stands_alone else _SAID
