"""Saved pages as plain text, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest.page_text import authors, byline, read_page

BODY = (
    "The harbour board voted on Monday to buy a second crane. It costs 4 million euros.\n\n"
    "“We could wait,” said the chair. “The ships cannot.”"
)


def test_title_byline_and_date_are_taken_from_the_head() -> None:
    page = read_page(f"A second crane\n\nBy Ana Ortiz | July 24, 2025 | 3 min read\n\n{BODY}")
    assert page.title == "A second crane"
    assert page.author == "Ana Ortiz"
    assert page.published == "2025-07-24"
    assert page.text == BODY


def test_a_trail_of_links_goes_with_the_title_that_it_repeats() -> None:
    page = read_page(f"Home » World » A second crane\n\nA second crane\n\n{BODY}")
    assert (page.title, page.text) == ("A second crane", BODY)


def test_a_trail_that_ends_in_a_section_gives_no_title() -> None:
    page = read_page(f"Home > World\nA second crane\n{BODY}")
    assert (page.title, page.text) == ("A second crane", BODY)


def test_a_dateline_stays_in_the_text() -> None:
    page = read_page(f"A second crane\n\nHAMBURG, July 24, 2025 — {BODY}")
    assert page.text.startswith("HAMBURG, July 24, 2025 — The harbour")


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    page = read_page(BODY)
    assert (page.title, page.text) == ("", BODY)


def test_a_single_line_is_the_text() -> None:
    assert read_page("Only a title").text == "Only a title"


def test_a_title_known_from_elsewhere_is_cut_where_it_stands_again() -> None:
    page = read_page(f"Interview\n\nA second crane\n\n{BODY}", "A second crane")
    assert (page.title, page.text) == ("A second crane", BODY)
    assert read_page(BODY, "Another title").text == BODY


def test_an_imprint_names_outlet_date_and_author() -> None:
    line = "Ore & Alloy Weekly, 20 May 2025. By Conrad Yip"
    page = read_page(f"A second crane\n\n{line}\n\n{BODY}")
    assert (page.source, page.published, page.author) == (
        "Ore & Alloy Weekly",
        "2025-05-20",
        "Conrad Yip",
    )
    assert page.text == BODY


def test_a_sentence_with_a_date_is_no_imprint() -> None:
    line = "The Harbour Times reported on 20 May 2025 that a crane had been bought."
    page = read_page(f"A second crane\n\n{line}\n\n{BODY}")
    assert (page.source, page.published) == (None, None)


@pytest.mark.parametrize(
    "tail",
    [
        "Leave a Comment\n\nYour email address will not be published. Required fields are marked *"
        "\n\nName *\nEmail *\nPost Comment\n\nScroll to Top",
        "Leave a Comment\n\nThis site uses Akismet to reduce spam. Learn how your comment data is"
        " processed.\n\n×\nAvatar\nHarbour News\nHarbour News Chatbot\nHello, do you want more?\n"
        "\u00a0\nBy using this chatbot, you consent to the use of your data.",
        'video-container">\n\nLeave a Comment',
        "Related stories\nTram extension: what went wrong\nIs your phone full of magnets?\n"
        "\nLeave a Comment",
        "×\nFern, the daily helper\nHello! I am Fern, an automatic chat service. Would you like"
        " a summary?",
        "Share this:\n\nFacebook\nX\n\nTags: ports, cranes\n© 2025 Harbour News",
        "We use cookies to improve this site.\nAccept all",
        "Schreiben Sie einen Kommentar\nNach oben",
        "Foto: Hafen AG\nMehr zum Thema Häfen\nDer erste Kran nach zehn Jahren",
        "Crédits photos : Le Port\nRead more: The first crane, ten years on",
    ],
)
def test_furniture_below_the_article_is_cut(tail: str) -> None:
    assert read_page(f"A second crane\n\n{BODY}\n\n{tail}").text == BODY


def test_a_button_glued_to_the_last_sentence_is_cut() -> None:
    assert read_page(f"A second crane\n\n{BODY} Scroll to Top").text == BODY
    assert read_page(f"A second crane\n\n{BODY}Scroll to Top").text == BODY
    sentence = "They need a button to scroll to top"
    assert read_page(f"{BODY}\n{sentence}").text.endswith(sentence)


@pytest.mark.parametrize(
    "line",
    [
        "Leave a comment, she told them, and they left none.",
        "Beijing refused all comments.",
        "Name them, he said.",
        "Related stories are told in the next chapter of the report, which has 40 pages.",
        "Contact with the mine was lost.",
        "Up to 40 tonnes were found.",
        "Read more about cranes, he said, and less about ships.",
        "Photo albums were found as well.",
    ],
)
def test_sentences_that_sound_like_furniture_stay(line: str) -> None:
    assert read_page(f"{BODY}\n{line}").text.endswith(line)


def test_furniture_in_the_middle_stays() -> None:
    text = f"{BODY}\n\nLeave a comment\n\n{BODY}"
    assert read_page(text).text == text


def test_nothing_but_furniture_is_shown_as_it_is() -> None:
    page = read_page("Leave a Comment\nScroll to Top")
    assert (page.title, page.text) == ("Leave a Comment", "Scroll to Top")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Ortiz", "Ana Ortiz"),
        ("by Ana Ortiz and Jakob Lindqvist", "Ana Ortiz, Jakob Lindqvist"),
        ("By Ana Ortiz, Jakob Lindqvist and Bo Lee", "Ana Ortiz, Jakob Lindqvist, Bo Lee"),
        ("Written by Ana Ortiz, staff writer", "Ana Ortiz"),
        ("By Ana Ortiz in Kyiv", "Ana Ortiz"),
        ("By Ludwig van den Berg", "Ludwig van den Berg"),
        ("Von Jörg Wüstenfeld", "Jörg Wüstenfeld"),
        ("Автор: Оксана Бережна", "Оксана Бережна"),
        ("By the time they came it was late.", None),
        ("By 2030 the mine will close", None),
        ("Ana Ortiz", None),
    ],
)
def test_bylines(line: str, names: str | None) -> None:
    assert byline(line) == names


def test_roles_are_no_authors() -> None:
    assert authors("staff writer") is None


@given(st.text(alphabet="aB .\n»×©*—1,\u00a0", max_size=300) | st.text(max_size=200))
def test_the_article_is_lines_of_the_page_and_never_empty(text: str) -> None:
    page = read_page(text)
    assert bool(page.text) == bool(text.strip())
    remaining = iter(text.split("\n"))
    for line in page.text.split("\n"):
        words = line.strip()
        assert any(words in candidate for candidate in remaining)


def test_a_chat_window_tells_whose_page_it_is() -> None:
    tail = "×\nAvatar\nRiver Gazette\nRiver Gazette Chatbot\nHello, how can I help?"
    page = read_page(f"A second crane\n\n{BODY}\n\n{tail}\nBy using this chatbot, you consent.")
    assert (page.source, page.text) == ("River Gazette", BODY)
