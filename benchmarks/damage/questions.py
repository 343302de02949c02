"""Files of questions, damaged, and whether every question in them is listed or said to be left out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from random import Random

from benchmarks.damage import ROOT
from benchmarks.damage.program import Ended, commands
from benchmarks.damage.texts import BYTES, Change, keys_changed, replaced
from benchmarks.damage.verdicts import NONE, Trial, Verdict, broken
from benchmarks.damage.workers import Broken, Worker

ROW = "questions (TOML)"
EACH = 50

OWN = b"""\
title = "Mine"
about = "Questions of my own."

[[prompt]]
id = "first-of-mine"
question = "When did you last change your mind?"
asks = [
    { layer = "judgement", means = "What it takes to move you." },
    { layer = "learning", means = "What you do otherwise since." },
]
level = "mid"
role = "any"
follow_up = "Who noticed?"

[[prompt]]
id = "second-of-mine"
question = "What did you leave undone, and who paid for it?"
level = "any"

[[prompt]]
id = "third-of-mine"
question = \"\"\"
Tell me of a night shift
that went wrong.\"\"\"
"""

_KEYS = (b"id", b"question", b"asks", b"layer", b"means", b"level", b"role", b"prompt", b"title", b"kind")
_VALUES = rb'''
3
-1
1.5
nan
inf
true
[]
{}
""
" "
[1, 2]
["a"]
{ a = "b" }
[[]]
1979-05-27
07:32:00
1979-05-27T07:32:00Z
0x7fffffffffffffffffff
"\u0000"
"\u001b[2J"
"\u202e"
"\U0010ffff"
"\ud800"
"../../etc"
"a b"
"-x"
"first-of-mine"
"outage"
"none"
"story"
[{ layer = 1 }]
[{ layer = "a", means = "" }]
[{ layer = "a", means = "b", more = "c" }]
nothing
"""
"\x"
'''.split(b"\n")


def types_changed(random: Random, data: bytes) -> bytes:
    return replaced(random, data, lambda random: random.choice(_VALUES))


def keys_of_another_name(random: Random, data: bytes) -> bytes:
    return keys_changed(random, data, _KEYS)


def very_large(random: Random, data: bytes) -> bytes:
    many = random.choice((1_000, 20_000))
    return random.choice(
        (
            lambda: replaced(random, data, lambda _: b'"' + b"long " * many + b'"'),
            lambda: replaced(random, data, lambda _: b"9" * many),
            lambda: replaced(random, data, lambda _: b"[" * many),
            lambda: replaced(random, data, lambda _: b"[" * 90 + b"]" * 90),
            lambda: replaced(random, data, lambda _: b"{ a = " * many),
            lambda: b".".join([b"a"] * many) + b" = 1\n" + data,
            lambda: data + b"".join(b"[a" + b".b" * 50 + b"%d]\n" % number for number in range(many // 50)),
            lambda: data + b"[[prompt]]\n" * (many // 10),
            lambda: data + b"".join(_entry(number) for number in range(many // 10)),
            lambda: b"# " + b"x" * many * 100 + b"\n" + data,
            lambda: b"\n" * many * 100 + data,
            lambda: data + b"".join(b"key%d = 1\n" % number for number in range(many // 10)),
        )
    )()


def _entry(number: int) -> bytes:
    return b'\n[[prompt]]\nid = "more-%d"\nquestion = "And the %d. one?"\n' % (number, number)


def doubled(random: Random, data: bytes) -> bytes:
    """Files joined, entries twice, ids taken."""
    cut = random.choice([at for at in range(len(data)) if data.startswith(b"[[prompt]]", at)])
    return random.choice(
        (data + data, data + data[cut:], data[cut:] + data, data[cut:], data.replace(b"[[", b"["))
    )


DAMAGES: Mapping[str, Change] = {
    NONE: lambda random, data: data,
    **BYTES,
    "types changed": types_changed,
    "keys changed": keys_of_another_name,
    "types and keys changed": lambda random, data: types_changed(random, keys_of_another_name(random, data)),
    "very large": very_large,
    "doubled": doubled,
}


def trials(*, seed: int) -> Iterator[Trial]:
    for damage in DAMAGES:
        for number in range(EACH):
            name = f"questions-{damage.replace(' ', '-')}-{number}"
            yield Trial(ROW, damage, name, partial(tried, damaged(damage, number, seed=seed)))


def damaged(damage: str, number: int, *, seed: int) -> bytes:
    random = Random(f"{seed} questions {damage} {number}")
    return DAMAGES[damage](random, sources()[number % len(sources())])


@cache
def sources() -> tuple[bytes, ...]:
    """Files in which nothing is wrong, with ids that no other file has."""
    bundled = sorted((ROOT / "prompts").glob("*.toml"))[:4]
    return (OWN, *(path.read_bytes().replace(b'\nid = "', b'\nid = "my-') for path in bundled))


def tried(content: bytes, worker: Worker, home: Path) -> Verdict:
    path = home / "prompts" / "of-mine.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    lines = (("prompts",), ("prompts", "--id", "first-of-mine"), ("prompts", "mind", "--level", "mid"), ())
    ended = commands(worker, home, [("prompts", "--json"), *lines])
    return broken(ended) if isinstance(ended, Broken) else judged(content, path, ended[0])


def judged(content: bytes, path: Path, listed: Ended) -> Verdict:
    """Whether each question of the file was listed or said to be left out, by tomllib's reading of it."""
    if listed.code:
        return Verdict("refused", listed.err)
    if "Left out:" in listed.err:
        return Verdict("said")
    expected = entries(content)
    found = sum(line["source"] == path.name for line in listed.lines())
    if expected is None or found < expected:
        return Verdict("cut", f"{found} of {expected} questions, and nothing said")
    return Verdict("read")


def entries(content: bytes) -> int | None:
    """How many questions a file has; None where it cannot be understood."""
    try:
        prompts = tomllib.loads(content.decode("utf-8-sig")).get("prompt", [])
    except (ValueError, RecursionError):
        return None
    return len(prompts) if isinstance(prompts, list) else None
