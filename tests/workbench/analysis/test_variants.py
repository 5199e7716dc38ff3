"""Wordings of one statement: found, grouped without chains, and as the analyst has settled."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.variants import Quoted, Variants, variants
from workbench.domain import Article, DateBasis, Member, Span, Statement, StatementSort
from workbench.tasks import Cancelled, Task

SAID = "“We will not give away what our grandchildren are going to need,”"
OTHER = "“The harbour will be closed until the storm has passed the coast,”"


def article(number: int, **changes: object) -> Article:
    made = Article(
        id=number,
        uid=str(number),
        title=f"Title {number}",
        author=None,
        published=f"2025-02-{number:02}",
        date_basis=DateBasis.STATED,
        source=f"Outlet {number}",
        url=None,
        language=None,
        path="",
        characters=0,
        story=number,
        text_sha256="",
        imported="",
        import_id=1,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def quoted(number: int, words: str, speaker: str = "Olena Petrenko", **changes: object) -> Quoted:
    return Quoted(words, speaker, article(number, **changes), Span(0, 9), passage_id=number)


def ids(groups: list[Variants]) -> list[tuple[int, ...]]:
    return [one.passage_ids for one in groups]


def settled(number: int, *passage_ids: int) -> Statement:
    members = tuple(Member(one) for one in passage_ids)
    return Statement(number, StatementSort.QUOTE, "", members)


@pytest.mark.parametrize(
    "variant",
    [
        '"We will not give away what our grandchildren are going to need"',
        "“We will not give away what grandchildren are going to need,”",
        "“We will not hand over what our grandchildren are going to need.”",
        "“We will not give away […] what our grand-children are going to need,”",
        "“what our grandchildren are going to need,”",
        "“I said we will not, never, give away what our grandchildren are going to need.”",
    ],
)
def test_a_wording_is_found_whatever_was_done_to_it(variant: str) -> None:
    found = variants([quoted(1, SAID), quoted(2, variant), quoted(3, OTHER)])
    assert ids(found) == [(1, 2)]


def test_both_halves_of_a_split_quote_belong_to_it() -> None:
    first, second = "“We will not give away,”", "“what our grandchildren are going to need.”"
    found = variants([quoted(1, SAID), quoted(2, first), replace(quoted(2, second), passage_id=3)])
    assert ids(found) == [(1, 2, 3)]
    assert found[0].outlets == ("Outlet 1", "Outlet 2")


def test_what_two_have_in_common_with_a_third_does_not_join_them() -> None:
    shared = "never give up what these islands were promised"
    first, middle = f"before all else we {shared}", f"{shared} forever"
    last = "islands were promised forever and nothing else"
    found = variants([quoted(1, first), quoted(2, middle)])
    assert ids(found) == [(1, 2)]
    assert ids(variants([quoted(2, middle), quoted(3, last)])) == [(2, 3)]
    assert ids(variants([quoted(1, first), quoted(2, middle), quoted(3, last)])) == [(1, 2)]


def test_both_parts_of_one_quote_belong_to_it() -> None:
    begin, end = "we are proud of our country", "nobody can take this victory away"
    whole = f"{begin} and {end} from us"
    assert ids(variants([quoted(1, begin), quoted(2, whole), quoted(3, end)])) == [(1, 2, 3)]


def test_a_phrase_is_one_statement_only_from_one_person() -> None:
    phrase = "a tremendous success"
    assert ids(variants([quoted(1, phrase, "Ann"), quoted(2, phrase, "Bob")])) == []
    assert ids(variants([quoted(1, phrase, "Ann"), quoted(2, phrase, "Ann")])) == [(1, 2)]
    assert ids(variants([quoted(1, "no deal", ""), quoted(2, "no deal", "")])) == []


def test_few_common_words_of_two_people_in_longer_quotes_are_no_agreement() -> None:
    phrase = "we have done nothing wrong"
    longer = f"{phrase} beyond the obvious, which was to stand up for our rights"
    assert ids(variants([quoted(1, phrase, "Ann"), quoted(2, longer, "Bob")])) == []
    assert ids(variants([quoted(1, phrase, "Ann"), quoted(2, longer, "Ann")])) == [(1, 2)]


def test_a_quote_twice_in_one_article_is_no_agreement() -> None:
    one = quoted(1, SAID)
    assert variants([one, replace(one, span=Span(20, 29), passage_id=2)]) == []


def test_copies_of_a_story_count_once() -> None:
    [group] = variants([quoted(1, SAID), quoted(2, SAID, story=1), quoted(3, SAID[:-2] + "!")])
    assert (len(group.outlets), group.independent, group.wordings) == (3, 2, 1)
    assert group.first_seen == "2025-02-01"


def test_undated_articles_are_no_first() -> None:
    [group] = variants([quoted(1, SAID, published=None), quoted(2, SAID)])
    assert ids([group]) == [(2, 1)]
    assert group.first_seen == "2025-02-02"


def test_the_base_is_the_wording_behind_which_most_words_stand() -> None:
    long = "“Listen: we will not give away what our grandchildren are going to need, ever”"
    both = [quoted(1, SAID), quoted(2, SAID), quoted(3, long)]
    assert variants(both)[0].base.words == SAID
    assert variants(both[1:])[0].base.words == long


def test_what_is_settled_holds() -> None:
    quotes = [quoted(1, SAID), quoted(2, SAID), quoted(3, OTHER), quoted(4, SAID)]
    apart = variants(quotes, [settled(1, 1), settled(2, 2)])
    assert {frozenset(one) for one in ids(apart)} == {frozenset({1, 4}), frozenset({2})}
    joined = variants(quotes, [settled(7, 1, 3)])
    assert ids(joined) == [(1, 2, 3, 4)]
    assert joined[0].statement == settled(7, 1, 3)


def test_a_settled_statement_is_known_by_each_of_its_wordings() -> None:
    found = variants([quoted(1, SAID), quoted(2, OTHER), quoted(3, OTHER)], [settled(1, 1, 2)])
    assert ids(found) == [(1, 2, 3)]


WORDS = st.sampled_from(
    ["harbour", "storm", "people", "victory", "nothing", "forever", "closed", "we", "will"]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=12)


@given(TEXTS, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order(texts: list[str], chance: random.Random) -> None:
    quotes = [quoted(number, text) for number, text in enumerate(texts, 1)]
    mixed = list(quotes)
    chance.shuffle(mixed)
    assert variants(mixed) == variants(quotes)


@given(TEXTS, st.data())
def test_settled_statements_are_never_joined_or_taken_apart(
    texts: list[str], data: st.DataObject
) -> None:
    quotes = [quoted(number, text) for number, text in enumerate(texts, 1)]
    of = data.draw(st.lists(st.integers(0, 3), min_size=len(texts), max_size=len(texts)))
    wanted = {n: {i for i, one in enumerate(of, 1) if one == n} for n in (1, 2, 3)}
    statements = [settled(n, *sorted(members)) for n, members in wanted.items() if members]
    found = [set(one) for one in ids(variants(quotes, statements))]
    for members in (each for each in wanted.values() if each):
        assert [one for one in found if one & members] == [one for one in found if members <= one]
        assert sum(bool(one & members) for one in found) == 1
    for one in found:
        assert sum(bool(one & members) for members in wanted.values()) <= 1


def test_it_can_be_cancelled() -> None:
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        variants([quoted(1, SAID), quoted(2, SAID)], task=task)
