"""Quotes are found with their cue and their speaker, and speakers have names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import Directness, SuggestedQuote
from workbench.extract.names import bare_name, resolved
from workbench.extract.quotes import find_quotes


def only(text: str) -> SuggestedQuote:
    found = resolved(text, find_quotes(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ('"We will sign the deal tomorrow," Zelensky said.', "Zelensky", "said"),
        ("“We will sign the deal tomorrow,” said Andriy Yermak.", "Andriy Yermak", "said"),
        ('Putin told reporters: "We are ready to work with partners."', "Putin", "told"),
        (
            'According to Bessent, "the deal is not on the table any more."',
            "Bessent",
            "According to",
        ),
    ],
)
def test_a_quote_has_its_speaker_and_its_cue(text: str, speaker: str, cue: str) -> None:
    quote = only(text)

    assert quote.speaker == speaker
    assert quote.cue == cue
    assert quote.directness is Directness.DIRECT


def test_a_quote_interrupted_by_its_cue_is_one_with_a_gap() -> None:
    text = '"We need guarantees," Zelensky said, "and we need them before we sign."'

    quote = only(text)

    assert text[quote.span.start : quote.span.end].startswith('"We need guarantees')
    (gap,) = quote.gaps
    assert "Zelensky said" in text[quote.span.start + gap.start : quote.span.start + gap.end]
    assert quote.speaker == "Zelensky"


def test_some_words_in_marks_within_a_sentence_are_a_mixed_quote() -> None:
    quote = only("Trump said the talks were “very good and going along quite well” on Monday.")

    assert quote.directness is Directness.MIXED
    assert quote.speaker == "Trump"


def test_a_pronoun_is_resolved_to_the_one_named_before() -> None:
    text = (
        "Vladimir Putin spoke on Monday on state television.\n\n"
        '"We have more of these resources than Ukraine," he said.'
    )

    quote = only(text)

    assert quote.speaker == "he"
    assert quote.name == "Vladimir Putin"
    assert quote.confidence is not None
    assert quote.confidence < 1


def test_a_surname_is_resolved_to_the_full_name() -> None:
    text = (
        "Scott Bessent flew to Kyiv.\n\n"
        '"It was a good and open discussion with everybody," Bessent said.'
    )

    assert only(text).name == "Scott Bessent"


def test_a_title_is_no_part_of_a_name() -> None:
    assert bare_name("President Vladimir Putin") == "Vladimir Putin"


@given(
    st.lists(
        st.sampled_from(
            ['"', "“", "”", "'", "’", "We are ready", ", ", "he said", ". ", "\n\n", "Putin ", "🙂"]
        ),
        max_size=50,
    ).map("".join)
)
def test_quotes_lie_in_the_text_and_their_gaps_in_them(text: str) -> None:
    for quote in resolved(text, find_quotes(text)):
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        assert 0 <= quote.score <= 1
        last = 0
        for gap in quote.gaps:
            assert last < gap.start < gap.end < quote.span.end - quote.span.start
            last = gap.end
