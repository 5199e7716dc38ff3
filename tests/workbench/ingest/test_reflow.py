"""Broken lines back into paragraphs."""

import re
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest.reflow import Line, paragraphs, unwrap, without_repeats, wrapped

FIRST = (
    "Prices of heavy rare earths outside China have risen by more than a third in ten days as "
    "exporters wait for licences that no office yet seems able to issue, traders said."
)
SECOND = "The licensing office did not answer questions sent by fax, which is how it takes them."


def printed(*texts: str, gap: float = 0.0) -> list[Line]:
    """The texts as lines of 60 letters, a letter being 5 wide and a line 12 high."""
    lines, top = [], 800.0
    for text in texts:
        for words in textwrap.wrap(text, 60):
            lines.append(Line(words, 50, 50 + 5 * len(words), top, top - 10))
            top -= 12
        top -= gap
    return lines


def test_paragraphs_end_where_the_next_word_would_have_fitted() -> None:
    assert paragraphs(printed(FIRST, SECOND)) == [FIRST, SECOND]


def test_paragraphs_end_at_a_wider_gap() -> None:
    full = ("word " * 11 + "words " + "word " * 11 + "words ") * 2  # lines that are all full
    full = full.rstrip()
    assert paragraphs(printed(full, full, gap=8)) == [full, full]
    assert paragraphs(printed(full, full)) == [f"{full} {full}"]


def test_paragraphs_begin_where_a_line_is_indented() -> None:
    full = "word " * 11 + "words"
    first, second = printed(full, full)
    indented = Line(second.text, 60, second.right, second.top, second.bottom)
    assert paragraphs([first, indented]) == [full, full]


def test_a_heading_in_larger_letters_stands_alone_and_keeps_its_two_lines() -> None:
    heading = [Line("Valuing the", 50, 200, 840, 822), Line("ground", 50, 130, 820, 802)]
    assert paragraphs([*heading, *printed(FIRST)]) == ["Valuing the ground", FIRST]


def test_bullets_are_lines_of_their_own() -> None:
    assert paragraphs(printed("• One", "• Two")) == ["• One", "• Two"]


def test_hyphens_of_line_breaks_are_taken_out_and_others_kept() -> None:
    def broken(*parts: str) -> str:
        lines = [Line(p, 50, 350, 800 - 12 * n, 790 - 12 * n) for n, p in enumerate(parts)]
        return " ".join(paragraphs(lines))

    assert broken("The miner-", "als are there") == "The minerals are there"
    assert broken("The miner\ufffe", "als are there") == "The minerals are there"
    assert (
        broken("A well-known one, well-", "known to all") == "A well-known one, well-known to all"
    )
    assert broken("Between Saudi-", "Arabia") == "Between Saudi-Arabia"
    assert broken("From 2024-", "2025") == "From 2024- 2025"


def test_running_heads_go_and_what_stands_on_one_page_stays() -> None:
    pages = [
        [
            Line("Harbour Review", 50, 150, 820, 810),
            *printed(f"{chapter} {FIRST}"),
            Line(f"Page {number}", 280, 300, 40, 30),
        ]
        for number, chapter in enumerate(("Cranes.", "Ships that waited.", "What they cost."), 1)
    ]
    pages[1].append(Line("Corrected on Tuesday", 50, 150, 60, 50))
    kept = [[line.text for line in page] for page in without_repeats(pages)]
    assert "Harbour Review" not in kept[0]
    assert "Page 3" not in kept[2]
    assert kept[1][-1] == "Corrected on Tuesday"
    assert " ".join(kept[0]) == f"Cranes. {FIRST}"


def test_mail_is_unwrapped_and_lists_stay() -> None:
    mail = textwrap.fill(FIRST, 72) + "\n\n* one\n* two\n\nShort line\nAnother\n"
    assert wrapped(textwrap.fill(FIRST, 72) + "\n\n" + textwrap.fill(SECOND, 72))
    assert unwrap(mail) == f"{FIRST}\n\n* one\n* two\n\nShort line\nAnother"


def test_columns_stay_as_they_are_laid_out() -> None:
    table = "$61.50    a kilogram of oxide, in China, two Fridays ago\n231 t     output of the mine"
    assert unwrap(f"{textwrap.fill(FIRST, 72)}\n\n{table}").endswith(table)


def test_text_of_long_lines_is_not_wrapped() -> None:
    assert not wrapped(f"{FIRST}\n\n{SECOND}\n\n{FIRST}\n\n{SECOND}")
    assert not wrapped("a\nb\nc\nd\ne")


@given(st.lists(st.text(alphabet="abcA -.•1\n", max_size=70), max_size=12))
def test_no_letter_is_lost_or_moved(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert re.sub(r"[\s-]", "", unwrap(text)) == re.sub(r"[\s-]", "", text)
