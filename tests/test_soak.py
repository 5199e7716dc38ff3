"""The campaigns of `make soak`, short; and that each finds the defect it is there for."""

import sys
from pathlib import Path

import pytest

from benchmarks.soak import defects, faults, flips, kills, migrations, steps

SEED = 20_251_127

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    found = kills.campaign(tmp_path, 8, SEED)
    assert found.faults == []
    assert found.gestures > 0


@pytest.mark.timeout(400)  # how soon a defect shows depends on when a process is killed
@pytest.mark.parametrize("defect", [defects.EARLY, defects.HALF])
def test_kills_find_what_is_acknowledged_early_and_what_is_half_done(
    tmp_path: Path, defect: str
) -> None:
    assert kills.campaign(tmp_path, 150, SEED, defect).faults


def test_a_killed_migration_is_done_again(tmp_path: Path) -> None:
    assert migrations.campaign(tmp_path, 4, SEED).faults == []


def test_damage_is_found_and_put_right(tmp_path: Path) -> None:
    found = flips.campaign(tmp_path, 150, SEED)
    assert found.faults == []
    assert found.harmful > 10
    assert found.recovered >= found.harmful


def test_damage_that_no_hash_tells_of_is_not_found_without_hashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Put back by the end of the test, whatever the campaign has planted.
    monkeypatch.setattr(defects.check, "hash_row", defects.check.hash_row)
    found = flips.campaign(tmp_path, 600, SEED, defects.UNHASHED)
    assert any("not noticed" in fault for fault in found.faults)


def test_very_many_steps_agree_with_a_plain_model(tmp_path: Path) -> None:
    found = steps.campaign(tmp_path, 600, SEED)
    assert found.faults == []
    assert found.steps == 600


@pytest.mark.skipif(not faults.possible(), reason="no failing disk can be made here")
def test_a_disk_that_fails_costs_only_what_it_refuses(tmp_path: Path) -> None:
    found = faults.campaign(tmp_path, SEED, every=40)
    assert found.faults == []
    assert found.refused > 0
    assert all("Nothing was changed" in sentence for sentence in found.sentences)
