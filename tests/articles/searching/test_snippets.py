from articles.searching.snippets import Piece, marked, snippet
from articles.searching.words import read_query


def found(pieces: list[Piece]) -> list[str]:
    return [text for text, is_found in pieces if is_found]


def whole(pieces: list[Piece]) -> str:
    return "".join(text for text, _ in pieces)


def test_every_form_of_the_word_is_marked_and_nothing_of_the_text_is_lost() -> None:
    text = "Harbours and a harbour; Brun’s Harbour. The harbinger <b>waits</b>."
    pieces = marked(text, read_query("harbour"))
    assert found(pieces) == ["Harbours", "harbour", "Harbour"]
    assert whole(pieces) == text


def test_a_phrase_is_marked_as_one_and_its_words_elsewhere_are_not() -> None:
    pieces = marked("They stay. The gates stay, open as ever; open, we stay open.", read_query("“stay open”"))
    assert found(pieces) == ["stay, open", "stay open"]


def test_japanese_is_marked_letter_by_letter() -> None:
    assert found(marked("東京湾と東京都", read_query("東京"))) == ["東京", "東京"]
    assert found(marked("港湾の新港", read_query("港"))) == ["港", "港"]


def test_a_snippet_shows_the_place_where_most_of_the_words_stand_together() -> None:
    filling = "Nothing of any interest was said here. " * 20
    text = f"A gate. {filling}The gates of the harbour stay open. {filling}"
    pieces = snippet(text, read_query("harbour gate"))
    assert found(pieces) == ["gates", "harbour"]
    assert whole(pieces).startswith("… ")
    assert whole(pieces).endswith(" …")
    assert len(whole(pieces)) < 300


def test_a_snippet_begins_and_ends_between_words() -> None:
    words = [f"word{number}" for number in range(300)]
    shown = whole(snippet(" ".join(words), read_query("word150"))).strip("… ").split()
    assert set(shown) <= set(words)
    assert "word150" in shown


def test_without_a_place_the_beginning_is_shown() -> None:
    assert whole(snippet("Short words.", read_query("absent"))) == "Short words."
    assert whole(snippet("a long text " * 100, read_query("absent"))).startswith("a long text")
    assert snippet("", read_query("absent")) == []
