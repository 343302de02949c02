"""Takes are judged by what earlier corrections taught, and stay judged so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from at_home import NOON
from rehearse.analysis import analyse
from rehearse.analysis.filled_pauses import SURE_OF_SOUND
from rehearse.history import History, open_history
from rehearse.model.heard import Correction, Heard, Hesitation, Span, Strictness
from rehearse.model.kept import NewTake
from rehearse.progress import Progress, no_progress
from rehearse.takes.keeping import finish_listened
from rehearse.takes.learning import as_learned
from rehearse.words.fillers import filled_pauses
from rehearse.words.learning import learned as learned_words
from saying import say

UNSURE = Hesitation(Span(1.0, 1.5), SURE_OF_SOUND + 0.02)
HEARD = replace(say("(3) Then it held."), hesitations=(UNSURE,))
STRICTER = Strictness(sound=0.05)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path) as opened:
        yield opened


class Heeded:
    """A listener that has heard it all."""

    def finish(self, *, progress: Progress) -> Heard:
        return HEARD


def listened(history: History) -> tuple[int, Heard]:
    take = history.begin(NewTake(NOON, None, None, history.takes_folder / "take.flac", "0"))
    kept = finish_listened(history, take, Heeded(), "base", progress=no_progress)  # type: ignore[arg-type]
    assert kept.heard
    return kept.id, kept.heard


def count(heard: Heard) -> int:
    return len(analyse(heard).fillers.filled_pauses)


def test_takes_after_corrections_are_judged_by_them_and_those_before_stay(history: History) -> None:
    before = [listened(history) for _ in range(3)]
    assert [(one.strictness, count(one)) for _, one in before] == [(Strictness(), 1)] * 3
    for take_id, _ in before[:2]:
        history.keep_corrections(take_id, [Correction(UNSURE.span, is_one=False)])
    new, heard = listened(history)
    assert (heard.strictness, count(heard)) == (STRICTER, 0)
    untouched = history.take(before[2][0]).heard
    assert untouched and count(untouched) == 1
    history.forget_learned()
    kept = history.take(new).heard
    assert kept and kept.strictness == STRICTER
    assert listened(history)[1].strictness == Strictness()


def test_it_goes_with_the_takes_that_taught_it(history: History) -> None:
    taught, _ = listened(history)
    history.keep_corrections(taught, [Correction(UNSURE.span, is_one=False)])
    assert as_learned(history, HEARD).strictness == STRICTER
    history.delete(taught)
    assert as_learned(history, HEARD).strictness == Strictness()


def test_a_history_that_cannot_tell_costs_no_take(history: History) -> None:
    taught, _ = listened(history)
    history.keep_corrections(taught, [Correction(UNSURE.span, is_one=False)])
    history._connection.execute("UPDATE heard SET words = 'none'")
    assert as_learned(history, HEARD) == HEARD


def test_a_report_says_that_it_is_judged_so() -> None:
    said = "Judged as your corrections of earlier takes taught: `rehearse config learning`."
    assert said in filled_pauses(analyse(replace(say("So [um] yes."), strictness=STRICTER)))
    assert said not in filled_pauses(analyse(say("So [um] yes.")))


@pytest.mark.parametrize(
    ("strictness", "takes", "said"),
    [
        (Strictness(), 0, "nothing yet. Correct the um/uh of a take with `rehearse review`."),
        (Strictness(), 1, "from 1 corrected take: um/uh are judged as usual."),
        (
            Strictness(-0.05, 0.1),
            3,
            "from 3 corrected takes: a sound must be clearer to count (+0.10) and a less sure written um "
            "counts too (-0.05), in new takes. `rehearse config learning --forget` goes back to usual.",
        ),
    ],
)
def test_what_was_learned_in_words(strictness: Strictness, takes: int, said: str) -> None:
    assert learned_words(strictness, takes=takes) == said
