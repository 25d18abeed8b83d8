"""Charts: the same bytes each time, whole or not there, whatever the labels and days."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest

from kg.errors import OutputUnusable
from kg.plot import FORMATS, Chart, ChartRow, Mark, draw_timeline
from kg.records import Position

SVG = "{http://www.w3.org/2000/svg}"


def mark(day: date, position: Position = "support", count: int = 1) -> Mark:
    return Mark(first=day, last=day, position=position, count=count)


def chart(*marks: Mark, label: str = "Sergueï Lavrov", title: str = "Élargissement") -> Chart:
    rows = (ChartRow(label=label, marks=marks, aside="sans date +1"), ChartRow(label="Otan", marks=()))
    return Chart(title=title, rows=rows, note="Nombre de déclarations")


GOOD = chart(mark(date(2021, 12, 16)), mark(date(2022, 1, 3), "oppose", 7), mark(date(2022, 1, 3), "neutral"))


@pytest.mark.parametrize("ending", FORMATS)
def test_two_runs_give_the_same_bytes(tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
    draw_timeline(GOOD, one)
    # a process of its own, with settings of its own and another order of hashes
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\nfont.size: 30\nsavefig.facecolor: red\n")
    code = (
        "import sys; from pathlib import Path; from tests.plot.test_timeline import GOOD; "
        "from kg.plot import draw_timeline; draw_timeline(GOOD, Path(sys.argv[1]))"
    )
    environment = {"MATPLOTLIBRC": str(tmp_path), "PYTHONHASHSEED": "7", "MPLCONFIGDIR": str(tmp_path)}
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", code, other], env=environment, cwd=root, check=True)
    assert one.read_bytes() == other.read_bytes()


def test_positions_differ_by_shape(tmp_path: Path) -> None:
    def shapes(position: Position) -> set[str]:
        path = tmp_path / f"{position}.svg"
        draw_timeline(
            Chart(title="", rows=(ChartRow(label="", marks=(mark(date(2022, 1, 1), position),)),)), path
        )
        tree = ElementTree.parse(path)
        collections = [g for g in tree.iter(f"{SVG}g") if g.get("id", "").startswith("PathCollection")]
        assert len(collections) == 1
        return {found.get("d", "") for found in collections[0].iter(f"{SVG}path")}

    support, oppose, neutral = shapes("support"), shapes("oppose"), shapes("neutral")
    assert support
    assert support != oppose != neutral != support


@pytest.mark.parametrize(
    "made",
    [
        chart(),
        Chart(title="", rows=()),
        chart(mark(date.min), mark(date.max, "oppose", 10**6)),
        chart(mark(date.max)),
        chart(
            mark(date(2021, 1, 1)),
            label='$\\frac$ <b>&]]>--\x00\x1b[2J \u202e\ud800"',
            title="$x^$ 中文 \U0001f600",
        ),
        chart(mark(date(2021, 1, 1)), label="x" * 5000, title="y " * 500),
    ],
    ids=["undated", "empty", "all-time", "last-day", "hostile", "long"],
)
@pytest.mark.filterwarnings("error")
def test_odd_charts_are_drawn(tmp_path: Path, made: Chart) -> None:
    draw_timeline(made, tmp_path / "a.svg")
    draw_timeline(made, tmp_path / "a.png")
    assert ElementTree.parse(tmp_path / "a.svg").getroot().tag == f"{SVG}svg"
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_the_font_says_nothing_of_letters_it_lacks(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    draw_timeline(chart(title="中文"), tmp_path / "a.png")
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize("name", ["a.pdf", "a", ".svg"])
def test_an_ending_without_a_format(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputUnusable, match=r"name a file that ends in \.svg or \.png"):
        draw_timeline(GOOD, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match="cannot be written"):
        draw_timeline(GOOD, tmp_path / "no" / "a.svg")
