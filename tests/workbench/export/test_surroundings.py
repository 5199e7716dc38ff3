"""The sentences that a passage stands in."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain import AnchorState, Span
from workbench.export import Excerpt, Sentences, export, surroundings

TEXT = "It rained. Ukraine holds an estimated $14.8 trillion in ore. Dr. Hryn disagrees. End."


MakeExcerpt = Callable[..., Excerpt]


def placed(given: Excerpt, words: str) -> Excerpt:
    start = TEXT.index(words)
    passage = replace(given.passage, text=words, span=Span(start, start + len(words)))
    return Excerpt(passage, given.article, surroundings(TEXT, passage))


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("$14.8 trillion", "Ukraine holds an estimated $14.8 trillion in ore."),
        ("in ore. Dr. Hryn", TEXT[11:-5]),
        ("It rained.", "It rained."),
    ],
)
def test_a_passage_stands_in_whole_sentences(
    excerpt: MakeExcerpt, words: str, sentences: str
) -> None:
    around = placed(excerpt(), words).surroundings
    assert around is not None
    assert around.text == sentences
    assert TEXT[around.span.start : around.span.end] == sentences


def test_an_orphan_stands_in_none(excerpt: MakeExcerpt) -> None:
    orphan = replace(excerpt().passage, state=AnchorState.ORPHAN)
    assert surroundings(TEXT, orphan) is None


def test_a_document_shows_the_sentence_of_a_figure_once(
    excerpt: MakeExcerpt, tmp_path: Path
) -> None:
    path = tmp_path / "out.md"
    excerpts = [placed(excerpt(), "$14.8 trillion"), placed(excerpt(), "It rained.")]
    export("md", path, excerpts)
    written = path.read_text(encoding="utf-8")
    assert "- Sentence: Ukraine holds an estimated \\$14.8 trillion in ore" in written
    assert written.count("It rained") == 1


def test_sentences_found_once_are_those_found_around_each_passage(excerpt: MakeExcerpt) -> None:
    passage = excerpt().passage
    sentences = Sentences(TEXT)
    spans = [Span(*found.span()) for found in re.finditer(r"\S+(?: \S+)?", TEXT)]
    for span in spans:
        here = replace(passage, span=span, text=TEXT[span.start : span.end])
        assert surroundings(TEXT, here, sentences) == surroundings(TEXT, here)
