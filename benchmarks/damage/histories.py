"""Histories, damaged, and what the commands that read and delete takes make of them."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import soundfile

from benchmarks.damage.program import commands
from benchmarks.damage.verdicts import NONE, Trial, Verdict, broken
from benchmarks.damage.workers import Broken, Worker
from saying import say, write

ROW = "histories (SQLite)"
EACH = 10
TAKES = 6
NAME = "history.db"
OTHERS = "not-ours.txt"
"""A file beside the history that no command has any business with."""

SAID = (
    "Last autumn our shop lost its phones. My job was to fix that [um] within the day. I called the vendor "
    "and, like, wrote a plan. (1.5) In the end the shop reopened within two hours and we lost no order. "
)
QUESTIONS = ("all-urgent", "outage", "all-urgent", None)
TABLES = ("takes", "heard", "summaries", "points", "layer_checks", "listenings")

LIST = ("history", "--json", "--all")
COMMANDS = (
    (),
    ("history",),
    LIST,
    ("show",),
    ("show", "2", "--full"),
    ("show", "3", "--json"),
    ("compare", "1", "3"),
    ("export", "2", "--to", "json"),
    ("export", "3", "--to", "textgrid"),
    ("points", "all-urgent"),
    ("progress",),
    ("progress", "--json"),
    ("report", "2", "--no-open"),
    ("points", "outage", "told them why"),
    ("purge", "--older-than", "30d", "--sound", "--yes"),
    ("delete", "2", "--yes"),
    ("delete", "3", "--yes"),
    ("purge", "--older-than", "1d", "--yes"),
)

Change = Callable[[Random, Path], None]
"""Of the history at a path."""


@cache
def whole() -> tuple[tuple[str, bytes], ...]:
    """The files of a history with `TAKES` takes, by their names."""
    from rehearse.history import open_history
    from rehearse.model.kept import NewTake
    from rehearse.takes.summaries import summed_up

    begun = datetime(2024, 5, 1, 18, tzinfo=UTC)
    with tempfile.TemporaryDirectory(prefix="history-") as name:
        home = Path(name)
        with open_history(home) as history:
            history.takes_folder.mkdir(exist_ok=True)
            for number in range(TAKES):
                heard = write(SAID.replace("[um]", "um")) if number == 4 else say(SAID * 2 + "[um] " * number)
                audio = None if number > 2 else history.takes_folder / f"{number}.wav"
                if audio is not None:
                    soundfile.write(audio, np.zeros(8_000), 16_000)
                history.add(
                    heard,
                    NewTake(
                        recorded_at=begun + timedelta(hours=30 * number),
                        prompt_id=QUESTIONS[number % len(QUESTIONS)],
                        question="What happened?",
                        audio=audio,
                        version="0.1",
                    ),
                )
                if audio is not None:
                    history.keep_listening(number + 1, listened_at=begun, presses=[1.0, 2.5], until_s=9.0)
            history.keep_points("all-urgent", ["asked what was urgent", "said no twice"])
            summed_up(history, progress=lambda *_: None)
        files = sorted(path for path in home.rglob("*") if path.is_file())
        return tuple((str(path.relative_to(home)), path.read_bytes()) for path in files)


# Kinds of damage


def few_bits_flipped(random: Random, path: Path) -> None:
    _changed(path, lambda data: _flipped(random, data, range(100, len(data)), random.randint(1, 10)))


def many_bits_flipped(random: Random, path: Path) -> None:
    _changed(path, lambda data: _flipped(random, data, range(100, len(data)), random.randint(50, 2000)))


def header_flipped(random: Random, path: Path) -> None:
    _changed(path, lambda data: _flipped(random, data, range(100), random.randint(1, 10)))


def schema_flipped(random: Random, path: Path) -> None:
    """In the texts that make the tables, which lie on the first page."""

    def change(data: bytes) -> bytes:
        texts = [at for at in range(4096) if data[at : at + 7] in (b"CREATE ", b"INTEGER")]
        start = random.choice(texts)
        return _flipped(random, data, range(start, start + 200), random.randint(1, 3))

    _changed(path, change)


def truncated(random: Random, path: Path) -> None:
    _changed(path, lambda data: data[: random.randrange(len(data))])


def stretch_changed(random: Random, path: Path) -> None:
    def change(data: bytes) -> bytes:
        start = random.randrange(len(data))
        end = min(len(data), start + random.choice((1, 100, 4096, 20_000)))
        between = random.choice((b"", bytes(end - start), random.randbytes(end - start), data[:4096]))
        return data[:start] + between + data[end:]

    _changed(path, change)


def another_kind(random: Random, path: Path) -> None:
    contents = (b"", b"\x00" * 8192, b"text\n", random.randbytes(8192), b"SQLite format 3\x00", b"PK\x03\x04")
    _changed(path, lambda _: random.choice(contents))


def foreign(random: Random, path: Path) -> None:
    """Another program's database, or one with its number in it."""
    path.unlink()
    mark = random.choice((0, 0x52454852, 1))
    made = random.choice(("CREATE TABLE takes (x)", "CREATE TABLE t (id)", "CREATE VIEW heard AS SELECT 1"))
    _sql(
        path, made, f"PRAGMA application_id = {mark}", f"PRAGMA user_version = {random.choice((0, 1, 5, 7))}"
    )


def table_missing(random: Random, path: Path) -> None:
    for table in random.sample(TABLES, random.randint(1, 2)):
        _sql(path, f"DROP TABLE {table}")


def column_missing(random: Random, path: Path) -> None:
    table = random.choice(TABLES)
    column = random.choice(_columns(path, table))
    if random.random() < 0.5:
        _sql(path, f"ALTER TABLE {table} RENAME COLUMN {column} TO other")
    else:
        _sql(
            path,
            f"CREATE TABLE other AS SELECT * FROM {table}",
            f"DROP TABLE {table}",
            f"ALTER TABLE other RENAME TO {table}",
        )


def other_version(random: Random, path: Path) -> None:
    _sql(path, f"PRAGMA user_version = {random.choice((-1, 0, 1, 3, 6, 8, 2**31 - 1))}")


def values_of_another_type(random: Random, path: Path) -> None:
    for _ in range(random.randint(1, 3)):
        table = random.choice(TABLES)
        column, value = random.choice(_columns(path, table)), random.choice(_VALUES)
        with suppress(sqlite3.IntegrityError):  # what SQLite lets in no table is in none
            _sql(path, f"UPDATE {table} SET {column} = {value} WHERE rowid > {random.randint(0, 3)}")


def times_of_another_form(random: Random, path: Path) -> None:
    _sql(path, f"UPDATE takes SET recorded_at = {random.choice(_TIMES)} WHERE id > {random.randint(0, 5)}")


def words_of_another_form(random: Random, path: Path) -> None:
    """Still JSON, with one value of it of another kind."""
    column = random.choice(("words", "words", "speech", "hesitations", "readings"))
    with closing(sqlite3.connect(path)) as connection:
        for take_id, text in connection.execute(f"SELECT take_id, {column} FROM heard").fetchall():
            content = json.loads(text) if text else [[0.5, 1.0, 0.5]]
            changed = json.dumps(_with_another_value(random, content))
            connection.execute(f"UPDATE heard SET {column} = ? WHERE take_id = ?", (changed, take_id))
        connection.commit()


def sound_elsewhere(random: Random, path: Path) -> None:
    """Names of sound files that lead out of their folder, or to no file."""
    names = (
        f"../{OTHERS}",
        str(path.parent / OTHERS),
        ".",
        "..",
        "",
        "a\x00b",
        "x" * 5000,
        "\x1b[2J.wav",
        f"./../{OTHERS}",
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE takes SET audio = ?", (random.choice(names),))
        connection.commit()


_VALUES = [
    *("NULL", "''", "'x'", "0", "-1", "9223372036854775807", "1e308", "9e999", "-9e999", "x'00ff'"),
    *("'null'", "'[]'", "'{}'", "'[[]]'", "'[1]'", "'[[1,2]]'", "'[[1e999,1e999]]'", "'NaN'", "'story'"),
    *("""'[["a","b","c","d"]]'""", "printf('%.*c', 5000, '[')", "zeroblob(100)", "char(0)"),
    *("CAST(x'ff41' AS TEXT)", "char(27) || ']0;x' || char(7)"),
]
_TIMES = [
    *("''", "0", "1e18", "x'31'", "'now'", "'2024-13-01'", "'2024-W01-1'", "'20240101T000000Z'"),
    *("'2024-01-01T00:00:00'", "'2024-01-01T00:00:00+23:59'", "'1969-12-31T23:59:59+00:00'"),
    *("'0001-01-01T00:00:00+00:00'", "'0001-01-01T00:00:00+14:00'"),
    *("'9999-12-31T23:59:59+00:00'", "'9999-12-31T23:59:59-14:00'"),
]
_JSON: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    "x",
    "",
    "\x1b[2J",
    [],
    {},
    [1],
    {"a": 1},
    2**70,
    "\ud800",
    -0.5,
    1e-320,
)

DAMAGES: Mapping[str, Change] = {
    NONE: lambda random, path: None,
    "few bits flipped": few_bits_flipped,
    "many bits flipped": many_bits_flipped,
    "header flipped": header_flipped,
    "schema flipped": schema_flipped,
    "truncated": truncated,
    "a stretch changed": stretch_changed,
    "another kind": another_kind,
    "foreign": foreign,
    "a table missing": table_missing,
    "a column missing": column_missing,
    "another version": other_version,
    "values of another type": values_of_another_type,
    "times of another form": times_of_another_form,
    "words of another form": words_of_another_form,
    "sound elsewhere": sound_elsewhere,
}


def trials(*, seed: int) -> Iterator[Trial]:
    for damage in DAMAGES:
        for number in range(EACH):
            name = f"history-{damage.replace(' ', '-')}-{number}"
            yield Trial(ROW, damage, name, partial(tried, damage, number, seed))


def damaged(home: Path, damage: str, number: int, *, seed: int) -> None:
    """Make a home with a damaged history."""
    for name, content in whole():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (home / OTHERS).write_text("Mine.\n")
    DAMAGES[damage](Random(f"{seed} history {damage} {number}"), home / NAME)


def tried(damage: str, number: int, seed: int, worker: Worker, home: Path) -> Verdict:
    damaged(home, damage, number, seed=seed)
    ended = commands(worker, home, COMMANDS)
    if isinstance(ended, Broken):
        return broken(ended)
    if not (home / OTHERS).exists():
        return Verdict("cut", "a file that is not the program's was deleted")
    if refused := [one for one in ended if one.code]:
        return Verdict("refused", refused[0].err)
    listed = len(list(ended[COMMANDS.index(LIST)].lines()))
    return (
        Verdict("read") if listed == TAKES else Verdict("cut", f"{listed} of {TAKES} takes, and nothing said")
    )


# Parts


def _changed(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def _flipped(random: Random, data: bytes, span: range, count: int) -> bytes:
    changed = bytearray(data)
    for _ in range(count):
        changed[random.choice(span)] ^= 1 << random.randrange(8)
    return bytes(changed)


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def _columns(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _with_another_value(random: Random, content: Any) -> Any:
    """The same lists with one value inside replaced, or a list that has one more or less."""
    if not isinstance(content, list) or not content or random.random() < 0.1:
        return random.choice(_JSON)
    place = random.randrange(len(content))
    if random.random() < 0.2:
        return [*content[:place], *content[place + 1 :], *random.choice(([], [7]))]
    return [*content[:place], _with_another_value(random, content[place]), *content[place + 1 :]]
