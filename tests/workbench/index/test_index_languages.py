"""Words are found in all their forms in the languages that articles are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workbench.index.conftest import Ask, document
from workbench.index.languages import LANGUAGES, stemmer
from workbench.index.marks import Markers, merged
from workbench.index.parser import parse
from workbench.index.words import fold

FORMS = {
    "de": "Rohstoff Rohstoffe Rohstoffen Rohstoffs",
    "fr": "négociation négociations",
    "es": "acuerdo acuerdos",
    "it": "accordo accordi",
    "nl": "mineraal mineralen",
    "ru": "соглашение соглашения соглашений соглашением",
    "uk": "угода угоди угоду угодою",
}


@pytest.mark.parametrize("language", FORMS)
def test_forms_of_one_word_find_each_other(language: str, ask: Ask) -> None:
    forms = FORMS[language].split()
    answer = ask(
        *(document(n, f"x {form} y", language=language) for n, form in enumerate(forms, 1)),
        document(90, "something else", language=language),
    )
    for form in forms:
        assert sorted(answer(form)) == list(range(1, len(forms) + 1))
        assert answer(f"={form}") == [forms.index(form) + 1]


def test_a_query_is_read_in_the_language_of_each_article(ask: Ask) -> None:
    answer = ask(
        document(1, "the mines of the east", language="en"),
        document(2, "die Minen im Osten", language="de"),
        document(3, "Minen", language="en"),
        document(4, "a mine", language=None),
    )
    assert set(answer("mine")) == {1, 2, 4}
    assert set(answer("Minen")) == {2, 3}
    assert answer('"Minen im"') == [2]
    assert answer("Minen NEAR Osten") == [2]
    assert set(answer("min*")) == {1, 2, 3, 4}
    assert answer("title:*") == []


def test_titles_have_the_language_of_their_articles(ask: Ask) -> None:
    answer = ask(
        document(1, "", title="Neue Rohstoffe", language="de"),
        document(2, "Rohstoffe", language="de"),
    )
    assert answer("title:rohstoff") == [1]
    assert answer("title:*") == [1]
    assert answer("rohstoff") == [1, 2]


def test_matches_are_marked_in_the_language_of_the_text() -> None:
    markers = Markers(parse('Rohstoff OR deal OR "die Rohstoffe"'))
    text = "Die Rohstoffen; deals"

    def marked(language: str) -> list[str]:
        return [text[one.start : one.end] for one in merged(markers.of(language).marks(text))]

    assert marked("de") == ["Die Rohstoffen", "deals"]
    assert marked("en") == ["deals"]


@given(st.sampled_from(LANGUAGES), st.text(st.characters(categories=["L"]), min_size=1))
def test_every_word_has_a_stem(language: str, word: str) -> None:
    assert stemmer(language)(fold(word))
