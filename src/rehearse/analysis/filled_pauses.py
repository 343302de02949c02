"""Filled pauses, judged from two witnesses: the words that were written, and the sound itself. Pure.

What neither witness noticed is not found, so a count is "at least". Thresholds were chosen on recordings
whose filled pauses people had timed; benchmarks/accuracy shows what they give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import normal
from rehearse.model.heard import Heard, Hesitation, Span, Word
from rehearse.model.report import FilledPause

UNSURE = 0.5
"""Confidence where the word has no probability."""
REACH_S = 0.35
"""How far apart a written "um" and its sound may be: word times drift by some tenths of a second."""
SHORTEST_S = 0.12
"""What is shorter is a syllable of a word ("a" in "acoustic"): a median "uh" lasts 0.29 s."""
SURE_OF_WORD = 0.7
"""How probable a written "um" must be where the sound does not speak for it."""
CERTAIN_OF_WORD = 0.9
"""How probable one must be that is written as short as a syllable: word times drift by more than that."""
SURE_OF_SOUND, LONG_SOUND_S = 0.75, 0.2
"""What a sound without a written "um" must be: vowels of words are shorter or less sure."""
HEARD_SOUND = 0.62
"""How sure a sound must be that a filled pause was nearly written for, ..."""
NEARLY_WRITTEN = 0.05
"""... so probable was one in the place of a word near it, ..."""
CLEAR_SPEECH, AROUND_S = 0.9, 10.0
"""... and so probable are the words around it: in far voices and laughter every vowel sounds alike."""
UNLIKELY_WORD = 0.5
"""A word less probable than this may stand for the sound of a filled pause ("a" for "uh")."""
NEXT_TO_S = 0.3
SOUND = "um"
"""How a filled pause that only the sound has is written; its vowel was not told apart."""
SLACK_S = 1e-6
LETTER_S, WORD_S = 0.1, 0.25
"""A word takes about so long for each letter, and so long besides; the rest is not the word."""


@dataclass(frozen=True, slots=True)
class _Written:
    index: int
    word: Word


def filled_pauses(answer: Answer) -> tuple[FilledPause, ...]:
    """Those of an answer, in order of time; each with the witnesses that speak for it.

    A written one is dropped where nobody speaks, or where it is doubtful and no sound of some length
    supports it. A sound alone counts where it is not that of a word, and either long and sure, or in clear
    speech where a filled pause was nearly written. Where nothing listened to the sound every written one
    counts.
    """
    heard = answer.heard
    written = [
        _Written(index, word)
        for index, word in enumerate(heard.words)
        if answer.filled[index] and not word.text.rstrip('"').endswith("?")
    ]
    if heard.hesitations is None:
        return tuple(_from_transcript(one) for one in written)
    pairs = _paired(written, heard.hesitations)
    taken = {id(sound) for _, sound in pairs if sound}
    found = [
        _from_both(one, sound) if sound else _from_transcript(one)
        for one, sound in pairs
        if _holds(one.word, sound, heard)
    ]
    found += [
        FilledPause(SOUND, sound.span, "audio", sound.confidence, None)
        for sound in heard.hesitations
        if id(sound) not in taken
        and not _answers_somebody(sound, answer)
        and (_stands_alone(sound, heard) or _is_nearly_written(sound, answer))
    ]
    return tuple(sorted(found, key=lambda pause: pause.span.start_s if pause.span else 0.0))


def _paired(
    written: Sequence[_Written], sounds: Sequence[Hesitation]
) -> list[tuple[_Written, Hesitation | None]]:
    """Each written one with the nearest sound within reach that no nearer one has."""
    near = sorted(
        (one.word.span.apart_s(sound.span), -one.word.span.overlap_s(sound.span), place, other)
        for place, one in enumerate(written)
        if one.word.span
        for other, sound in enumerate(sounds)
        if one.word.span.apart_s(sound.span) <= REACH_S
    )
    chosen: dict[int, int] = {}
    for _, _, place, other in near:
        if place not in chosen and other not in chosen.values():
            chosen[place] = other
    return [(one, sounds[chosen[place]] if place in chosen else None) for place, one in enumerate(written)]


def _holds(word: Word, sound: Hesitation | None, heard: Heard) -> bool:
    if word.span is None or (sound and sound.span.duration_s >= SHORTEST_S - SLACK_S):
        return True
    if not any(word.span.apart_s(stretch) <= REACH_S for stretch in heard.speech):
        return False
    long = word.span.duration_s >= SHORTEST_S - SLACK_S
    return _sure(word) >= (SURE_OF_WORD if long else CERTAIN_OF_WORD) + heard.strictness.word


def _answers_somebody(sound: Hesitation, answer: Answer) -> bool:
    """Whether most of a sound is that of a "mm-hmm", in one word or in two."""
    covered_s = sum(span.overlap_s(sound.span) for span in answer.backchannels)
    return covered_s > sound.span.duration_s / 2


def _stands_alone(sound: Hesitation, heard: Heard) -> bool:
    """Whether a sound is a filled pause although no word says so."""
    sure = sound.confidence >= SURE_OF_SOUND + heard.strictness.sound
    if not sure or sound.span.duration_s < LONG_SOUND_S - SLACK_S:
        return False
    return not any(word.span and _is_said_in(word, word.span, sound.span) for word in heard.words)


def _is_nearly_written(sound: Hesitation, answer: Answer) -> bool:
    """Whether both witnesses half noticed a filled pause, where words can otherwise be relied upon."""
    sure = sound.confidence >= HEARD_SOUND + answer.heard.strictness.sound
    if not sure or sound.span.duration_s < SHORTEST_S - SLACK_S:
        return False
    near = [
        (word, word.span)
        for index in answer.spoken
        if (word := answer.words[index]).span and word.span.apart_s(sound.span) <= AROUND_S
    ]
    chance = max(
        (word.hesitation for word, span in near if span.apart_s(sound.span) <= NEXT_TO_S), default=0.0
    )
    if chance < NEARLY_WRITTEN or median(_sure(word) for word, _ in near) < CLEAR_SPEECH:
        return False
    return not any(
        _sure(word) >= UNLIKELY_WORD and _is_said_in(word, span, sound.span) for word, span in near
    )


def _is_said_in(word: Word, span: Span, sound: Span) -> bool:
    """Whether a sound is that of a word, and not what an over-long word covers besides itself."""
    covers = span.overlap_s(sound) > sound.duration_s / 2
    return covers and span.duration_s <= WORD_S + LETTER_S * len(normal(word.text)) + sound.duration_s / 2


def _from_transcript(one: _Written) -> FilledPause:
    return FilledPause(normal(one.word.text), one.word.span, "transcript", _sure(one.word), one.index)


def _from_both(one: _Written, sound: Hesitation) -> FilledPause:
    """With the times of the sound, which are exact, and the chance that not both are wrong."""
    doubt = (1 - _sure(one.word)) * (1 - sound.confidence)
    return FilledPause(normal(one.word.text), sound.span, "both", 1 - doubt, one.index)


def _sure(word: Word) -> float:
    return UNSURE if word.probability is None else word.probability
