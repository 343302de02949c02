"""Reads what a job advertisement demands: each demand in the advertisement's own words.

What stands below its headings tells most; where there are none, the words of each sentence do. Praise of the
employer, pay, benefits, how to apply and who is welcome are no demands. It reads English, opens no file and
loads no model, so it takes milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rehearse.model.jobs import Advertisement, Demand, DemandKind
from rehearse.questions.advertisement_cues import (
    BOILERPLATE,
    LEADS_IN,
    PLAINLY,
    PRAISE,
    WANTED,
    Section,
    kind_of,
    section_of,
)
from rehearse.questions.text import folded

MOST_DEMANDS = 60
"""Nobody prepares for more; what is longer is not one advertisement."""
MOST_HEADING_WORDS = 9
FEWEST_LETTERS, FEWEST_WORDS, MOST_WORDS = 3, 3, 80
"""Of a demand; the fewest words where it is a part of a line."""
PARAGRAPH_WORDS, AFTER_ITEMS_WORDS = 25, 6
"""From so many words on a line is a paragraph; behind a list sooner."""
FEWEST_FULL, NEARLY_FULL, NARROWEST, WIDEST = 4, 0.75, 40, 110
"""Lines of about one width, in a text that was broken at it; which share of it is about that; widths."""
LONG_LINE = 50
"""Letters of a line that may have been broken, in any text."""
MOST_UNDIVIDED_WORDS, FEWEST_OF_PART = 14, 4
MOST_TITLE_WORDS = 12
TOP_LINES = 2

_BULLET = re.compile(r"^\s*(?:[-*+•●▪◦‣·–—○■✓✔➢►>o]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_MARKS = re.compile(r"^[\s#*_>|=-]+|[\s#*_|=-]+$")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)\s+(?=[\"'“(]?[A-Z])|\s*;\s+(?![^()]*\))"
)
_GOES_ON = re.compile(
    r",\s+(?:and\s+)?(?=(?:to|is|has|can|you|you'll|you'd|you've|know|have|be|able|make|tell|keep|deal)\s)|"
    r",\s+and\s+(?=\w+\s)|\s+[–—]\s+|:\s+"
)
_NUMBERED = re.compile(r"(?:essential|desirable)(?: criteria| requirements?| skills)?:?$", re.IGNORECASE)
"""Of items those that are headings."""
_TO_BE_DONE = re.compile(r"(?:to|has|is|can|know|have|be|able|make|tell|keep|deal|not|a|an|find)\b")
"""Begins a part that goes on with what is wanted."""
_BRACKETS = re.compile(r"\([^()]*\)")
_OF_FACTS = re.compile(r"[·|£$€@]|\d{3}| [-–—] ")
"""Stands in a line of facts, which is no heading."""
_CODE = re.compile(r"(?:(?:([ED])\d{0,2}|\d{1,2}\.\d{1,2})[.):]?\s+)(?=[A-Z])")
_ASSESSED = re.compile(r"\s*\((?:[A-Z](?:\s?[,/]\s?)?){1,4}\)\.?$")
_AND = re.compile(r"^(?:and|but|then)\s+", re.IGNORECASE)
_INLINE = re.compile(r"^([^:.;]{3,60}):\s+(\S.*)$")


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a line without what marks it, and how it stood there."""

    words: str
    is_item: bool
    is_marked: bool
    is_after_blank: bool


def read_advertisement(text: str) -> Advertisement:
    """What an advertisement demands, in its order, each thing once."""
    return _read(text)


@lru_cache(maxsize=32)
def _read(text: str) -> Advertisement:
    lines = [line for line in _whole_lines(text) if line.words]
    top = tuple(" ".join(line.words.split()[:MOST_TITLE_WORDS]) for line in lines[:TOP_LINES])
    found: dict[str, Demand] = {}
    for demand in _demands(lines):
        found.setdefault(folded(demand.words), demand)
    return Advertisement(top, tuple(found.values())[:MOST_DEMANDS])


def _demands(lines: list[_Line]) -> Iterator[Demand]:
    section: Section = "open"
    has_items = False
    for place, line in enumerate(lines):
        if headed := _heading(line) or _heading_of_items(line, lines[place + 1 : place + 2]):
            # A title such as "Contracts Manager" begins nothing.
            section, has_items = "open" if headed == "none" and not place else headed, False
            continue
        has_items = has_items or line.is_item
        here, words = section, line.words
        inline = _INLINE.match(words)
        if (
            inline
            and len(inline[1].split()) <= MOST_HEADING_WORDS
            and (named := section_of(folded(inline[1])))
        ):
            here, words = named, inline[2]
            section = named if named != "none" and not line.is_item else section
        elif not line.is_item and len(words.split()) >= (AFTER_ITEMS_WORDS if has_items else PARAGRAPH_WORDS):
            # A paragraph stands for itself, unless it is what stands below a heading.
            here = "open" if has_items or here == "none" else here
        yield from _in_line(words, here, is_item=line.is_item)


def _in_line(words: str, section: Section, *, is_item: bool) -> Iterator[Demand]:
    for sentence in _SENTENCE_END.split(words):
        if sentence.endswith("?"):
            section = section_of(folded(sentence)) or "open"
        elif _is_demand(folded(sentence), section, is_item=is_item):
            for part in _parts(sentence):
                trimmed, marked = _trimmed(part)
                is_whole = part == words or len(trimmed.split()) >= FEWEST_WORDS
                goes_on = part != sentence and bool(_TO_BE_DONE.match(folded(part)))
                if is_whole and _is_demand(folded(trimmed), section, is_item=is_item or goes_on):
                    yield Demand(trimmed, marked or kind_of(folded(sentence), section))


def _is_demand(sentence: str, section: Section, *, is_item: bool) -> bool:
    if len(sentence) < FEWEST_LETTERS or len(sentence.split()) > MOST_WORDS:
        return False
    if BOILERPLATE.search(sentence) or LEADS_IN.search(sentence) or sentence.endswith((":", "?")):
        return False
    if section == "none":
        return is_item and bool(PLAINLY.search(sentence)) and not PRAISE.search(sentence)
    return section != "open" or (not PRAISE.search(sentence) and (is_item or bool(WANTED.search(sentence))))


def _parts(sentence: str) -> list[str]:
    """A long sentence where it goes on to the next demand."""
    if len(sentence.split()) <= MOST_UNDIVIDED_WORDS:
        return [sentence]
    parts: list[str] = []
    for part in _GOES_ON.split(sentence):
        if parts and (len(part.split()) < FEWEST_OF_PART or len(parts[-1].split()) < FEWEST_OF_PART):
            return [sentence]
        parts.append(part)
    return parts


def _heading(line: _Line) -> Section | None:
    """The section that a line begins; None where it is no heading."""
    bare = " ".join(_BRACKETS.sub("", line.words).split())
    count = len(bare.split())
    if not 0 < count <= MOST_HEADING_WORDS or bare.endswith((".", ",", ";", "!")):
        return None
    known = section_of(folded(bare.rstrip(":?!")))
    if line.is_item:
        return known if _NUMBERED.match(bare) else None
    if bare.endswith(":") or bare.isupper() or line.is_marked:
        return known or "open"
    if ":" in bare or _CODE.match(bare) or _OF_FACTS.search(bare):
        return None
    return known if line.is_after_blank and _stands_out(bare) else None


def _heading_of_items(line: _Line, following: list[_Line]) -> Section | None:
    """What a short line above a list begins, whatever it says."""
    is_short = len(line.words.split()) <= MOST_HEADING_WORDS and not line.words.endswith((".", ",", ";", "!"))
    begins_list = not line.is_item and any(one.is_item for one in following)
    is_heading = line.is_after_blank and is_short and begins_list and not _OF_FACTS.search(line.words)
    return "open" if is_heading else None


def _stands_out(words: str) -> bool:
    """Whether a line without any mark is a heading: short, or with capitals."""
    parts = words.split()
    capitals = sum(part[0].isupper() for part in parts)
    return len(parts) <= 5 or words.endswith("?") or capitals > len(parts) / 2


def _whole_lines(text: str) -> Iterator[_Line]:
    """The lines that have words, those that were only broken by their width joined."""
    lines = text.splitlines()
    widest = max((len(line.rstrip()) for line in lines), default=0)
    full = sum(len(line.rstrip()) > NEARLY_FULL * widest for line in lines)
    width = widest if NARROWEST <= widest <= WIDEST and full >= FEWEST_FULL else 0
    held: list[str] = []
    is_after_blank = True
    for line in [*lines, ""]:
        if held and _goes_on(held, line, width):
            held.append(line)
            continue
        if held:
            yield _line(" ".join(held), is_after_blank)
            is_after_blank = False
        is_after_blank = is_after_blank or not line.strip()
        held = [line] if line.strip() else []


def _line(text: str, is_after_blank: bool) -> _Line:
    is_marked = text.lstrip().startswith(("#", "**", "__"))
    words = " ".join(_MARKS.sub("", _BULLET.sub("", text, count=1)).replace("**", "").split())
    return _Line(words, bool(_BULLET.match(text)), is_marked, is_after_blank)


def _goes_on(held: list[str], line: str, width: int) -> bool:
    """Whether a line goes on with those before it; `width` is that at which a text was broken, 0 for none."""
    before, words = held[-1].strip(), line.strip()
    if not words or _BULLET.match(line) or before.endswith(":"):
        return False
    if _BULLET.match(held[0]) and line[:1].isspace():
        return True
    if words[0].islower() and before[-1:] not in (".", "!", "?", ";"):
        return bool(width) or len(before) > LONG_LINE
    return bool(width) and len(held[-1]) > NEARLY_FULL * width


def _trimmed(sentence: str) -> tuple[str, DemandKind | None]:
    """The words of a demand without its number, and what a letter beside it says that it is."""
    code = _CODE.match(sentence)
    words = _ASSESSED.sub("", sentence[code.end() if code else 0 :])
    marked: DemandKind | None = None
    if code and code[1]:
        marked = "must" if code[1] == "E" else "nice"
    return _AND.sub("", words.strip(" .;,*_-•✅")), marked
