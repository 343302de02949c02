"""Commands on a history in which one cell is damaged: one line and exit 1, or what can still be said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from at_home import Home
from rehearse.cli import main
from rehearse.history import open_history
from rehearse.model.heard import Correction, Span, Stretch
from rehearse.model.kept import LayerCheck
from saying import say, write

STORY = (
    "So [um] last autumn, like, our printer went down. My job was to fix it. (2.5) I called twelve people "
    "and I [uh] wrote a plan. In the end we saved ten hours."
)
OF_ONE_TAKE = (
    ["show", "1"],
    ["export", "1", "--to", "textgrid"],
    ["compare", "1", "2"],
    ["delete", "1", "--yes"],
)
OF_ALL: tuple[list[str], ...] = (
    [],
    ["history"],
    ["progress"],
    ["progress", "--html", "--no-open"],
    ["purge", "--older-than", "1d"],
    ["prompt", "--device", "none such"],
)
CELLS = (
    "takes SET recorded_at = '9999-12-31T23:59:59.999999+00:00'",
    "takes SET question = x'ff'",
    "takes SET audio = '../../etc/passwd'",
    "heard SET words = '7', speech = '[[NaN, 3]]'",
    "heard SET words = '[[\"a\", -1, 1e999, 0.9]]'",
    "heard SET readings = '[[0, 9999, -1, -1, -1, -1, -1]]'",
    "heard SET whole = '[[-1]]'",
    "summaries SET summary = '[]'",
    "points SET point = x'00ff'",
    "layer_checks SET first = -1",
    "corrections SET end_s = -1",
    "listenings SET presses = '{}', until_s = 'end'",
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    for day in range(2):
        home.keep(say(STORY), day=day, prompt_id="outage", question="What broke?")
    home.keep(write(STORY), day=3)
    with open_history(home.folder) as history:
        history.keep_points("outage", ["called twelve people"])
        history.keep_layer_check(1, LayerCheck("pressure", Stretch(0, 3)))
        history.keep_corrections(1, [Correction(Span(1.0, 2.0), is_one=True)])
        history.keep_listening(1, listened_at=datetime.now(UTC), presses=[1.0], until_s=9.0)
    assert run(home, "progress").exit_code == 0  # which sums them up
    return home


TWO = "Name two takes, as in `rehearse compare 3 5`."


def run(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"REHEARSE_HOME": str(home.folder), "COLUMNS": "80"})


@pytest.mark.parametrize("cell", CELLS)
def test_a_damaged_cell_is_one_line_at_most(home: Home, cell: str) -> None:
    with closing(sqlite3.connect(home.folder / "history.db", isolation_level=None)) as database:
        database.execute(f"UPDATE {cell}")
    told = 0
    for command in (*OF_ALL, *OF_ONE_TAKE, ["points", "outage"]):
        result = run(home, *command)
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            command,
            result.exc_info,
        )
        if "damaged" in result.stderr:
            told += 1
            assert (result.exit_code, result.stderr.count("\n")) == (1, 1), command
    if (
        "summaries" not in cell and "listenings" not in cell
    ):  # one is made anew, the other read after a listening
        assert told > 0


@pytest.mark.parametrize("take", ["1", "3"])
def test_a_take_is_not_compared_with_itself(home: Home, take: str) -> None:
    for more in ((), ("--json",)):
        result = run(home, "compare", take, take, *more)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"Error: That is take {take} twice. {TWO}\n"
