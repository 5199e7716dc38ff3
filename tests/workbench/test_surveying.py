"""Who says what when, in a project."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain import Kind, Member, PassageDetails, Span, Stance, StatementSort
from workbench.project import Project

AddArticle = Callable[..., int]

FIRST = "The deal covers 500 billion dollars of minerals, the president said on 3 March 2025."
LATER = "The deal does not cover 500 billion dollars of minerals, the president said."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as project:
        yield project


def claim(project: Project, article: int, who: str, stance: Stance) -> int:
    span = Span(0, len(project.text(article)))
    details = PassageDetails(claimant=who, stance=stance, tags=("deal",))
    return project.tag(article, span, Kind.CLAIM, details).id


def test_a_settled_claim_tells_who_turned_around_under_all_their_names(
    project: Project, add_article: AddArticle
) -> None:
    first = claim(project, add_article(FIRST), "the president", Stance.ASSERTED)
    later = claim(
        project, add_article(LATER, published="2025-04-01"), "Donald Trump", Stance.DENIED
    )
    project.new_person("Donald Trump", ["the president"])
    project.settle_statement(StatementSort.CLAIM, [Member(first), Member(later, opposite=True)])
    [actor] = project.voices().actors
    assert actor.name == "Donald Trump"
    [turn] = actor.all.turns
    assert turn.words == "asserted → denied"
    assert [topic.name for topic in actor.topics] == ["deal"]


def test_dates_that_are_stated_in_what_is_said_stand_with_it(
    project: Project, add_article: AddArticle
) -> None:
    claim(project, add_article(FIRST), "the president", Stance.ASSERTED)
    [before] = project.voices().actors
    assert before.all.utterances[0].dates == ()  # nothing has been read yet
    project.read_all()
    [actor] = project.voices().actors
    [stated] = actor.all.utterances[0].dates
    assert (stated.day, stated.words) == ("2025-03-03", "3 March 2025")


def test_suggestions_with_a_speaker_stand_beside(project: Project, add_article: AddArticle) -> None:
    add_article('"We will sign the deal on Monday," said Elena Marsh, a minister.')
    project.read_all()
    assert project.voices().actors == ()
    names = [one.name for one in project.voices(suggested_from=0.3).actors]
    assert "Elena Marsh" in names


def test_what_actors_say_as_a_table(project: Project, add_article: AddArticle) -> None:
    claim(project, add_article(FIRST), "the president", Stance.ASSERTED)
    [actor] = project.voices().actors
    [row] = project.utterance_rows(actor.all.utterances)
    assert row[:5] == ["the president", "claim", "asserted", "deal", "2025-02-26"]
