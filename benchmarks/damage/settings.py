"""Settings, damaged, and whether anything in them is lost when the program changes another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.damage.program import Ended, commands
from benchmarks.damage.texts import BYTES, Change, keys_changed, replaced
from benchmarks.damage.verdicts import NONE, Trial, Verdict, broken
from benchmarks.damage.workers import Broken, Worker

ROW = "settings (JSON)"
EACH = 50
OURS = ("phrases", "sound_days", "questions")
"""The keys that the commands below change; all others have to stay."""

WHOLE = (
    json.dumps(
        {
            "phrases": ["to be honest", "at the end of the day", "naïve"],
            "sound_days": 30,
            "questions": {"themes": ["help-desk"], "level": "entry", "role": None},
            "of_a_later_version": {"voice": "soft", "rate": 1.5, "list": [1, 2, 3]},
        },
        indent=2,
    )
    + "\n"
).encode()

_KEYS = (b"phrases", b"sound_days", b"questions", b"themes", b"level", b"role")
_VALUES = rb"""
null
true
0
-1
1e3
1e999
NaN
-Infinity
36501
999999999999999999999999999999
3.5
""
" "
"30d"
"um"
[]
{}
[null]
[[]]
[""]
["um"]
["a", 3]
["\u0000"]
["\ud800"]
["\u001b]0;x\u0007"]
["\u202e"]
{"a": {}}
{"themes": 3}
{"themes": ["nowhere"]}
{"themes": [null]}
{"themes": ["\ud800"]}
{"level": "any"}
{"level": []}
{"role": 1}
""".strip().split(b"\n")


def types_changed(random: Random, data: bytes) -> bytes:
    return replaced(random, data, lambda random: random.choice([*_VALUES, b"", b"x"]))


def value_of_a_key(random: Random, data: bytes) -> bytes:
    """Still JSON, with one of the program's own keys of another kind."""
    content = json.loads(data)
    for key in random.sample(OURS, random.randint(1, 3)):
        content[key] = json.loads(random.choice(_VALUES))
    return json.dumps(content, indent=2).encode()


def keys_of_another_name(random: Random, data: bytes) -> bytes:
    return keys_changed(random, data, _KEYS)


def very_large(random: Random, data: bytes) -> bytes:
    many = random.choice((1_000, 100_000))
    return random.choice(
        (
            lambda: replaced(random, data, lambda _: b'"' + b"long " * many + b'"'),
            lambda: replaced(random, data, lambda _: b'["' + b"long " * many + b'"]'),
            lambda: replaced(random, data, lambda _: b"9" * many),
            lambda: replaced(random, data, lambda _: b"1." + b"0" * many),
            lambda: replaced(random, data, lambda _: b"[" * many),
            lambda: replaced(random, data, lambda _: b"[" * 500 + b"]" * 500),
            lambda: replaced(random, data, lambda _: b'{"a":' * many),
            lambda: json.dumps(json.loads(data) | {"phrases": [f"phrase {n}" for n in range(many)]}).encode(),
            lambda: json.dumps(json.loads(data) | {f"key {n}": n for n in range(many)}).encode(),
            lambda: data + b" " * many * 100,
            lambda: b"[" * many + b"]" * many,
        )
    )()


def doubled(random: Random, data: bytes) -> bytes:
    """Twice the same, or a key twice."""
    key = random.choice(OURS)
    return random.choice(
        (data + data, data.replace(b"{", b'{ "%s": %s,' % (key.encode(), random.choice(_VALUES)), 1))
    )


DAMAGES: Mapping[str, Change] = {
    NONE: lambda random, data: data,
    **BYTES,
    "types changed": types_changed,
    "a key of another kind": value_of_a_key,
    "keys changed": keys_of_another_name,
    "very large": very_large,
    "doubled": doubled,
}

COMMANDS = (
    ("config",),
    ("config", "--json"),
    ("config", "phrases", "--json"),
    ("config", "questions"),
    ("config", "phrases", "add", "to be fair"),
    ("config", "phrases", "remove", "to be honest"),
    ("config", "sound", "60d", "--yes"),
    ("config", "questions", "--theme", "learning"),
    ("config", "questions", "--any"),
    ("history",),
    ("progress",),
)


def trials(*, seed: int) -> Iterator[Trial]:
    for damage in DAMAGES:
        for number in range(EACH):
            name = f"settings-{damage.replace(' ', '-')}-{number}"
            yield Trial(ROW, damage, name, partial(tried, damaged(damage, number, seed=seed)))


def damaged(damage: str, number: int, *, seed: int) -> bytes:
    return DAMAGES[damage](Random(f"{seed} settings {damage} {number}"), WHOLE)


def tried(content: bytes, worker: Worker, home: Path) -> Verdict:
    home.mkdir(parents=True)
    path = home / "settings.json"
    path.write_bytes(content)
    ended = commands(worker, home, COMMANDS)
    return broken(ended) if isinstance(ended, Broken) else judged(content, path.read_bytes(), ended)


def judged(before: bytes, after: bytes, ended: list[Ended]) -> Verdict:
    """Whether what the program does not know, or could not understand, is still there."""
    was, is_ = others(before), others(after)
    if was is None and before != after:
        return Verdict("cut", "a file that is no JSON object was written over")
    if was != is_:
        return Verdict("cut", f"keys of a later version: {str(was)[:80]} became {str(is_)[:80]}")
    refused = [one for one in ended if one.code]
    return Verdict("refused", refused[0].err) if refused else Verdict("read")


def others(content: bytes) -> str | None:
    """What stands under the keys that are not ours; None where it is no JSON object."""
    try:
        value = json.loads(content.decode("utf-8-sig"))
        if not isinstance(value, dict):
            return None
        return json.dumps({key: part for key, part in value.items() if key not in OURS})
    except (ValueError, RecursionError):
        return None
