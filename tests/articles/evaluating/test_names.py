import pytest

from articles.evaluating.names import Names

TEXT = (
    "Foreign Minister Ada Brun and Tom Lind met. Ms. Brun spoke. Brun left. The Harbour Board waited. "
    "Rosa Halm and Piet Halm stayed."
)


@pytest.mark.parametrize(
    ("mention", "meant"),
    [
        ("Ada Brun", "Ada Brun"),
        ("Foreign Minister Brun", "Ada Brun"),
        ("Ms. Brun, who chairs the board,", "Ada Brun"),
        ("a spokesman for Brun", None),
        ("the Harbour Board", None),
        ("she", None),
        ("Halm", None),  # two bear the name
        ("Orsk", None),
    ],
)
def test_a_mention_means_the_full_name_in_the_text(mention: str, meant: str | None) -> None:
    assert Names(TEXT).meant_by(mention) == meant


@pytest.mark.parametrize(
    ("mention", "kind"), [("Tom Lind", "full name"), ("Mr Lind", "surname"), ("officials", "other"), ("Orsk", "other")]
)
def test_mentions_are_of_three_kinds(mention: str, kind: str) -> None:
    assert Names(TEXT).kind_of(mention) == kind


def test_one_who_is_named_most_of_the_time_is_meant_by_a_shared_surname() -> None:
    assert Names("Ada Brun. Ada Brun. Ada Brun. Tom Brun.").meant_by("Brun") == "Ada Brun"
