"""What can become of a small text that people write themselves. Bytes in and out, by a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

Change = Callable[[Random, bytes], bytes]


def truncated(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data))]


def few_bits_flipped(random: Random, data: bytes) -> bytes:
    return _flipped(random, data, random.randint(1, 5))


def many_bits_flipped(random: Random, data: bytes) -> bytes:
    return _flipped(random, data, random.randint(20, 200))


def bytes_changed(random: Random, data: bytes) -> bytes:
    """A stretch removed, doubled, zeroed, or other bytes put in."""
    start = random.randrange(len(data))
    end = min(len(data), start + random.randint(1, 200))
    between = random.choice(
        (
            b"",
            data[start:end] * 2,
            bytes(end - start),
            random.randbytes(20),
            b"\x00",
            b"\x1b[31m",
            b"\xed\xa0\x80",
            b"\xe2\x80\xae",
            b"\xef\xbb\xbf",
            b"\r",
            b'"',
            b'"""',
            b"[[",
            b"]",
            b"}",
            b"\\",
            b"\\u0000",
            b"\\ud800",
            b"\\u001b]0;x\\u0007",
            b"#",
        )
    )
    return data[:start] + between + data[random.choice((start, end)) :]


def encoded_otherwise(random: Random, data: bytes) -> bytes:
    """As editors and systems do: other letters, other ends of lines, a mark at the beginning."""
    text = data.decode("utf-8").replace("a", random.choice("aäéß–…"), 3)
    return random.choice(
        (
            lambda: text.encode("utf-16"),
            lambda: text.encode("utf-16-be"),
            lambda: text.encode("utf-32"),
            lambda: text.encode("cp1252", "replace"),
            lambda: text.encode("utf-8-sig"),
            lambda: b"\xef\xbb\xbf" + text.encode("utf-8-sig"),
            lambda: text.replace("\n", "\r\n").encode(),
            lambda: text.replace("\n", "\r").encode(),
            lambda: text.replace("\n", "\u2028").encode(),
            lambda: text.replace(" ", "\u00a0").encode(),
            lambda: text.replace('"', "\u201c").encode(),
            lambda: text.encode("utf-7"),
        )
    )()


def another_kind(random: Random, data: bytes) -> bytes:
    return random.choice(
        (
            b"",
            b"\n" * random.randint(1, 5),
            b"\x00" * 100,
            random.randbytes(500),
            b"\x89PNG\r\n\x1a\n" + random.randbytes(200),
            b"PK\x03\x04" + random.randbytes(200),
            b"null",
            b"[]",
            b"{}",
            b"true",
            b'"text"',
            b"3",
            b"<html><body>404</body></html>",
            b"---\nphrases:\n  - maybe\n",
            b"key = ",
            b"[prompt]\n",
        )
    )


BYTES: Mapping[str, Change] = {
    "truncated": truncated,
    "few bits flipped": few_bits_flipped,
    "many bits flipped": many_bits_flipped,
    "bytes changed": bytes_changed,
    "encoded otherwise": encoded_otherwise,
    "another kind": another_kind,
}
"""What needs no knowledge of what the text means."""


def replaced(random: Random, data: bytes, values: Callable[[Random], bytes]) -> bytes:
    """With another value after one of the `=` or `:` up to the end of its line."""
    lines = data.split(b"\n")
    places = [number for number, line in enumerate(lines) if b" = " in line or b": " in line]
    for number in random.sample(places, min(len(places), random.randint(1, 3))):
        sign = b" = " if b" = " in lines[number] else b": "
        key, _, value = lines[number].partition(sign)
        comma = b"," if value.endswith(b",") else b""
        lines[number] = key + sign + values(random) + comma
    return b"\n".join(lines)


def keys_changed(random: Random, data: bytes, keys: tuple[bytes, ...]) -> bytes:
    """Keys are misspelt, exchanged, doubled, or lost with their lines."""
    lines = data.split(b"\n")
    for _ in range(random.randint(1, 3)):
        number = random.randrange(len(lines))
        line = lines[number]
        there = [key for key in keys if key in line] or [line[:5]]
        lines[number] = random.choice(
            (
                b"",
                line + b"\n" + line,
                line.replace(random.choice(there), random.choice(keys), 1),
                line.replace(random.choice(there), random.choice(there)[::-1] + b"x", 1),
                line.replace(random.choice(there), random.choice(there).upper(), 1),
                line.replace(random.choice(there), b"", 1),
            )
        )
    return b"\n".join(lines)


def _flipped(random: Random, data: bytes, count: int) -> bytes:
    changed = bytearray(data)
    for _ in range(count):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)
