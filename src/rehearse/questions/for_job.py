"""Orders questions by what a job advertisement demands, and says what is still uncovered.

Pure: how near in meaning something is, whoever calls tells (`Near`, `Alike`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, zip_longest

from rehearse.model.jobs import Advertisement, ChosenForJob, Demand, InCv
from rehearse.model.questions import Prompt
from rehearse.questions.aliases import stems
from rehearse.questions.bank import ANY, LEVELS, MADE_FOR_JOBS
from rehearse.questions.competences import competences
from rehearse.questions.from_demands import made_of
from rehearse.questions.post import MANAGER, Post

Rows = Sequence[Sequence[float]]
Near = Callable[[Sequence[str], Sequence[Prompt]], Rows]
"""How near in meaning texts are to questions: a row for each text."""
Alike = Callable[[Sequence[str], Sequence[str]], Rows]
"""How near in meaning texts are to other texts: a row for each of the first."""

DIRECT = 0.6
"""How much it counts that a question itself is near; the rest is what advertisements say that ask for it. The
figures here were chosen on the advertisements of benchmarks/job that were looked at.
"""
LATER = 0.012
"""What is taken off for each question that asks for the same and fits better."""
OF_ROLE = 0.13
"""What is added where a question is for the advertisement's own line of work."""
OF_ROLE_FROM_AFAR = 0.06
"""The same for beginners, who have not done it yet, and for leading people, which others do too."""
SECOND = 0.5
"""How much the second demand counts that a question asks for."""
OTHER_LEVEL = 0.12
"""What is taken off for a level beside its own; of two levels four times as much."""
OF_KIND = {"must": 0.0, "duty": 0.0, "nice": -0.05}
"""What is added for a demand of that kind."""
AGAIN, SAME_THEME = 0.10, 0.01
"""What is taken off for each question before that rests on the same demand, or is of the same theme."""
FITS = 0.33
"""From where on a question of the bank is chosen."""
RESTS = 0.31
"""From where on a question rests on a demand; below, on the line of work that it is for."""
COVERS = 0.40
"""From where on a question covers a demand."""
STORY_COVERS = 0.51
"""From where on a story does, by what it means and what it answers together."""
TOLD = 0.5
"""From where on words of a CV speak of a demand."""
MOST_CHOSEN, MOST_MADE, FIRST_OF_BANK = 15, 10, 4
ALWAYS = "why-us"
"""Asked for every post, so it rests on its title. It comes behind those that its demands lead to."""
_SAID_OF_ALL = frozenset(
    stems("experience experienced ability able skills knowledge good strong excellent working years required")
)
OF_NO_DEMAND = frozenset(
    (
        "salary",
        "why-leave",
        "cv-gap",
        "many-jobs",
        "too-experienced",
        "outside-work",
        "new-field",
        "about-yourself",
        "why-us",
    )
)
"""Questions that no demand leads to."""


def chosen(
    advertisement: Advertisement, post: Post, prompts: Sequence[Prompt], *, near: Near, alike: Alike
) -> tuple[ChosenForJob, ...]:
    """Questions for what is demanded, the most fitting first, each with the words that it rests on: of the
    bank, and made of the demands that none of those covers.
    """
    fitting = [prompt for prompt in prompts if _may_be_asked(prompt, post)]
    scores = fits(advertisement.demands, fitting, near=near, alike=alike)
    of_bank = tuple(_one_after_another(advertisement, post, fitting, scores))
    open_ = [
        demand
        for demand, row in zip(advertisement.demands, scores, strict=True)
        if max(row, default=0) < COVERS
    ]
    made = tuple(_made(open_))
    first, rest = of_bank[:FIRST_OF_BANK], of_bank[FIRST_OF_BANK:]
    always = [ChosenForJob(one, advertisement.title) for one in prompts if one.id == ALWAYS and of_bank]
    return (*first, *always, *(one for one in chain.from_iterable(zip_longest(made, rest)) if one))


def _made(demands: Sequence[Demand]) -> Iterator[ChosenForJob]:
    """Those of what is only welcome at the end."""
    by_weight = sorted(demands, key=lambda demand: demand.kind == "nice")
    made = ((demand, made_of(demand)) for demand in by_weight)
    found = [ChosenForJob(prompt, demand.words, is_made=True) for demand, prompt in made if prompt]
    yield from found[:MOST_MADE]


def uncovered(
    advertisement: Advertisement,
    prompts: Sequence[Prompt],
    stories: Sequence[str],
    *,
    near: Near,
    alike: Alike,
    tells: Alike,
) -> tuple[Demand, ...]:
    """What can be told and is covered by none of these questions of the bank, and by no story: how well each
    of these tells of a demand is by `tells`.
    """
    told = [demand for demand in advertisement.demands if made_of(demand)]
    asked = fits(told, prompts, near=near, alike=alike)
    by_story = tells([demand.words for demand in told], stories)
    return tuple(
        demand
        for demand, row, of_stories in zip(told, asked, by_story, strict=True)
        if max(row, default=0) < COVERS and max(of_stories, default=0) < STORY_COVERS
    )


def in_cv(advertisement: Advertisement, lines: Sequence[str], *, alike: Alike) -> tuple[InCv, ...]:
    """For each demand the line of a CV that speaks of it, if one does."""
    rows = alike([demand.words for demand in advertisement.demands], lines)
    return tuple(
        InCv(demand, _told(demand, lines, row))
        for demand, row in zip(advertisement.demands, rows, strict=True)
    )


def _told(demand: Demand, lines: Sequence[str], row: Sequence[float]) -> str | None:
    best = max(range(len(row)), key=row.__getitem__, default=None)
    if best is not None and row[best] >= TOLD:
        return lines[best]
    wanted = set(stems(demand.words)) - _SAID_OF_ALL
    named = [line for line in lines if wanted and len(wanted & set(stems(line))) > len(wanted) / 2]
    return named[0] if named else None


def _may_be_asked(prompt: Prompt, post: Post) -> bool:
    is_of_bank = prompt.theme != MADE_FOR_JOBS and prompt.kind not in ("asking", "explaining")
    is_for_it = prompt.role == ANY or prompt.role in post.roles
    return is_of_bank and is_for_it and prompt.id not in OF_NO_DEMAND


def _of_post(prompt: Prompt, post: Post) -> float:
    role = 0.0
    if prompt.role in post.roles:
        is_far = post.level == "entry" or prompt.role == MANAGER
        role = OF_ROLE_FROM_AFAR if is_far else OF_ROLE
    if post.level is None or ANY in (prompt.level, post.level):
        return role
    return role - OTHER_LEVEL * abs(LEVELS.index(prompt.level) - LEVELS.index(post.level)) ** 2


def fits(
    demands: Sequence[Demand], prompts: Sequence[Prompt], *, near: Near, alike: Alike
) -> list[list[float]]:
    """How well each question asks for each demand, a row for each demand."""
    words = [demand.words for demand in demands]
    known = competences()
    says = [phrase for one in known for phrase in one.says]
    of = [place for place, one in enumerate(known) for _ in one.says]
    found = []
    for row, likes in zip(near(words, prompts), alike(words, says), strict=True):
        best = [0.0] * len(known)
        for place, value in zip(of, likes, strict=True):
            best[place] = max(best[place], value)
        asked: dict[str, float] = {}
        for one, value in zip(known, best, strict=True):
            for place, prompt_id in enumerate(one.asks):
                asked[prompt_id] = max(asked.get(prompt_id, 0.0), value - LATER * place)
        found.append(
            [
                DIRECT * value + (1 - DIRECT) * asked.get(prompt.id, 0.0)
                for value, prompt in zip(row, prompts, strict=True)
            ]
        )
    return found


def _one_after_another(
    advertisement: Advertisement, post: Post, prompts: Sequence[Prompt], scores: Sequence[Sequence[float]]
) -> Iterator[ChosenForJob]:
    demands = advertisement.demands
    left = set(range(len(prompts)))
    rested: Counter[int] = Counter()
    themes: Counter[str] = Counter()

    second = [sorted(row[place] for row in scores)[-2:][0] for place in left] if demands else []

    def value(place: int, demand: int) -> float:
        own = scores[demand][place] + OF_KIND[demands[demand].kind] + _of_post(prompts[place], post)
        own += SECOND * second[place]
        return own - AGAIN * rested[demand] - SAME_THEME * themes[prompts[place].theme]

    for _ in range(min(MOST_CHOSEN, len(prompts)) if demands else 0):
        best, place, demand = max(
            (value(place, demand), place, demand) for place in left for demand in range(len(demands))
        )
        if best < FITS:
            return
        left.remove(place)
        rested[demand] += 1
        themes[prompts[place].theme] += 1
        is_near = scores[demand][place] >= RESTS or prompts[place].role == ANY
        yield ChosenForJob(prompts[place], demands[demand].words if is_near else advertisement.title)
