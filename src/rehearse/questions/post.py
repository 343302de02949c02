"""For which line of work an advertisement is, and for which level. Pure but for the table of names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rehearse.model.jobs import Advertisement
from rehearse.questions.aliases import Stems, What, aliases, stems
from rehearse.questions.text import folded

MANAGER = "manager"
FEWEST_NAMED = 4
"""How often a line of work is named in an advertisement, if not at its top."""
OF_THE_MOST = 0.25
"""How often one of several that stand there is named, beside the one that is named most."""
OF_MANY_MEANINGS = (
    "receptionist", "driver", "delivery", "engineer", "school", "hospital", "university", "college",
    "analyst", "placement", "government", "council", "store", "shop", "pr", "bi", "pm", "selling",
    "patient", "trainee", "programming", "programmer", "education", "banking",
)  # fmt: skip
"""Names that tell a line of work only beside another name of it."""
_LEADS = re.compile(
    r"\b(?:lead|leads|leading|led|manag\w+|supervis\w+|motivat\w+|run|inherit)\b.{0,40}\b(?:team|teams|people|staff|analysts|engineers|"
    r"group|shift|direct reports|colleagues)\b|\bline manag"
)
_HIGH = re.compile(r"\b(?:head of|director|chief|principal|vice president|vp|lead|senior)\b")
_LONG = re.compile(
    r"\b(?:[6-9]|1\d|six|seven|eight|nine|ten|twelve|fifteen)\+? (?:or more )?(?:years|"
    r"yrs)\b(?! (?:in a row|old|ago))"
)
_SOME = re.compile(
    r"\b(?:[2-5]|two|three|four|five)\+? ?(?:or more |[-–to]+ ?\d+ )?(?:years|yrs)\b(?! (?:in a row|old|ago))"
)
_BEGINS = re.compile(
    r"\bno (?:\w+ ){0,2}experience (?:is )?(?:needed|required|necessary)\b|\bdo(?: not|"
    r"n'?t) need (?:\w+ ){0,2}experience\b|"
    r"\b(?:full|paid|all) training\b|\btraining (?:is |will be )?(?:given|provided)\b|\bwe(?:'ll| will|"
    r" can) (?:teach|train|put you)\b|"
    r"\b(?:school|college)(?:/college)? leavers?\b|\bfirst job\b|\bearly career\b|\bects?\b|"
    r"\bbeginning of a\b|"
    r"\bexperience (?:is )?(?:a bonus|helpful|a plus|preferred|not)\b|\bexp preferred\b"
)
_JUNIOR = re.compile(r"\b(?:assistant|helper|(?:analyst|technician|developer|engineer) i)\b")


@dataclass(frozen=True, slots=True)
class Post:
    """The lines of work that an advertisement is about, and its level; None where it tells none."""

    roles: frozenset[str]
    level: str | None


def post_of(advertisement: Advertisement, text: str) -> Post:
    """What stands at its top; where that names no line of work, what the text names often."""
    counts = _roles_in(stems(text))
    at_top = {role for line in advertisement.top for role in _named("role", stems(line)) if counts[role]}
    most = max((counts[role] for role in at_top - {MANAGER}), default=0)
    fewest = max(min(most, 2), most * OF_THE_MOST)
    roles = {role for role in at_top - {MANAGER} if counts[role] >= fewest}
    if not roles:
        often = [role for role, _ in counts.most_common() if role != MANAGER][:1]
        roles.update(role for role in often if counts[role] >= FEWEST_NAMED)
    if MANAGER in _named("role", stems(advertisement.title)) or any(
        _LEADS.search(folded(demand.words)) for demand in advertisement.demands
    ):
        roles.add(MANAGER)
    demands = "\n".join(folded(demand.words) for demand in advertisement.demands)
    return Post(frozenset(roles), _level(folded(" / ".join(advertisement.top)), demands, folded(text)))


def _roles_in(words: Stems) -> Counter[str]:
    """How often lines of work are named, but for those that only a name of many meanings tells."""
    names: dict[str, Counter[Stems]] = {}
    for role, name in _named_by("role", words):
        names.setdefault(role, Counter())[name] += 1
    return Counter(
        {
            role: by.total()
            for role, by in names.items()
            if any(name not in _vague() for name in by) or len(by) > 1
        }
    )


def _level(title: str, demands: str, text: str) -> str | None:
    """By the title; else by how many years are demanded, or that none are."""
    if _HIGH.search(title):
        return "senior"
    if named := next(_named("level", stems(title)), None):
        return named
    if _LONG.search(demands):
        return "senior"
    if _SOME.search(demands):
        return "mid"
    return "entry" if _BEGINS.search(text) or _JUNIOR.search(title) else None


def _named(what: What, words: Stems) -> Iterator[str]:
    yield from (value for value, _ in _named_by(what, words))


def _named_by(what: What, words: Stems) -> Iterator[tuple[str, Stems]]:
    """What is named, and by which words."""
    known = _names(what)
    for first in range(len(words)):
        parts = (words[first : first + length] for length in (3, 2, 1))
        part = next((part for part in parts if part in known), ())
        yield from ((value, part) for value in known.get(part, ()))


@cache
def _names(what: What) -> dict[Stems, tuple[str, ...]]:
    """By what something is called, its own name too."""
    found: dict[Stems, tuple[str, ...]] = {}
    for name, meant in aliases().items():
        values = [alias.value for alias in meant if alias.what == what]
        for words, value in [
            *((name, value) for value in values),
            *((stems(value), value) for value in values),
        ]:
            found[words] = tuple(dict.fromkeys((*found.get(words, ()), value)))
    return found


@cache
def _vague() -> frozenset[Stems]:
    return frozenset(map(stems, OF_MANY_MEANINGS))
