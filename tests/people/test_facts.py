import datetime

from people.facts import KINDS, Fact, folded, is_made_for, month_of, total


def test_months_are_counted_through_so_that_a_year_is_a_span_of_twelve() -> None:
    january = month_of(datetime.date(2026, 1, 31))
    assert month_of(datetime.date(2026, 12, 1)) == january + 11
    assert month_of(datetime.date(2025, 12, 31)) == january - 1
    assert {Fact(1, month=january).year, Fact(1, month=january + 11).year} == {"2026"}
    assert Fact(1, month=january - 1).year == "2025"
    assert Fact(1).year == "unknown"


def test_facts_count_for_as_many_statements_as_they_are_of() -> None:
    assert total([Fact(3, "quoted"), Fact(1, "reported")]) == 4
    assert total([]) == 0


def test_the_kind_with_most_of_the_speakers_own_words_comes_first() -> None:
    assert list(KINDS) == ["direct", "mixed", "indirect"]


def test_words_are_found_whatever_their_case_accents_and_marks() -> None:
    for typed, printed, is_found in (
        ("don't", "“Don’t close the Élysée gates,”", True),
        ("ELYSEE GATES", "“Don’t close the Élysée gates,”", True),
        ("lysee", "“Don’t close the Élysée gates,”", True),
        ("gates the", "“Don’t close the Élysée gates,”", False),
        ("οδυσσευς", "ΟΔΥΣΣΕΥΣ", True),
        ("が開", "港が開く", True),
        ("STRASSE", "die Straße", True),
        ("елка", "Ёлка", True),
    ):
        assert (folded(typed) in folded(printed)) is is_found, typed
    assert folded("  Two\tWords ") == "two words"
    assert folded("”") == ""


def test_what_is_made_for_an_organization_is_told_from_what_its_officials_say() -> None:
    by_itself, on_behalf = Fact(1, organization=5), Fact(1, speaker=1, behalf_organization=5, of_the_office=5)
    by_official = Fact(1, speaker=1, of_the_office=5)
    assert [is_made_for(5, fact) for fact in (by_itself, on_behalf, by_official)] == [True, True, False]
    assert by_official.organizations() == on_behalf.organizations() == {5}
