"""The lists that commands show: takes, microphones, models, findings, two takes beside each other.

Rows come in as values, in the order to show; nothing here reads the history or asks PortAudio.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len
from rich.text import Text

from rehearse.screen.layout import HEADING, blank, put, width
from rehearse.words.models import Model, size, what_they_find, where
from rehearse.words.takes import NO_TAKES
from rehearse.words.text import UNKNOWN, clock, plain

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.practice.findings import Finding

_NARROWEST = 8
_SUBJECT_WIDTH = 12


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One take in the list. `duration_s` and `words` are None where unknown.

    `words` are without filled pauses. `finished` is False where the recording was cut off or its words
    were not yet recognised; `damaged` is true where the file that it was made from was.
    """

    id: int
    recorded_at: datetime
    prompt_id: str | None
    question: str | None
    duration_s: float | None
    words: int | None
    finished: bool
    damaged: bool = False


class Device(Protocol):
    """What the list needs of a microphone; `audio.microphone.Device` has it."""

    @property
    def index(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def channels(self) -> int: ...
    @property
    def rate_hz(self) -> int: ...
    @property
    def is_default(self) -> bool: ...
    @property
    def host_api(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; numbers stand to the right, one that may be `cut` is shortened to what is left."""

    heading: str
    to_the_right: bool = False
    cut: bool = False


def print_history(console: Console, rows: Sequence[HistoryRow]) -> None:
    """Print one line per take, its times in the local time zone."""
    if not rows:
        put(console, NO_TAKES)
        return
    columns = (
        Column("Take", to_the_right=True),
        Column("When"),
        Column("Length", to_the_right=True),
        Column("Words", to_the_right=True),
        Column("Question", cut=True),
    )
    print_table(console, columns, [_history_cells(row) for row in rows])


def print_devices(console: Console, devices: Sequence[Device]) -> None:
    """Print the microphones, of which there is one at least; the usual one is marked in words."""
    indent = max(len(str(device.index)) for device in devices) + 4
    for device in devices:
        used = "; used unless you choose another" if device.is_default else ""
        channels = f"{device.channels} channel{'' if device.channels == 1 else 's'}"
        put(console, device.name, label=f"{device.index:>{indent - 2}}", indent=indent)
        put(console, f"through {device.host_api}, {channels}, {device.rate_hz} Hz{used}", indent=indent)


def print_models(console: Console, models: Sequence[Model], *, usual: str) -> None:
    """Print Whisper's models, and which are here; `usual` is used unless another is chosen."""
    rows = [(model.name, size(model), _where(model, usual)) for model in models]
    print_table(console, (Column("Model"), Column("Size", to_the_right=True), Column("Where")), rows)
    blank(console)
    put(
        console,
        f"{what_they_find(usual)} `--model NAME` chooses one, `rehearse models --fetch NAME` downloads it.",
    )


def _where(model: Model, usual: str) -> str:
    return f"{where(model)}; used unless you choose another" if model.name == usual else where(model)


def print_finding(console: Console, finding: Finding) -> None:
    """Print what was found of one thing, marked in a word, with what to do about it below."""
    mark = {"fine": "ok", "warning": "note", "problem": "NO"}[finding.state]
    indent = _SUBJECT_WIDTH + 6
    put(console, finding.says, label=f"{mark:<6}{finding.subject}", indent=indent)
    if finding.advice:
        put(console, finding.advice, indent=indent)


def print_compared(
    console: Console,
    titles: Mapping[str, str],
    rows: Sequence[tuple[str, str, str]],
    sentences: Sequence[str],
) -> None:
    """Print two takes beside each other, then what is to be said of the difference, a line each.

    `titles` are those of the columns, with what each take is.
    """
    for title, what in titles.items():
        put(console, f"{title}: {what}")
    blank(console)
    print_table(console, (Column(""), *map(Column, titles)), rows)
    blank(console)
    for sentence in sentences:
        put(console, sentence)


def _history_cells(row: HistoryRow) -> tuple[str, ...]:
    question = row.question or row.prompt_id or "no question"
    state = "(unfinished) " if not row.finished else "(damaged) " if row.damaged else ""
    return (
        str(row.id),
        f"{row.recorded_at.astimezone():%Y-%m-%d %H:%M}",
        UNKNOWN if row.duration_s is None else clock(row.duration_s),
        UNKNOWN if row.words is None else str(row.words),
        f"{state}{question}",
    )


def print_table(console: Console, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Print one line per row, two blanks between columns; the cut column gets what the others leave."""
    rows = [tuple(map(plain, cells)) for cells in rows]
    widths = [
        max(cell_len(text) for text in (column.heading, *(row[number] for row in rows)))
        for number, column in enumerate(columns)
    ]
    taken = sum(2 + wide for column, wide in zip(columns, widths, strict=True) if not column.cut)
    for number, cells in enumerate(([column.heading for column in columns], *rows)):
        line = Text(style="" if number else HEADING)
        for column, natural, cell in zip(columns, widths, cells, strict=True):
            wide = min(natural, max(_NARROWEST, width(console) - taken)) if column.cut else natural
            text = Text(cell)
            text.truncate(wide, overflow="ellipsis")
            text.align("right" if column.to_the_right else "left", wide)
            line.append(text).append("" if column is columns[-1] else "  ")
        put(console, line)
