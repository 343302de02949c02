"""What is to be said of the recording itself, and where there is nothing to report on. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.model.heard import Damage, Heard
from rehearse.model.report import (
    Report,
)
from rehearse.words.languages import LANGUAGES
from rehearse.words.text import lasting, plain


def files_done(count: int, *, kept_before: int, failed: Sequence[str]) -> str:
    """What became of several files, in one line.

    >>> files_done(12, kept_before=3, failed=["a.m4a"])
    '12 files: 8 heard, 3 kept before, 1 failed (a.m4a)'
    """
    parts = [f"{count - kept_before - len(failed)} heard"]
    parts += [f"{kept_before} kept before"] if kept_before else []
    parts += [f"{len(failed)} failed ({', '.join(map(plain, failed))})"] if failed else []
    return f"{count} files: {', '.join(parts)}"


def other_language(language: str) -> str:
    """What to say of an answer in a language that the word lists and the labeller do not know.

    `language` is a two-letter code.
    """
    name = LANGUAGES.get(language, f'another language ("{plain(language)}")')
    return f"This sounds like {name}. Fillers and STAR are judged for English only, so none are counted here."


def about_the_file(heard: Heard) -> list[str]:
    """What to know of the recording itself, before anything that rests on it."""
    lines = []
    if heard.damage:
        lines.append(f"This recording is damaged: {_damage(heard.damage, heard.duration_s or 0)}")
    if heard.track is not None:
        lines.append(f"This is sound track {heard.track} of the file; in its main one nobody speaks.")
    return lines


def _damage(damage: Damage, read_s: float) -> str:
    if not damage.missing_s:
        return "some of it may sound wrong, but as far as we can see nothing is missing."
    lost_s = sum(span.duration_s for span in damage.lost)
    if damage.declared_s and round(damage.missing_s - lost_s, 2) > 0:
        said = f"it should last {lasting(damage.declared_s)}, and holds {lasting(read_s - lost_s)}."
    else:
        said = f"{lasting(damage.missing_s)} of it cannot be read."
    return said + (" There it is silent now, and that counts as no pause." if lost_s else "")


def no_words(report: Report) -> list[str]:
    """What to say, and what to check, where there is nothing to report on, and `unheard_line` does not."""
    if report.unheard is not None:
        return []
    if report.heard.duration_s is None:
        return ["There are no words in this text."]
    length_s = f"{report.heard.duration_s:.0f} s"
    if not report.heard.speech:
        return [
            f"No speech was heard in this recording of {length_s}.",
            "`rehearse check` listens to the microphone and says what it hears; `rehearse devices` lists the "
            "others.",
        ]
    return [
        f"There is sound in this recording of {length_s}, but no word could be made out.",
        "Check that the microphone is near you and the room is quiet.",
    ]
