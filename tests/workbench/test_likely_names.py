from workbench.likely_names import Proposal, proposals


def test_a_family_name_is_proposed_for_the_one_full_name_in_use() -> None:
    assert proposals(["Putin", "Vladimir Putin", "Kyiv"], []) == [
        Proposal("Putin", "Vladimir Putin")
    ]
    people = [("Olena Hryn", "the minister")]
    assert proposals(["Ms Hryn"], people) == [Proposal("Ms Hryn", "Olena Hryn")]


def test_a_name_that_two_people_share_is_nobodys() -> None:
    assert proposals(["Clinton", "Bill Clinton", "Hillary Clinton"], []) == []


def test_a_title_alone_is_no_name() -> None:
    assert proposals(["President", "Mr.", "Vladimir Putin"], []) == []
