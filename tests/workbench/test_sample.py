"""The sample project is made once, whole, whoever else is making it."""

import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import ProjectError
from workbench.project import Project
from workbench.sample import ensure_sample

ROOT = Path(__file__).parents[2]


def test_two_first_starts_at_once_share_one_sample(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "Sample project"
    make = "import sys; from pathlib import Path; from workbench.sample import ensure_sample\n"
    make += "ensure_sample(Path(sys.argv[1]))"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", make, str(folder)], cwd=ROOT, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for process in both:
        _, complaint = process.communicate(timeout=100)
        assert process.returncode == 0, complaint.decode()
    with Project.open(folder) as project:
        assert project.check() == []
        assert len(project.articles()) >= 24
    assert not folder.with_name(folder.name + ".partial").exists()


def test_a_folder_in_the_way_is_told_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "Sample project"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(ProjectError, match="sample project"):
        ensure_sample(folder)
    assert (folder / "notes.txt").read_text() == "mine"
