"""What is to be said of the recording itself, and where there is nothing to report on. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.analysis.unheard import REMEDIES
from rehearse.model.heard import Damage, Heard
from rehearse.model.report import (
    Report,
)
from rehearse.words.languages import LANGUAGES
from rehearse.words.text import lasting, plain

ENGLISH_ONLY = "Fillers and the story are judged in English only."
SECOND_VOICE = "Two voices are heard here, and both are counted. Record your answer alone to see only yours."


def files_done(count: int, *, kept_before: int, failed: Sequence[str]) -> str:
    """What became of several files, in one line.

    >>> files_done(12, kept_before=3, failed=["a.m4a"])
    '12 files: 8 done, 3 already saved, 1 failed (a.m4a)'
    """
    parts = [f"{count - kept_before - len(failed)} done"]
    parts += [f"{kept_before} already saved"] if kept_before else []
    parts += [f"{len(failed)} failed ({', '.join(map(plain, failed))})"] if failed else []
    return f"{count} files: {', '.join(parts)}"


def other_language(language: str) -> str:
    """What to say of an answer in a language that the word lists and the labeller do not know.

    `language` is a two-letter code.
    """
    name = LANGUAGES.get(language, f'another language ("{plain(language)}")')
    return f"This sounds like {name}. {ENGLISH_ONLY}"


def about_the_file(heard: Heard) -> list[str]:
    """What to know of the recording itself, before anything that rests on it."""
    lines = []
    if heard.damage:
        lines.append(f"This recording is damaged. {_damage(heard.damage, heard.duration_s or 0)}")
    if heard.track is not None:
        lines.append(f"Nobody speaks in the main audio track of this file, so this is track {heard.track}.")
    if heard.others:
        lines.append(SECOND_VOICE)
    return lines


def _damage(damage: Damage, read_s: float) -> str:
    if not damage.missing_s:
        return "Nothing seems to be missing, but some of it may sound wrong."
    lost_s = sum(span.duration_s for span in damage.lost)
    if damage.declared_s and round(damage.missing_s - lost_s, 2) > 0:
        said = f"It should last {lasting(damage.declared_s)} but has only {lasting(read_s - lost_s)}."
    else:
        said = f"{lasting(damage.missing_s)} of it cannot be read."
    return said + (" Those gaps are silent now and do not count as pauses." if lost_s else "")


def no_words(report: Report) -> list[str]:
    """What to say, and what to check, where there is nothing to report on, and `unheard_line` does not."""
    if report.unheard is not None:
        return []
    if report.heard.duration_s is None:
        return ["There are no words in this text."]
    if not report.heard.speech:
        return [
            f"No speech was found in {report.heard.duration_s:.0f} s of audio.",
            "`rehearse check` tests your microphone, `rehearse devices` lists the others.",
        ]
    return [no_clear_word(report), REMEDIES["unclear"]]


def no_clear_word(report: Report) -> str:
    """That there is a voice, and nothing that it says."""
    return f"There is sound in these {report.heard.duration_s or 0:.0f} s, but no clear word."
