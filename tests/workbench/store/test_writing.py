import uuid

from workbench.store.writing import new_uid


def test_ids_are_uuids_that_begin_with_the_time_and_differ() -> None:
    made = [new_uid() for _ in range(2_000)]
    assert len(set(made)) == len(made)
    assert {(uuid.UUID(one).version, uuid.UUID(one).variant) for one in made} == {
        (7, uuid.RFC_4122)
    }
    assert [one[:12] for one in made] == sorted(one[:12] for one in made)
