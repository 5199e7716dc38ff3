"""English endings are taken off, derivations are left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.english import stem


@pytest.mark.parametrize(
    "forms",
    [
        "mineral minerals",
        "deal deals dealing",
        "sanction sanctions sanctioned sanctioning",
        "reserve reserves reserved reserving",
        "mine mines mined mining",
        "control controls controlled controlling",
        "country countries",
        "study studies studied studying",
        "agree agrees agreed agreeing",
        "class classes",
        "hope hopes hoped hoping",
        "hop hops hopped hopping",
        "rely relies relied relying",
        "die dies died dying",
        "exceed exceeds exceeded exceeding",
        "enable enables enabled enabling",
        "travel travels traveled travelled travelling",
        "yield yields yielded",
        "play plays played playing",
        "virus viruses",
        "ski skis",
        "sky skies",
        "tie ties tied tying",
        "supposedly supposed",
        "news",
        "need needed",
    ],
)
def test_forms_of_one_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "different",
    [
        "mineral miner",
        "university universe",
        "news new",
        "nation national",
        "economy economic",
        "hop hope",
        "thing th",
        "gas ga",
        "bus bu",
        "red r",
    ],
)
def test_different_words_keep_different_stems(different: str) -> None:
    words = different.split()
    assert len({stem(word) for word in words}) == len(words)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_a_stem_is_a_beginning_of_the_word_or_mended_at_its_end(word: str) -> None:
    found = stem(word)
    assert len(found) <= len(word)
    assert found[:-2] == word[: len(found[:-2])]
    assert bool(found) == bool(word)
