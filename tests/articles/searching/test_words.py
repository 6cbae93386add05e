import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.searching.stemming import stem
from articles.searching.words import (
    LONGEST_INDEXED,
    LONGEST_QUERY,
    MOST_WORDS,
    Part,
    indexed,
    indexed_names,
    key_of,
    letters_of,
    read_query,
    tokens,
)

FORMS = """harbours harbour ministries ministry relational conditional vietnamization hopping hoping filing falling
    agreed plastered motoring conflated troubled sized controlling probate cease generalizations oscillators adjustable
    triplicate formative electriciti electrical hopeful goodness allowance inference airliner gyroscopic defensible
    irritant replacement adoption communism activate homologous effective bowdlerize happy sky analogy statement
    statements said says ties caress ponies is as yes by""".split()


def test_english_words_have_the_stems_that_sqlite_gives_them() -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE words USING fts5(word, tokenize='porter ascii')")
    database.executemany("INSERT INTO words(rowid, word) VALUES (?, ?)", enumerate(FORMS))
    database.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(words, 'instance')")
    stems = {FORMS[place]: term for term, place in database.execute("SELECT term, doc FROM stems")}
    assert {word: stem(word) for word in FORMS} == stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbours", "harbour"),
        ("François", "Francois"),
        ("Łódź", "lodz"),
        ("Brun’s", "Brun"),
        ("O’Neill", "O'Neill"),
        ("ＮＡＴＯ", "nato"),
        ("الميناء", "ميناء"),
        ("مُحَمَّد", "محمد"),
        ("Правда", "правда"),
    ],
)
def test_forms_of_one_word_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other) != ""


def test_words_that_differ_keep_apart() -> None:
    assert len({key_of(word) for word in ("port", "report", "ميناء", "مدينة", "がま", "かま")}) == 6


def test_every_letter_of_writing_without_spaces_begins_a_token() -> None:
    assert [token.key for token in tokens("東京湾 2026")] == ["東京", "京湾", "湾", "2026"]


def test_tokens_stand_where_their_letters_stand() -> None:
    text = "“François’s gates,” 港湾"
    assert [text[token.start : token.end] for token in tokens(text)] == ["François’s", "gates", "港湾", "湾"]


def test_what_goes_into_the_index_is_plain_letters_and_numbers_and_no_text_runs_into_the_next() -> None:
    line = indexed("Ærø: 港", "عمدة!")
    assert line.isascii()
    assert line.replace(" ", "").isalnum()
    assert line.split()[0] == "aero"
    assert line.split().count("u") == 2


def test_a_text_of_any_length_stays_within_what_a_database_can_hold() -> None:
    assert len(indexed("港湾区" * LONGEST_INDEXED)) <= LONGEST_INDEXED


def test_a_phrase_is_one_part_and_loose_words_are_parts_of_their_own() -> None:
    assert read_query("harbours “stay open” now").parts == (Part(("harbour",)), Part(("stai", "open")), Part(("now",)))


def test_small_words_count_only_in_a_phrase_or_alone() -> None:
    assert read_query("the gates of the harbour").parts == (Part(("gate",)), Part(("harbour",)))
    assert read_query('"of the"').parts == (Part(("of", "the")),)
    assert read_query("the who").parts == (Part(("the",)), Part(("who",)))


def test_japanese_is_looked_for_as_it_is_written() -> None:
    assert read_query("東京湾").parts == (Part(("東京", "京湾")),)
    assert read_query("港").parts == (Part(("港",), is_beginning=True),)


@pytest.mark.parametrize("typed", ["", " ", "\x00", '"', "***", "()", "\ud800", "“”"])
def test_what_holds_no_word_looks_for_nothing(typed: str) -> None:
    assert not read_query(typed)


def test_a_query_too_long_is_cut_and_says_so() -> None:
    many = read_query(" ".join(f"w{number}" for number in range(400)))
    assert (len(many.parts), many.is_cut) == (MOST_WORDS, True)
    assert len(read_query("x" * 5_000).typed) == LONGEST_QUERY
    phrase = read_query('"' + " ".join("abcdefghijklmnopqrst") + '"')
    assert (len(phrase.parts[0].keys), phrase.is_cut) == (MOST_WORDS, True)
    assert not read_query("two words").is_cut


@given(st.text())
def test_anything_can_be_typed_and_anything_can_be_indexed(text: str) -> None:
    assert sum(len(part.keys) for part in read_query(text).parts) <= MOST_WORDS
    assert all(part.isalnum() and part.isascii() for part in indexed(text).split())
    assert all(part.replace("_", "").isalnum() for part in indexed_names([text]).split())


def test_misspelt_words_still_share_letters() -> None:
    assert len(set(letters_of(["tangen"])) & set(letters_of(["tangin"]))) >= 3
    assert not set(letters_of(["tangen"])) & set(letters_of(["mirow"]))
