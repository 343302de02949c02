"""What was heard of one take as the text that the history stores, and back.

Words and spans of a take are always read and written together and never searched, so each list is
one column of compact JSON: `[["So,", 0.8, 1.0, 0.93, 0.02], ...]` for words, `[[0.8, 4.1], ...]` for
speech, `[[1.2, 1.6, 0.9], ...]` for hesitations, `[[0, 12, -0.1, -3.2, ...], ...]` for readings, and
two such lists for what was read of the whole. Damage is
`[3.0, 2, 4.0, [[1.2, 1.6], ...]]`: what is missing, errors, what is declared, what is lost. Numbers
come back as exactly the floats they were. Words stored before their chance of a hesitation was kept lack it.

A file may have been damaged or edited. What is read is looked at once, here: of the right kind, and a number
that can be reckoned with; else it is a ValueError, and nothing that comes later need expect anything odd.
This module does not touch the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any, Protocol

from rehearse.model.heard import (
    MANNERS,
    OCCASIONS,
    Damage,
    Heard,
    Hesitation,
    Reading,
    Sound,
    Span,
    Stretch,
    Strictness,
    Whole,
    Word,
)
from rehearse.model.kept import Summary
from rehearse.model.report import LABELS, PARTS, Label, StoryPart

LONGEST_S = 30 * 86_400.0
"""No recording lasts a month; what is reckoned over its seconds would not end."""

_YEARS = range(1970, 3000)
"""In which a computer's clock may stand, right or wrong."""


def text_from(value: object) -> str:
    """Text that can be shown and written. ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError(f"{type(value).__name__} in place of a text")
    value.encode()  # half a character is none, and a UnicodeEncodeError is a ValueError
    return value


def text_or_none_from(value: object) -> str | None:
    """As `text_from`, or None."""
    return None if value is None else text_from(value)


def count_from(value: object) -> int:
    """A whole number from 0 on. ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("no count")
    return value


def stretch_from(first: object, count: object) -> Stretch | None:
    """A stretch of words, None where neither number is there."""
    if first is None and count is None:
        return None
    return Stretch(count_from(first), count_from(count))


def seconds_from(value: object) -> float:
    """A time in a recording, in seconds. ValueError for anything else."""
    seconds = number_from(value)
    if not 0 <= seconds <= LONGEST_S:
        raise ValueError(f"{seconds} s are in no recording")
    return seconds


def seconds_or_none_from(value: object) -> float | None:
    """As `seconds_from`, or None."""
    return None if value is None else seconds_from(value)


def number_from(value: object) -> float:
    """A number, which neither `nan` nor `inf` is. ValueError for anything else."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f"{type(value).__name__} in place of a number")
    if not abs(value) < 1e12:
        raise ValueError("no number to reckon with")
    return value


def moment_from(value: object) -> datetime:
    """A time with its zone, in UTC. ValueError for anything else, and for a year in which no computer ran."""
    moment = datetime.fromisoformat(text_from(value))
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise ValueError(f"{moment} is no time of a take")
    return moment.astimezone(UTC)


def words_to_text(words: Sequence[Word]) -> str:
    """Words as JSON, null for what a written answer lacks."""
    return _to_text(
        [
            word.text,
            *((word.span.start_s, word.span.end_s) if word.span else (None, None)),
            word.probability,
            word.hesitation,
        ]
        for word in words
    )


def words_from_text(text: str) -> tuple[Word, ...]:
    """The words that `words_to_text` wrote. Raises ValueError for anything else."""
    return tuple(_word(*row) for row in _rows(text, 4, 5))


def _word(
    word: object, start_s: object, end_s: object, probability: object, hesitation: object = 0.0
) -> Word:
    return Word(
        text_from(word),
        None if start_s is None and end_s is None else span_from(start_s, end_s),
        None if probability is None else number_from(probability),
        number_from(hesitation),
    )


def spans_to_text(spans: Sequence[Span]) -> str:
    """Spans as JSON."""
    return _to_text([span.start_s, span.end_s] for span in spans)


def spans_from_text(text: str) -> tuple[Span, ...]:
    """The spans that `spans_to_text` wrote. Raises ValueError for anything else."""
    return tuple(span_from(*row) for row in _rows(text, 2))


def hesitations_to_text(hesitations: Sequence[Hesitation] | None) -> str | None:
    """Hesitations as JSON, None where nothing listened for them."""
    if hesitations is None:
        return None
    return _to_text([one.span.start_s, one.span.end_s, one.confidence] for one in hesitations)


def hesitations_from_text(text: str | None) -> tuple[Hesitation, ...] | None:
    """The hesitations that `hesitations_to_text` wrote. Raises ValueError for anything else."""
    if text is None:
        return None
    return tuple(
        Hesitation(span_from(start_s, end_s), number_from(confidence))
        for start_s, end_s, confidence in _rows(text, 3)
    )


def readings_to_text(readings: Sequence[Reading] | None) -> str | None:
    """Readings as JSON, None where nothing read the story."""
    if readings is None:
        return None
    return _to_text([one.first, one.count, *one.log_chances] for one in readings)


def readings_from_text(text: str | None, words: int) -> tuple[Reading, ...] | None:
    """The readings that `readings_to_text` wrote of so many words. Raises ValueError for anything else."""
    if text is None:
        return None
    readings = tuple(
        Reading(count_from(first), count_from(count), tuple(map(number_from, log_chances)))
        for first, count, *log_chances in _rows(text, 2 + len(LABELS) + 1)
    )
    if any(one.end > words for one in readings):
        raise ValueError("a sentence of more words than there are")
    return readings


def whole_to_text(whole: Whole | None) -> str | None:
    """How the whole was taken as JSON, None where nothing read it."""
    if whole is None:
        return None
    return _to_text([[*whole.occasion], [*whole.manner]])


def whole_from_text(text: str | None) -> Whole | None:
    """What `whole_to_text` wrote. Raises ValueError for anything else."""
    if text is None:
        return None
    rows = _rows(text, len(OCCASIONS), len(MANNERS))
    if [len(row) for row in rows] != [len(OCCASIONS), len(MANNERS)]:
        raise ValueError("no reading of a whole")
    occasion, manner = rows
    return Whole(tuple(map(number_from, occasion)), tuple(map(number_from, manner)))


def damage_to_text(damage: Damage | None) -> str | None:
    """What was wrong with a file as JSON, None where nothing was."""
    if damage is None:
        return None
    return json.dumps(
        [
            damage.missing_s,
            damage.errors,
            damage.declared_s,
            [[one.start_s, one.end_s] for one in damage.lost],
        ],
        allow_nan=False,
        separators=(",", ":"),
    )


def damage_from_text(text: str | None) -> Damage | None:
    """The damage that `damage_to_text` wrote. Raises ValueError for anything else."""
    if text is None:
        return None
    ((missing_s, errors, declared_s, lost),) = _rows(f"[{text_from(text)}]", 4)
    return Damage(
        seconds_from(missing_s),
        count_from(errors),
        seconds_or_none_from(declared_s),
        spans_from_text(json.dumps(lost)),
    )


def sound_to_text(sound: Sound | None) -> str | None:
    """How clean a recording is as JSON, None where that was not measured."""
    return None if sound is None else json.dumps([sound.clipped, sound.noise_below_db], allow_nan=False)


def sound_from_text(text: str | None) -> Sound | None:
    """What `sound_to_text` wrote. Raises ValueError for anything else."""
    if text is None:
        return None
    ((clipped, noise_below_db),) = _rows(f"[{text_from(text)}]", 2)
    return Sound(number_from(clipped), number_from(noise_below_db))


def strictness_to_text(strictness: Strictness) -> str | None:
    """How strictly to judge as JSON, None for as usual."""
    usual = strictness == Strictness()
    return None if usual else json.dumps([strictness.word, strictness.sound], allow_nan=False)


def strictness_from_text(text: str | None) -> Strictness:
    """What `strictness_to_text` wrote. Raises ValueError for anything else."""
    if text is None:
        return Strictness()
    ((word, sound),) = _rows(f"[{text_from(text)}]", 2)
    return Strictness(number_from(word), number_from(sound))


ABOUT_FILE = ("duration_s", "engine", "model", "language", "damage", "track", "sound", "english", "others")
SAID = ("words", "speech", "hesitations", "readings", "whole", "strictness")
"""The columns of what was heard; its corrections stand elsewhere."""


class Columns(Protocol):
    """Values by the names of columns."""

    def __getitem__(self, name: str, /) -> Any: ...


def heard_to_columns(heard: Heard) -> dict[str, str | float | int | None]:
    """What was heard, as what each column holds."""
    return {
        "words": words_to_text(heard.words),
        "speech": spans_to_text(heard.speech),
        "hesitations": hesitations_to_text(heard.hesitations),
        "readings": readings_to_text(heard.readings),
        "whole": whole_to_text(heard.whole),
        "strictness": strictness_to_text(heard.strictness),
        "duration_s": heard.duration_s,
        "engine": heard.engine,
        "model": heard.model,
        "language": heard.language,
        "damage": damage_to_text(heard.damage),
        "track": heard.track,
        "sound": sound_to_text(heard.sound),
        "english": heard.english,
        "others": None if heard.others is None else spans_to_text(heard.others),
    }


def heard_from(columns: Columns) -> Heard:
    """What `heard_to_columns` wrote. Raises ValueError for anything else."""
    words = words_from_text(columns["words"])
    return Heard(
        words=words,
        speech=spans_from_text(columns["speech"]),
        hesitations=hesitations_from_text(columns["hesitations"]),
        readings=readings_from_text(columns["readings"], len(words)),
        whole=whole_from_text(columns["whole"]),
        strictness=strictness_from_text(columns["strictness"]),
        damage=damage_from_text(columns["damage"]),
        duration_s=seconds_or_none_from(columns["duration_s"]),
        engine=text_or_none_from(columns["engine"]),
        model=text_or_none_from(columns["model"]),
        language=text_from(columns["language"]),
        track=None if columns["track"] is None else count_from(columns["track"]),
        sound=sound_from_text(columns["sound"]),
        english=None if columns["english"] is None else number_from(columns["english"]),
        others=None if columns["others"] is None else spans_from_text(columns["others"]),
    )


def summary_to_text(summary: Summary) -> str:
    """A summary as JSON."""
    return json.dumps(
        {**asdict(summary), "parts": None if summary.parts is None else sorted(summary.parts)},
        separators=(",", ":"),
    )


def summary_from_text(text: str) -> Summary:
    """The summary that `summary_to_text` wrote. Raises ValueError for anything else."""
    kept = _loaded(text)
    if not isinstance(kept, dict) or set(kept) != {field.name for field in fields(Summary)}:
        raise ValueError("no summary")
    markers, parts, judged = kept["markers"], kept["parts"], kept["judged"]
    if not isinstance(markers, dict) or not isinstance(judged, bool):
        raise ValueError("no summary")
    return Summary(
        words=count_from(kept["words"]),
        judged=judged,
        filled_pauses=count_from(kept["filled_pauses"]),
        markers={text_from(marker): count_from(count) for marker, count in markers.items()},
        pace_s=seconds_or_none_from(kept["pace_s"]),
        answer_s=seconds_or_none_from(kept["answer_s"]),
        parts=None if parts is None else frozenset(map(_label, parts)),
        missing=None if kept["missing"] is None else _part(kept["missing"]),
    )


def presses_to_text(presses: Sequence[float]) -> str:
    """Times in seconds as JSON, to the millisecond."""
    return json.dumps([round(press, 3) for press in presses])


def presses_from_text(text: str) -> tuple[float, ...]:
    """The times that `presses_to_text` wrote. Raises ValueError for anything else."""
    presses = _loaded(text)
    if not isinstance(presses, list):
        raise ValueError("no list")
    return tuple(float(seconds_from(press)) for press in presses)


def _label(value: object) -> Label:
    for label in LABELS:
        if label == value:
            return label
    raise ValueError("no part of a story")


def _part(value: object) -> StoryPart:
    for part in PARTS:
        if part == value:
            return part
    raise ValueError("no part of a story")


def span_from(start_s: object, end_s: object) -> Span:
    """A stretch of a recording. ValueError for anything else."""
    span = Span(seconds_from(start_s), seconds_from(end_s))
    if span.start_s > span.end_s:
        raise ValueError("it ends before it begins")
    return span


def _rows(text: object, *lengths: int) -> list[list[object]]:
    """A list of lists, each of one of these lengths. Raises ValueError for anything else."""
    rows = _loaded(text)
    if not isinstance(rows, list) or any(
        not isinstance(row, list) or len(row) not in lengths for row in rows
    ):
        raise ValueError("no list of rows")
    return rows


def _loaded(text: object) -> object:
    try:
        return json.loads(text_from(text))
    except RecursionError as error:
        raise ValueError("lists in lists without end") from error


def _to_text(rows: Iterable[list[object]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
