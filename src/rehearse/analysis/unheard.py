"""Whether an answer was heard well enough to say anything of what was told, and if not, why. Pure.

What decides is whether the words can be right, and not how the recording sounds: Whisper hears through much
noise, and gives words of low probability where it does not. So an accent that is understood is judged. How
the recording sounds only names the reason. The lines were fitted by benchmarks/unheard; the figures are in
docs/accuracy.md.
"""

from __future__ import annotations

from math import exp, log

from rehearse.analysis.answer import Answer
from rehearse.model.heard import Heard, Word
from rehearse.model.report import Reason, Unheard

REMEDIES: dict[Reason, str] = {
    "distorted": "Turn the microphone down and record it again.",
    "noise": "Find a quieter place or move closer to the microphone, then record it again.",
    "language": "Record it again in English.",
    "damaged": "Use an undamaged copy, or record it again.",
    "unclear": "Move closer to the microphone, where nobody else speaks, and record it again.",
}
"""What to do next."""

SURE_ENOUGH = 0.765
"""The geometric mean of the words' probabilities. Where it is lower, a third of them or more is wrong."""
LEAST = 0.3
"""A word that has less counts as this: one name that was misheard tells nothing of the others."""
USUAL, USUAL_WORDS = 0.88, 5
"""What a word usually has, and how many such are added: a few words alone tell little."""
LIKELIER_WRONG = 0.5
LEAST_WORDS_PER_S, ENOUGH_SPEECH_S = 0.8, 5.0
"""Of speech, without filled pauses: with fewer words most of what was said is not written down."""

MOST_MISSING_S, MOST_MISSING = 3.0, 0.1
"""A sentence takes some three seconds; or this share of the recording."""

CLIPPED_FROM = 0.1
"""Of what is audible, at the ceiling: a clean voice has 0.002, one that is 12 dB too loud 0.03."""
NOISE_FROM_DB = 20.0
"""With noise so near to the voice, words are lost."""
HARDLY_ENGLISH = 0.1


def unheard(answer: Answer) -> Unheard | None:
    """Why nothing may be said of what was told; None where it may, for a written answer, and where hardly a
    sound was made.
    """
    heard = answer.heard
    if not heard.is_spoken:
        return None
    if not heard.is_english and heard.words:
        return Unheard("language")
    if _are_too_few(answer) or not _are_likely(answer.rated):
        return Unheard(_reason(heard), _doubtful(answer.rated))
    return Unheard("damaged") if _misses_much(heard) else None


def _are_likely(words: tuple[Word, ...]) -> bool:
    """Whether words are likely right, all together."""
    logs = [log(max(word.probability, LEAST)) for word in words if word.probability is not None]
    return exp((sum(logs) + USUAL_WORDS * log(USUAL)) / (len(logs) + USUAL_WORDS)) >= SURE_ENOUGH


def _are_too_few(answer: Answer) -> bool:
    spoken_s = sum(span.duration_s for span in answer.heard.speech)
    return spoken_s >= ENOUGH_SPEECH_S and len(answer.spoken) < LEAST_WORDS_PER_S * spoken_s


def _doubtful(words: tuple[Word, ...]) -> float:
    known = [word.probability for word in words if word.probability is not None]
    return sum(one < LIKELIER_WRONG for one in known) / len(known) if known else 1.0


def _misses_much(heard: Heard) -> bool:
    if heard.damage is None or heard.duration_s is None:
        return False
    whole_s = max(heard.duration_s, heard.damage.declared_s or 0.0)
    return heard.damage.missing_s >= min(MOST_MISSING_S, MOST_MISSING * whole_s) > 0


def _reason(heard: Heard) -> Reason:
    """The likeliest cause of words that are not known, in the order in which it can be told."""
    if heard.damage is not None:
        return "damaged"
    if heard.sound is not None and heard.sound.clipped >= CLIPPED_FROM:
        return "distorted"
    if heard.sound is not None and heard.sound.noise_below_db < NOISE_FROM_DB:
        return "noise"
    if heard.english is not None and heard.english < HARDLY_ENGLISH:
        return "language"
    return "unclear"
