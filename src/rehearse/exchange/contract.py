"""A report as the JSON that other programs read. What was not measured is null. Pure."""

from __future__ import annotations

from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Any

from rehearse.analysis.coaching import Coaching
from rehearse.exchange.coaching import coaching_as_json
from rehearse.model.heard import Damage, Heard, Sound, Span
from rehearse.model.kept import Take
from rehearse.model.questions import Prompt
from rehearse.model.report import LABELS, Fillers, Label, Length, Pace, Pauses, Report, Star, StorySignals
from rehearse.words.follow_up import FollowUp
from rehearse.words.unheard import unheard_line

SCHEMA = 1
"""Version of the JSON that `rehearse analyze --json` prints."""

Json = dict[str, Any]

LENGTH_BANDS = {"short": "short", "brief": "good", "good": "good", "over": "good", "long": "long"}
"""Those of schema 1, which has three."""


def as_json(report: Report, *, file: str, follow_up: FollowUp | None = None) -> Json:
    """One object for `file` as the user gave it; seconds are floats from the start of the recording.

    `follow_up` is what an interviewer would ask next.

    A written answer has every key too, with null where sound would have to be measured; so has one that could
    not be heard well enough, or is in another language than English: there `unheard` says why, and `star` is
    null; `fillers.judged` is false where its words are not known.
    """
    heard = report.heard
    return {
        "schema": SCHEMA,
        "file": file,
        "duration_s": _seconds(heard.duration_s),
        "engine": heard.engine,
        "model": heard.model,
        "language": heard.language,
        "track": heard.track,
        "damaged": _damaged(heard.damage) if heard.is_spoken else None,
        "transcript": {
            "text": heard.text,
            "words": [
                {"text": word.text, **_times(word.span), "probability": _rounded(word.probability, 3)}
                for word in heard.words
            ],
        },
        "speech": [_times(span) for span in heard.speech],
        "fillers": {
            **_fillers(report.fillers),
            "corrections": _corrections(heard),
            "strictness": asdict(heard.strictness),
        },
        "hedges": [
            {"text": one.text, "kind": one.kind, "likelihood": one.likelihood, **_times(one.span)}
            for one in report.fillers.hedges
        ],
        "repeats": [
            {"text": one.text, "kind": one.kind, **_times(one.span)} for one in report.fillers.repeats
        ],
        "pace": _pace(report.pace, len(heard.words) - len(report.fillers.filled_pauses)),
        "pauses": _pauses(report.pauses),
        "length": _length(report.length),
        "star": _star(report),
        "next_step": report.next_step,
        "next_step_about": report.next_step_about,
        "good": list(report.good),
        "follow_up": asdict(follow_up) if follow_up else None,
        "kind": report.kind,
        "plain_words": _plainness(report),
        "asked": None if report.asked is None else {"faults": list(report.asked.faults)},
        "unheard": _unheard(report),
        "sound": _sound(heard.sound),
        "english": _rounded(heard.english, 3),
        "second_voice": None if heard.others is None else [_times(span) for span in heard.others],
    }


def _damaged(damage: Damage | None) -> Json:
    """Of a file with which nothing is wrong, zeros."""
    return {
        "missing_s": _seconds(damage.missing_s) if damage else 0.0,
        "errors": damage.errors if damage else 0,
    }


def error_as_json(message: str, *, file: str) -> Json:
    """What stands in the place of a file that could not be read."""
    return {"file": file, "error": " ".join(message.split())}


def take_as_json(
    take: Take, report: Report, coached: Coaching | None, follow_up: FollowUp | None = None
) -> Json:
    """A take with its report and what it did for its question; `file` is the name of its recording, null if
    there is none.
    """
    return {
        **as_json(report, file="", follow_up=follow_up),
        **_take(take),
        "file": _name(take.audio),
        "coaching": coaching_as_json(coached, report.heard),
    }


def listed_as_json(
    take: Take, *, words: int | None, duration_s: float | None, damage: Damage | None = None
) -> Json:
    """A take in a list; `words` are all of them, null while there is no report."""
    return {
        **_take(take),
        "file": _name(take.audio),
        "words": words,
        "duration_s": _seconds(duration_s),
        "damaged": None if duration_s is None else _damaged(damage),
    }


def recovered_as_json(take: Take) -> Json:
    """A take that has its words now, as in a list."""
    heard = take.heard
    words, duration_s, damage = (
        (len(heard.words), heard.duration_s, heard.damage) if heard else (None, None, None)
    )
    return {**listed_as_json(take, words=words, duration_s=duration_s, damage=damage), "error": None}


def not_recovered_as_json(take_id: int, message: str) -> Json:
    """What stands in the place of a take that could not be finished."""
    return {"take": take_id, "error": " ".join(message.split())}


def prompt_as_json(prompt: Prompt) -> Json:
    """A question with all that is known of it."""
    return {
        "id": prompt.id,
        "question": prompt.question,
        "theme": prompt.theme,
        "asks": [{"layer": layer, "means": means} for layer, means in prompt.asks],
        "level": prompt.level,
        "role": prompt.role,
        "follow_up": prompt.follow_up,
        "kind": prompt.kind,
        "good": prompt.good,
        "red_flag": prompt.red_flag,
        "source": _name(prompt.source),
    }


def _take(take: Take) -> Json:
    return {
        "take": take.id,
        "recorded_at": take.recorded_at.isoformat(),
        "prompt": take.prompt_id,
        "question": take.question,
        "follows": take.follows,
        "version": take.version,
    }


def _name(path: Path | None) -> str | None:
    """A path would tell strangers how the user is called on this machine."""
    return None if path is None else path.name


def _corrections(heard: Heard) -> list[Json]:
    """What its speaker says of the filled pauses; those counted have it in them already."""
    return [{**_times(one.span), "filled_pause": one.is_one} for one in heard.corrections]


def _fillers(fillers: Fillers) -> Json:
    interval = fillers.interval_95
    return {
        "filled_pauses": [
            {
                "text": pause.text,
                **_times(pause.span),
                "source": pause.source,
                "confidence": _rounded(pause.confidence, 3),
            }
            for pause in fillers.filled_pauses
        ],
        "discourse_markers": [
            {"text": marker.text, **_times(marker.span), "likelihood": marker.likelihood}
            for marker in fillers.markers
        ],
        "own_phrases": [{"text": phrase.text, **_times(phrase.span)} for phrase in fillers.own_phrases],
        "filled_pauses_per_100_words": _rounded(fillers.per_100_words, 2),
        "interval_95": None if interval is None else [_rounded(end, 2) for end in interval],
        "filled_pauses_per_minute": _rounded(fillers.per_minute, 2),
        "top": fillers.top,
        "said_often": None
        if fillers.often is None
        else dict(zip(("text", "count"), fillers.often, strict=True)),
        "clusters": [
            {"text": cluster.text, "count": cluster.count, **_times(cluster.span)}
            for cluster in fillers.clusters
        ],
        "judged": fillers.judged,
    }


def _pace(pace: Pace | None, written_words: int) -> Json:
    return {
        "words": pace.words if pace else written_words,
        "speech_rate_wpm": _rounded(pace.speech_rate_wpm, 1) if pace else None,
        "articulation_rate_wpm": _rounded(pace.articulation_rate_wpm, 1) if pace else None,
        "windows": [
            {**_times(window.span), "wpm": _rounded(window.wpm, 1)}
            for window in (pace.windows if pace else ())
        ],
    }


def _pauses(pauses: Pauses | None) -> Json:
    return {
        "lead_in_s": _seconds(pauses.lead_in_s) if pauses else None,
        "silences": [
            {**_times(silence.span), "inside_sentence": silence.inside_sentence}
            for silence in (pauses.silences if pauses else ())
        ],
        "long": pauses.long if pauses else None,
        "dead_air": pauses.dead_air if pauses else None,
        "median_s": _seconds(pauses.median_s) if pauses else None,
    }


def _length(length: Length | None) -> Json:
    return {
        "band": LENGTH_BANDS[length.band] if length and length.band else None,
        "answer_s": _seconds(length.answer_s) if length else None,
    }


def _star(report: Report) -> Json | None:
    star = report.star
    if star is None:
        return None
    return {
        **{label: _section(star, label) for label in LABELS},
        "sentences": [
            {
                "text": sentence.text,
                **_times(sentence.span),
                "label": sentence.label,
                "confidence": _rounded(sentence.confidence, 3),
            }
            for sentence in star.sentences
        ],
        "notes": [
            {
                "kind": note.kind,
                "part": note.part,
                "text": star.sentences[note.sentence].text,
                **_times(star.sentences[note.sentence].span),
            }
            for note in report.notes
        ],
        "signals": _signals(report.signals, star),
    }


def _signals(signals: StorySignals | None, star: Star) -> Json | None:
    if signals is None:
        return None
    return {
        "i": signals.i,
        "we": signals.we,
        "number": None if signals.number is None else star.sentences[signals.number].text,
        "learned": None if signals.learned is None else star.sentences[signals.learned].text,
        "tools_without_reason": list(signals.tools),
    }


def _plainness(report: Report) -> Json | None:
    found = report.plainness
    if found is None:
        return None
    return {
        "rare": [{"text": text, "count": count} for text, count in found.rare],
        "jargon": [{"text": text, "count": count} for text, count in found.jargon],
        "words_per_sentence": found.median_words,
        "longest_sentence_words": found.longest[1] if found.longest else None,
        "example": found.example is not None,
    }


def _section(star: Star, label: Label) -> Json:
    section = star.section(label)
    return {
        "present": section.present,
        "confidence": _rounded(section.confidence, 3),
        "share": _rounded(section.share, 3),
        "time_share": _rounded(section.time_share, 3),
        "evidence": None if section.evidence is None else star.sentences[section.evidence].text,
    }


def _unheard(report: Report) -> Json | None:
    if report.unheard is None:
        return None
    return {
        "reason": report.unheard.reason,
        "doubtful": _rounded(report.unheard.doubtful, 3),
        "line": unheard_line(report),
    }


def _sound(sound: Sound | None) -> Json | None:
    if sound is None:
        return None
    return {"clipped": _rounded(sound.clipped, 4), "noise_below_db": _rounded(sound.noise_below_db, 1)}


def _times(span: Span | None) -> Json:
    return {
        "start_s": _seconds(span.start_s) if span else None,
        "end_s": _seconds(span.end_s) if span else None,
    }


def _seconds(value: float | None) -> float | None:
    return _rounded(value, 3)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None or not isfinite(value) else round(value, digits)
