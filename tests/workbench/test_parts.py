"""Passages of several parts: the laws of their lists, and what is done to them in a project."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import parts
from workbench.domain import Kind, PassageDetails, Quantity, Span
from workbench.errors import ConflictError, SpanError
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = "“We will not sign,” he said after the talks, “and we never said that we would.” 40 tonnes."
FIRST, SECOND = "“We will not sign,”", "“and we never said that we would.”"


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


@pytest.fixture
def article(add_article: AddArticle) -> int:
    return add_article(TEXT)


# ── The lists ────────────────────────────────────────────────────────────────────────────

texts = st.text(alphabet="ab \n.", min_size=1, max_size=40)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(texts)
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=6))
    return text, [Span(min(pair), max(pair)) for pair in pairs]


@given(texts_with_spans())
def test_a_list_of_parts_is_in_order_with_words_in_and_between_them(
    case: tuple[str, list[Span]],
) -> None:
    text, spans = case
    found = parts.tidy(text, spans)
    for part in found:
        words = text[part.start : part.end]
        assert words == words.strip() != ""
    for before, after in itertools.pairwise(found):
        assert text[before.end : after.start].strip()
    asked = {at for span in spans for at in range(span.start, span.end) if text[at].strip()}
    kept = {at for part in found for at in range(part.start, part.end) if text[at].strip()}
    assert kept == asked


@given(texts_with_spans(), st.data())
def test_what_is_left_out_is_gone_and_all_else_stays(
    case: tuple[str, list[Span]], data: st.DataObject
) -> None:
    text, spans = case
    ends = st.integers(0, len(text))
    a, b = data.draw(ends), data.draw(ends)
    out = Span(min(a, b), max(a, b))
    before = parts.tidy(text, spans)

    def letters(some: list[Span]) -> set[int]:
        return {at for p in some for at in range(p.start, p.end) if text[at].strip()}

    after = parts.without(text, before, out)
    assert letters(after) == letters(before) - set(range(out.start, out.end))


@given(texts_with_spans())
def test_packing_keeps_every_part(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    found = parts.tidy(text, spans)
    if not found:
        with pytest.raises(SpanError):
            parts.packed(found)
        return
    hull, gaps = parts.packed(found)
    ends = [hull.start, *(hull.start + at for gap in gaps for at in (gap.start, gap.end)), hull.end]
    assert [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=True)] == found


# ── In a project ─────────────────────────────────────────────────────────────────────────


def test_an_interrupted_quote_is_one_passage(project: Project, article: int) -> None:
    quote = project.tag(article, Span(0, span_of(SECOND).end), Kind.QUOTE)
    cut = project.leave_out(quote.id, span_of("he said after the talks,"))
    assert [TEXT[part.start : part.end] for part in cut.parts] == [FIRST, SECOND]
    assert cut.words == f"{FIRST} […] {SECOND}"
    assert cut.text == TEXT[cut.span.start : cut.span.end]
    assert project.undo_label() == "Leave words out of a passage"
    project.undo()
    assert project.passage(quote.id).gaps == ()
    project.redo()
    assert project.passage(quote.id).words == cut.words


def test_words_further_on_are_added_with_a_gap_between(project: Project, article: int) -> None:
    quote = project.tag(article, span_of(FIRST), Kind.QUOTE)
    longer = project.join_to(quote.id, span_of(SECOND))
    assert longer.words == f"{FIRST} […] {SECOND}"
    whole = project.join_to(quote.id, span_of("he said after the talks,"))
    assert whole.gaps == ()
    assert whole.text == f"{FIRST} he said after the talks, {SECOND}"


def test_words_left_out_at_an_end_shorten_a_passage(project: Project, article: int) -> None:
    quote = project.tag(article, span_of(f"{FIRST} he said"), Kind.QUOTE)
    assert project.leave_out(quote.id, span_of("he said")).text == FIRST
    with pytest.raises(SpanError, match="Delete it instead"):
        project.leave_out(quote.id, span_of(TEXT))
    assert project.passage(quote.id).text == FIRST


def test_words_that_are_not_in_a_passage_are_not_left_out(project: Project, article: int) -> None:
    quote = project.tag(article, span_of(FIRST), Kind.QUOTE)
    with pytest.raises(ConflictError):
        project.leave_out(quote.id, span_of("40 tonnes"))
    with pytest.raises(SpanError):
        project.join_to(quote.id, Span(len(TEXT) - 3, len(TEXT) + 1))
    assert project.passage(quote.id) == quote


def test_moving_an_end_keeps_the_gaps_within(project: Project, article: int) -> None:
    quote = project.tag(article, span_of(FIRST), Kind.QUOTE)
    project.join_to(quote.id, span_of(SECOND))
    on = project.move_passage(quote.id, Span(0, len(TEXT)))
    assert [TEXT[part.start : part.end] for part in on.parts] == [FIRST, f"{SECOND} 40 tonnes."]
    back = project.move_passage(quote.id, span_of(FIRST))
    assert back.gaps == ()
    assert back.text == FIRST


def test_passages_that_are_apart_are_merged_into_parts(project: Project, article: int) -> None:
    first = project.tag(article, span_of(FIRST), Kind.QUOTE, PassageDetails(cue="said"))
    second = project.tag(article, span_of(SECOND), Kind.QUOTE, PassageDetails(tags=("talks",)))
    merged = project.merge_passages([second.id, first.id])
    assert merged.words == f"{FIRST} […] {SECOND}"
    assert (merged.details.cue, merged.details.tags) == ("said", ("talks",))


def test_a_number_is_read_from_the_parts_unless_it_was_typed(
    project: Project, add_article: AddArticle
) -> None:
    text = "Output was 30 tonnes (3 % up) and is 40 tonnes now."
    article = add_article(text)
    figure = project.tag(article, Span(0, len(text)), Kind.FIGURE)
    read = project.leave_out(figure.id, span_of("30 tonnes (3 % up) and is", text))
    assert read.details.quantity == Quantity(40.0, unit="tonne")
    typed = PassageDetails(quantity=Quantity(41.0, unit="tonne"))
    project.edit_passage(figure.id, typed)
    kept = project.join_to(figure.id, span_of("30 tonnes", text))
    assert kept.details.quantity == Quantity(41.0, unit="tonne")
