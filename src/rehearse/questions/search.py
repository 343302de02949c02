"""Finding questions by what somebody types: their own words first, then other names for it, then its meaning.

Pure but for the table of names. What means nearly the same is told by whoever calls (`Nearness`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import lru_cache

from rehearse.model.questions import Prompt
from rehearse.questions.aliases import Alias, Stems, aliases, stems
from rehearse.questions.bank import Bank, fitting, label
from rehearse.questions.principles import principles_of
from rehearse.questions.text import folded

Nearness = Callable[[str, Sequence[Prompt]], Sequence[float]]
"""How near in meaning some words are to each question, 0 to 1."""

ENOUGH = 5
"""Where so many hold all the words, none is looked for by meaning."""
NEAR = 0.3
"""From where on something means nearly the same."""
WORDS_TOO = 1 / 15
"""What a word that stands there adds to how near a question is."""
BEGUN = 0.3
"""What a word counts that is only the beginning of another."""
LONGEST_NAME = 6
FEWEST_LETTERS, MOST_SLIPS, ALIKE = 5, 8, 0.83
"""A word of so many letters may be a slip of what is so much alike; so many are looked into."""

_AS_TYPED = {"id": 8.0, "question": 7.0, "named": 6.0, "layers": 4.0, "means": 2.0}
"""How much a word counts, by where it stands."""
_BY_NAME = {"role": 7.5, "level": 7.0, "kind": 7.2, "theme": 3.0, "principle": 8.0}
"""What a question is said to be by a name of the table."""
_CLEARLY = 2.5
"""Words that are only scattered over what is really asked tell less than the meaning."""
_OF_ONE_WORD, _OF_MORE = 0.7, 1.2
"""A name of several words says better what is meant than each of them."""
_WHOLE = 10.0
"""For all of it as it was typed, in the question."""


def search(
    bank: Bank,
    words: str = "",
    *,
    theme: str | None = None,
    level: str | None = None,
    role: str | None = None,
    nearness: Nearness | None = None,
) -> tuple[Prompt, ...]:
    """The questions that fit `words`, the best first, among those that pass the filters; without words all,
    in the bank's order.

    Each word must be there, as it is or by another name. Where that finds few, those follow that have some of
    the words, or mean nearly the same.
    """
    prompts = fitting(bank, theme=theme, level=level, role=role)
    wanted = stems(words)
    if not wanted:
        return prompts
    terms = _terms(_spelled(wanted, prompts))
    rated = [(prompt, *_rated(prompt, terms, words)) for prompt in prompts]
    # Sorting is stable: of equals the bank's order stays.
    rated.sort(key=lambda one: -one[1])
    found = [prompt for prompt, _, weakest in rated if weakest >= _CLEARLY]
    if nearness and len(found) < ENOUGH:
        others = [(prompt, score) for prompt, score, weakest in rated if weakest < _CLEARLY]
        found += _near(words, others, nearness)[: ENOUGH - len(found)]
    return (*found, *(prompt for prompt, _, weakest in rated if weakest > 0 and prompt not in found))


def _spelled(wanted: Stems, prompts: Sequence[Prompt]) -> Stems:
    """With what is in no question and no name, and looks like a slip, as it was probably meant."""
    known = {word for prompt in prompts for _, there in _places(prompt) for word in there}
    known.update(word for name in aliases() for word in name)
    unknown = [word for word in dict.fromkeys(wanted) if len(word) >= FEWEST_LETTERS and word not in known]
    meant = {word: get_close_matches(word, known, n=1, cutoff=ALIKE) for word in unknown[:MOST_SLIPS]}
    return tuple(meant[word][0] if meant.get(word) else word for word in wanted)


def _near(words: str, others: Sequence[tuple[Prompt, float]], nearness: Nearness) -> list[Prompt]:
    """Those that mean nearly the same, or have some of the words, the nearest first."""
    values = nearness(words, [prompt for prompt, _ in others])
    near = [
        (value + WORDS_TOO * score, prompt) for value, (prompt, score) in zip(values, others, strict=True)
    ]
    return [prompt for value, prompt in sorted(near, key=lambda one: -one[0]) if value >= NEAR]


Term = tuple[Stems, tuple[Alias, ...]]


def _terms(wanted: Stems) -> list[Term]:
    """The words, those together that have another name together."""
    terms: list[Term] = []
    while wanted:
        longest = range(min(len(wanted), LONGEST_NAME), 0, -1)
        count = next((count for count in longest if wanted[:count] in aliases()), 1)
        terms.append((wanted[:count], aliases().get(wanted[:count], ())))
        wanted = wanted[count:]
    return terms


def _rated(prompt: Prompt, terms: Sequence[Term], words: str) -> tuple[float, float]:
    """How well a question holds the words, and how well the one that it holds least."""
    scores = [
        max(_as_typed(prompt, typed), max((_by_name(prompt, name, typed) for name in names), default=0.0))
        for typed, names in terms
    ]
    lengths = [len(typed) for typed, _ in terms]
    score = sum(one * count for one, count in zip(scores, lengths, strict=True)) / sum(lengths)
    as_typed = folded(words) in folded(prompt.question) or label(words) == label(prompt.id)
    return score + (_WHOLE if as_typed else 0.0), min(scores)


def _as_typed(prompt: Prompt, typed: Stems) -> float:
    """The mean over the words, each where it counts most; 0 where one is missing."""
    places = _places(prompt)
    found = [
        max((_AS_TYPED[where] * _stands(word, there) for where, there in places), default=0.0)
        for word in typed
    ]
    return sum(found) / len(found) if all(found) else 0.0


def _stands(word: str, there: Stems) -> float:
    """1 where a word is among others, `BEGUN` where one begins with it, else 0."""
    if word in there:
        return 1.0
    return BEGUN if len(word) > 2 and any(one.startswith(word) for one in there) else 0.0


def _by_name(prompt: Prompt, alias: Alias, typed: Stems) -> float:
    if alias.what == "words":
        wanted = stems(alias.value)
        found = max(
            (_AS_TYPED[where] for where, there in _places(prompt) if _runs(wanted, there)), default=0.0
        )
    elif alias.what == "principle":
        found = (
            _BY_NAME["principle"] if any(alias.value in named for named in principles_of(prompt.id)) else 0.0
        )
    else:
        values = {"role": prompt.role, "level": prompt.level, "kind": prompt.kind, "theme": prompt.theme}
        found = _BY_NAME[alias.what] if label(values[alias.what]) == label(alias.value) else 0.0
    return found * (_OF_MORE if len(typed) > 1 else _OF_ONE_WORD if alias.what == "words" else 1.0)


def _runs(wanted: Stems, there: Stems) -> bool:
    """Whether words stand beside each other."""
    return any(there[first : first + len(wanted)] == wanted for first in range(len(there) - len(wanted) + 1))


@lru_cache(maxsize=4096)
def _places(prompt: Prompt) -> tuple[tuple[str, Stems], ...]:
    return (
        ("id", stems(prompt.id)),
        ("question", stems(prompt.question)),
        ("named", stems(f"{prompt.theme} {prompt.role}")),
        ("layers", stems(" ".join(name for name, _ in prompt.asks))),
        ("means", stems(" ".join(means for _, means in prompt.asks))),
    )
