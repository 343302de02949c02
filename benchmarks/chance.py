"""How often the progress shows a change, where there is none and where there is one.

    .venv/bin/python -m benchmarks.chance

Simulated histories of answers of 80 to 250 words with 4 ums per 100 words. The answers of one person differ
by `spread` (standard deviation over mean, gamma-distributed); with a change the later half has 40 % fewer.
"Alike" tests the same counts as if answers differed by chance alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from rehearse.analysis.progress import Tally, compare, dispersion, pooled

HISTORIES = 2000
LENGTHS = (80, 150, 200, 250)
RATE, FEWER = 0.04, 0.6


def main() -> None:
    print("answers  spread  change  alike  as shown")
    for answers in (6, 10, 20, 40):
        for spread in (0.0, 0.3, 0.5, 0.8):
            for factor in (1.0, FEWER):
                chance = Random(f"{answers} {spread} {factor}")
                found = [shown(chance, answers, spread, factor) for _ in range(HISTORIES)]
                alike, as_shown = (sum(one) / HISTORIES for one in zip(*found, strict=True))
                change = "none" if factor == 1 else "-40%"
                print(f"{answers:7}  {spread:6.1f}  {change:>6}  {alike:5.3f}  {as_shown:8.3f}")


def shown(chance: Random, answers: int, spread: float, factor: float) -> tuple[bool, bool]:
    """Whether a change is seen in one history, taking its answers to be alike, and as it is shown."""
    before = [answer(chance, spread, 1.0) for _ in range(answers // 2)]
    after = [answer(chance, spread, factor) for _ in range(answers - answers // 2)]
    sides = pooled(before), pooled(after)
    return (
        compare(*sides).change != "unclear",
        compare(*sides, dispersion=dispersion(before, after)).change != "unclear",
    )


def answer(chance: Random, spread: float, factor: float) -> Tally:
    words = chance.choice(LENGTHS)
    own = chance.gammavariate(spread**-2, spread**2) if spread else 1.0
    return Tally(sum(_happens(chance, words, RATE * factor * own)), words)


def _happens(chance: Random, words: int, rate: float) -> Iterator[bool]:
    return (chance.random() < rate for _ in range(words))


if __name__ == "__main__":
    main()
