"""What corrections teach: F1 of um/uh in what somebody says, before and after they corrected other speech of
theirs.

    .venv/bin/python -m benchmarks.learning RECORDINGS --cache FOLDER

RECORDINGS holds truth.json: by the name of a recording its `filled_pauses`, each with `start_s` and `end_s`.
Those of two minutes and more count here, one speaker each. The first five minutes are corrected and the rest
is scored; where less than a minute would be left, one half is corrected and the other scored, and then the
other way round. Whoever corrects takes out what is none and adds what was missed. Then one press in five is
wrong: an um that is one is taken out, or a key is pressed at any moment and an um is added there.

On six patients with their doctors (two halves of 75 s each) and two monologues, F1 over all is .915 before
and after, with wrong presses too, in each of 200 times. At half the worth of a step (`WORTH`) one press in
five wrong cost one speaker .017. With the network that was fitted to voices alone it gained .008. So what is
learned harms nobody and gains nothing here: the mistakes that remain are not about how sure to be. What a
correction mends in its own take is worth more.

What is heard is kept in the cache, so that only the first run takes long.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from rehearse.analysis.answer import Answer
from rehearse.analysis.corrections import missed_one, said_of
from rehearse.analysis.filled_pauses import filled_pauses
from rehearse.analysis.learning import SAME_S, learned, matched
from rehearse.analysis.noticing import REACTION_S
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.model.heard import Heard, Span, Strictness
from rehearse.progress import no_progress

SHORTEST_S, CORRECTED_S = 120.0, 300.0
WRONG = 0.2
TIMES = 200


@dataclass(frozen=True)
class Part:
    """Some of a recording, and where its filled pauses are."""

    heard: Heard
    true: tuple[Span, ...]


@dataclass(frozen=True)
class Count:
    """Filled pauses that are there, that are counted, and that are both."""

    true: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.true + other.true, self.found + other.found, self.right + other.right)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.true + self.found) if self.true + self.found else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description="What corrections teach.")
    parser.add_argument("recordings", type=Path)
    parser.add_argument("--cache", type=Path, required=True, help="Folder for what was heard.")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    speakers = dict(_speakers(options.recordings, options.cache))
    print("speaker                     um/uh     F1  corrected  one in five wrong: mean, lowest")
    everybody = [_shown(name, splits) for name, splits in speakers.items()]
    befores, afters, wrongs = zip(*everybody, strict=True)
    before, after = sum(befores, Count()), sum(afters, Count())
    wrong = [sum(counts, Count()).f1 for counts in zip(*wrongs, strict=True)]
    _print_line("all", before, after, wrong)


def _shown(name: str, splits: Sequence[tuple[Part, Part]]) -> tuple[Count, Count, list[Count]]:
    """The counts of one speaker, before, after, and after each of TIMES with wrong presses; printed."""
    before = sum((_counted(rest, Strictness()) for _, rest in splits), Count())
    after = sum((_counted(rest, learned([_corrected(part)])) for part, rest in splits), Count())
    wrong = []
    for time in range(TIMES):
        chance = Random(f"{name} {time}")
        marked = [(learned([_corrected(part, chance)]), rest) for part, rest in splits]
        wrong.append(sum((_counted(rest, strictness) for strictness, rest in marked), Count()))
    _print_line(name, before, after, [count.f1 for count in wrong])
    return before, after, wrong


def _print_line(name: str, before: Count, after: Count, wrong: Sequence[float]) -> None:
    mean, lowest = sum(wrong) / len(wrong), min(wrong)
    print(f"{name:26}  {before.true:6} {before.f1:6.3f}  {after.f1:9.3f}  {mean:24.3f}, {lowest:.3f}")


def _corrected(part: Part, chance: Random | None = None) -> Heard:
    """As its speaker corrects it; with `chance` one press in five is wrong."""
    heard, answer = part.heard, Answer(part.heard)
    spans = [pause.span for pause in filled_pauses(answer) if pause.span]
    false = [span for span in spans if not _is_near(span, part.true)]
    presses = [(span, False) for span in false]
    presses += [(span, True) for span in part.true if not _is_near(span, spans)]
    for span, is_one in presses:
        pressed: tuple[Span, bool] | None = (span, is_one)
        if chance and chance.random() < WRONG:
            pressed = _wrong_press(answer, [span for span in spans if span not in false], chance)
        if pressed:
            corrections = said_of(heard.corrections, pressed[0], is_one=pressed[1])
            heard = replace(heard, corrections=corrections)
    return heard


def _wrong_press(answer: Answer, right: Sequence[Span], chance: Random) -> tuple[Span, bool] | None:
    if right and chance.random() < 0.5:
        return chance.choice(right), False
    at_s = chance.uniform(0, answer.heard.duration_s or 0.0)
    counted = [pause.span for pause in filled_pauses(answer) if pause.span]
    span = missed_one(answer, counted, first_s=max(0.0, at_s - REACTION_S), until_s=at_s)
    return (span, True) if span else None


def _is_near(span: Span, others: Sequence[Span]) -> bool:
    return any(abs(span.middle_s - other.middle_s) <= SAME_S for other in others)


def _counted(part: Part, strictness: Strictness) -> Count:
    pauses = filled_pauses(Answer(replace(part.heard, strictness=strictness)))
    spans = [pause.span for pause in pauses if pause.span]
    return Count(len(part.true), len(spans), matched(spans, part.true))


def _speakers(recordings: Path, cache: Path) -> Iterator[tuple[str, list[tuple[Part, Part]]]]:
    """Each with what is corrected and what is scored then."""
    whisper = WhisperLoading("base")
    for name, entry in json.loads((recordings / "truth.json").read_text(encoding="utf-8")).items():
        true = tuple(Span(one["start_s"], one["end_s"]) for one in entry.get("filled_pauses", ()))
        if len(true) < 2:
            continue
        known = cache / f"{name.replace('/', '-')}.pickle"
        if not known.exists():
            known.write_bytes(pickle.dumps(hear_file(recordings / name, whisper, progress=no_progress)))
        heard = pickle.loads(known.read_bytes())
        whole_s = heard.duration_s or 0.0
        if whole_s < SHORTEST_S:
            continue
        at_s = CORRECTED_S if whole_s >= CORRECTED_S + SHORTEST_S / 2 else whole_s / 2
        first, second = _part(heard, true, 0.0, at_s), _part(heard, true, at_s, whole_s)
        yield name, [(first, second)] if at_s == CORRECTED_S else [(first, second), (second, first)]


def _part(heard: Heard, true: Sequence[Span], start_s: float, end_s: float) -> Part:
    """What lies in a stretch, its times as they were."""

    def inside(span: Span) -> bool:
        return start_s <= span.middle_s < end_s

    return Part(
        replace(
            heard,
            words=tuple(word for word in heard.words if word.span and inside(word.span)),
            speech=tuple(
                Span(max(span.start_s, start_s), min(span.end_s, end_s))
                for span in heard.speech
                if span.start_s < end_s and span.end_s > start_s
            ),
            hesitations=tuple(one for one in heard.hesitations or () if inside(one.span)),
            readings=None,
            whole=None,
        ),
        tuple(span for span in true if inside(span)),
    )


if __name__ == "__main__":
    main()
