import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from ui.chart_export import draw, rendered
from ui.plot.look import look
from ui.plot.units import series_key
from workbench.domain import Qualifier, Series, SeriesPoint
from workbench.errors import ExportError, UsageError

ROOT = Path(__file__).parents[2]
NAME = "<b>deposits</b> & more"
POINTS = tuple(
    SeriesPoint(f"2025-0{n}-04", n * 1e12, None, None, Qualifier.EXACT, n, 1) for n in range(1, 6)
)
SERIES = [Series(NAME, "USD", None, POINTS), Series("share", "percent", None, POINTS)]


def test_a_png_has_two_pixels_a_point_and_the_colours_of_the_series(
    qapp: object, tmp_path: Path
) -> None:
    out = tmp_path / "chart.png"
    draw(SERIES, out)
    image = QImage(str(out))
    assert image.width() == 1920
    assert image.pixelColor(2, 2).name() == look(dark=False).surface.lower()
    colours = {image.pixelColor(x, y).name() for x in range(0, 1920, 3) for y in range(0, 960, 3)}
    assert {"#0072b2", "#d55e00"} <= colours


def test_a_dark_picture_is_dark(qapp: object, tmp_path: Path) -> None:
    out = tmp_path / "chart.PNG"
    draw(SERIES, out, dark=True)
    assert QImage(str(out)).pixelColor(2, 2).name() == look(dark=True).surface.lower()


def test_an_svg_holds_names_as_text_and_no_picture(qapp: object, tmp_path: Path) -> None:
    out = tmp_path / "chart.svg"
    draw(SERIES, out)
    root = ET.fromstring(out.read_text(encoding="utf-8"))
    texts = [
        "".join(each.itertext()).strip() for each in root.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert NAME in texts
    assert "$4 tn" in texts
    assert any(text.endswith("2025") for text in texts)
    assert not list(root.iter("{http://www.w3.org/2000/svg}image"))


def test_the_lines_of_an_svg_go_from_mark_to_mark(qapp: object, tmp_path: Path) -> None:
    out = tmp_path / "chart.svg"
    far = tuple(
        SeriesPoint(f"2025-0{n}-04", 1_200_000 + n, None, None, Qualifier.EXACT, n, 1)
        for n in (1, 3)
    )
    draw([Series("m", None, None, far)], out)
    drawing = out.read_text(encoding="utf-8")
    marks = re.findall(r'transform="matrix\(9,0,0,9,([\d.]+),([\d.]+)\)"', drawing)
    [line] = re.findall(r' d="M([\d.]+),([\d.]+) L([\d.]+),([\d.]+) "', drawing)
    assert len(marks) == 2
    assert [float(n) for mark in marks for n in mark] == pytest.approx(
        [float(n) for n in line], abs=0.1
    )


def test_the_same_series_give_the_same_file(qapp: object, tmp_path: Path) -> None:
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    draw(SERIES, first)
    draw(SERIES, second)
    assert first.read_bytes() == second.read_bytes()


def test_nothing_to_draw_and_unknown_forms_are_said_and_leave_the_old_file(
    qapp: object, tmp_path: Path
) -> None:
    out = tmp_path / "chart.png"
    out.write_bytes(b"old")
    with pytest.raises(ExportError, match="no point"):
        draw([], out)
    with pytest.raises(UsageError, match=r"\.gif"):
        draw(SERIES, tmp_path / "chart.gif")
    with pytest.raises(ExportError):
        draw(SERIES, tmp_path / "nowhere" / "chart.png")
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["chart.png"]


SCRIPT = """
import sys
from pathlib import Path
from ui.chart_export import draw, rendered
from workbench.domain import Qualifier, Series, SeriesPoint
points = (SeriesPoint("2025-02-04", 5e9, None, None, Qualifier.EXACT, 1, 1),)
for name in sys.argv[1:]:
    draw([Series("deposits", "USD", None, points)], Path(name))
"""


def test_it_works_without_a_window_or_a_display_and_ends_well(tmp_path: Path) -> None:
    names = [str(tmp_path / "one.png"), str(tmp_path / "two.svg")]
    # No platform is set and there is no display: the program has to help itself.
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *names],
        cwd=ROOT,
        env={"PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not QImage(names[0]).isNull()
    assert "deposits" in Path(names[1]).read_text(encoding="utf-8")


def test_a_picture_leaves_out_what_the_legend_takes_off(qapp: object) -> None:
    hidden = {series_key(SERIES[0])}
    svg = rendered(SERIES, ".svg", hidden=hidden).decode()
    assert "#d55e00" in svg
    assert "#0072b2" not in svg
    with pytest.raises(ExportError):
        rendered(SERIES[:1], ".svg", hidden=hidden)


def test_small_charts_stand_side_by_side(qapp: object) -> None:
    three = [Series(f"metric {n}", "percent", None, POINTS) for n in range(3)]
    one = QImage.fromData(rendered(three, ".png"))
    apart = QImage.fromData(rendered(three, ".png", apart=True))
    assert apart.size() == one.size()
    svg = rendered(three, ".svg", apart=True).decode()
    assert {f"metric {n}, percent" for n in range(3)} <= set(re.findall(r">([^<]+)<", svg))
