"""Who says how much on what, and who has changed their stance."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.actors import NO_TOPIC, Topic, TopicSort, Utterance, turns, voices
from workbench.domain import Kind, Span, Stance

CHINA = Topic(TopicSort.TAG, "China")
SHARE = Topic(TopicSort.METRIC, "share of processing")


def said(number: int, who: str, *topics: Topic, **changes: Any) -> Utterance:
    """A claim in an article and a story of its own, one a day."""
    fields: dict[str, Any] = {
        "article_id": number,
        "story": number,
        "outlet": "Harbour Ledger",
        "day": f"2025-02-{number:02}",
        "kind": Kind.CLAIM,
        "span": Span(0, 9),
        "who": who,
        "topics": topics,
        "text": "Some words",
        "stance": Stance.ASSERTED,
        "passage_id": number,
        **changes,
    }
    return Utterance(**fields)


def test_the_busiest_actor_and_the_busiest_topic_come_first() -> None:
    found = voices(
        [said(1, "Marsh", CHINA), said(2, "Trump", CHINA, SHARE), said(3, "trump", CHINA)]
    )
    assert [one.name for one in found.actors] == ["Trump", "Marsh"]
    assert found.topics == (CHINA, SHARE)
    cell = found.actors[0].topics[CHINA]
    assert (len(cell.utterances), cell.first, cell.last, cell.stories) == (
        2,
        "2025-02-02",
        "2025-02-03",
        2,
    )


def test_what_has_no_topic_is_there_and_comes_last() -> None:
    found = voices([said(1, "Marsh"), said(2, "Marsh"), said(3, "Marsh", CHINA)])
    assert [one.name for one in found.topics] == ["China", NO_TOPIC]
    assert len(found.actors[0].all.utterances) == 3


def test_a_speaker_who_denies_what_they_asserted_has_changed_their_stance() -> None:
    first = said(1, "Trump", CHINA, claim=4)
    later = said(9, "Trump", CHINA, claim=4, stance=Stance.DENIED)
    [turn] = turns([later, first])
    assert (turn.before, turn.after, turn.words) == (first, later, "asserted → denied")
    assert voices([first, later]).actors[0].topics[CHINA].turns == (turn,)


def test_others_hedges_copies_and_other_claims_are_no_change() -> None:
    first = said(1, "Trump", claim=4)
    for other in (
        said(9, "Marsh", claim=4, stance=Stance.DENIED),
        said(9, "Trump", claim=4, stance=Stance.HEDGED),
        said(9, "Trump", claim=4, stance=Stance.DENIED, story=1),
        said(9, "Trump", claim=4, stance=Stance.DENIED, day="2025-02-01"),
        said(9, "Trump", claim=4, stance=Stance.DENIED, day=None),
        said(9, "Trump", claim=5, stance=Stance.DENIED),
        said(9, "Trump", stance=Stance.DENIED),
        said(9, "Trump", claim=4),
    ):
        assert turns([first, other]) == []


@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from("ABC"), st.booleans())))
def test_every_utterance_is_counted_once_for_each_topic(
    rows: list[tuple[int, str, bool]],
) -> None:
    found = voices(
        said(number, who, *([CHINA, SHARE] if both else [CHINA])) for number, who, both in rows
    )
    assert sum(len(one.all.utterances) for one in found.actors) == len(rows)
    of_topics = sum(len(cell.utterances) for one in found.actors for cell in one.topics.values())
    assert of_topics == sum(1 + both for _, _, both in rows)
