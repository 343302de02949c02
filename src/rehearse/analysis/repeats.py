"""Words said twice because the speaker hesitates ("the the", "we were, we were"), and sentences begun anew.
Pure.

Both are more than half of what listeners hear as disfluent: in conversation 1.5 repeats and 1.9 restarts per
100 words, beside 2.6 filled pauses (Bortfeld 2001). An exact repeat of one to three words is sure, unless
language doubles them by itself ("had had", "very, very", "no, no"); a restart is only possible. Speech
recognition drops some of both, so a count is "at least". Figures: benchmarks/disfluency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from rehearse.analysis.answer import Answer
from rehearse.analysis.marker_words import BE, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, QUANTITIES, SUBJECTS
from rehearse.analysis.words import Token, word_set
from rehearse.model.heard import Stretch
from rehearse.model.report import DiscourseMarker, Repeat

LONGEST = 3
"""Words of a repeat; of more it may be meant."""
LONGEST_START = 6
"""Words of a beginning that is given up."""

_DOUBLED = word_set(
    """very really so too much many far long never ever no yes yeah yep nope okay ok oh well there now bye hey
    please go wait stop ha knock wrong right good great nice big huge tiny little small old new hard fast slow
    quick busy tired hot cold heavy loud quiet rich poor deep high low early late sorry hello hi thanks come
    run look listen hear quickly slowly badly again more less same different way super pretty help fire boom
    bang beep ring twenty oops wow aye sure fine true false exactly absolutely totally completely
    """
)
"""Single words that are said twice on purpose."""
_TWICE_IN_GRAMMAR = word_set("that had do did is was were been have has can will who her")
"""Words that may follow themselves: "I said that that was", "what it is is"; a pause or a comma between them
tells."""
_OBJECTS = word_set("you it her him them this these")
"""Objects that may stand before a subject of the same form: "I told you you could"."""
_PARTICLES = word_set("in on up down out off over for at with by about through of as around from")
_PARTICLE_AFTER = word_set(
    """come comes came coming go goes went going gone get gets got getting move moved step stepped walk walked
    log logged turn turned switch switched carry carried check checked clock clocked hand handed put keep kept
    settle settled it them him her me us this one ran run drove brought bring let sent send called call look
    looked given give gave staying stay stayed held hold pulled put plugged signed sign dropped drop fell
    knocked used talked moved jumped popped dialled dialed tuned joined step"""
)
_SAYING = word_set(
    """said says say saying shouted shouting yelled yelling cried screamed called calling went goes like
    wrote sang"""
)
_SETTING_FREE = word_set("what whatever wherever whoever who where how whichever")
_IT = word_set("it that this thing problem truth trouble fact")
_JOINING = word_set("and or by after upon to for in")
_PHRASES = word_set(
    """i-know thank-you come-on of-course i-see all-right oh-my oh-no calm-down hurry-up good-morning
    excuse-me bye-bye no-way well-done not-now let's-go i'm-sorry my-god help-me sit-down get-out slow-down
    hang-on hold-on it's-fine it's-okay i'm-coming"""
)
"""Said twice on purpose."""
_ENDS = re.compile(r"(?<!\.)[.?!](?!\.)")
_BROKEN = re.compile(r"\w[-–—]+$")

_CANNOT_END = (DETERMINERS - word_set("this that these those another each both all any some its")) | word_set(
    "was were and because but of with if i we they he she i'm we're"
)
"""Words after which a clause cannot stop."""
_EDITING = (
    *(("no", "wait"), ("no", "sorry"), ("or", "rather"), ("i", "mean"), ("hang", "on")),
    *(("sorry",), ("no",), ("wait",), ("well",), ("actually",), ("rather",)),
)
"""What is said between a beginning that is given up and what comes in its place."""
_CLEAR_EDITING = frozenset((("no", "wait"), ("no", "sorry"), ("or", "rather")))
_CORRECTING = frozenset((("i", "mean"), ("sorry",), ("rather",)))
_ARTICLES = word_set("a an the my our his her their")
_PRONOUNS = word_set("i we he she they it")


def repeats(answer: Answer, markers: Sequence[DiscourseMarker] = ()) -> tuple[Repeat, ...]:
    """The repeats and restarts of an answer, in order; likely `markers` inside them are stepped over, as
    filled pauses are ("the, like, the").

    >>> from rehearse.model.heard import Heard, Word
    >>> text = "And the the boss, he was, um, he was very very late."
    >>> said = Answer(Heard(words=tuple(map(Word, text.split()))))
    >>> [(repeat.text, repeat.kind) for repeat in repeats(said)]
    [('the the', 'repeat'), ('he was, um, he was', 'repeat')]
    """
    skipped = {index for one in markers if one.likelihood == "likely" for index in one.indexes}
    said = answer.tokens()
    within = [token for token in said if token.index not in skipped]
    found: list[Repeat] = []
    for some in (_exact(answer, said), _exact(answer, within), _restarts(answer, said)):
        taken = {index for repeat in found for index in repeat.indexes}
        found += [one for one in some if not taken & set(one.indexes)]
    return tuple(sorted(found, key=lambda one: one.first))


def _exact(answer: Answer, said: Sequence[Token]) -> Iterator[Repeat]:
    at = 0
    while at < len(said):
        length, copies = next(
            (
                (length, copies)
                for length in range(LONGEST, 0, -1)
                if (copies := _copies(said, at, length)) > 1
                and not _is_meant(answer, said, at, length, copies)
            ),
            (1, 1),
        )
        if copies > 1:
            last = said[at + length * copies - 1].index
            kept = said[at + length * (copies - 1)].index
            yield _repeat(answer, said[at].index, last + 1, kept)
        at += length * copies


def _copies(said: Sequence[Token], at: int, length: int) -> int:
    """How often the words at a place are said in a row, without a sentence that ends in between."""
    copy = [token.text for token in said[at : at + length]]
    if len(set(copy)) == 1 and length > 1:
        return 1
    copies = 1
    while [token.text for token in said[at + copies * length : at + (copies + 1) * length]] == copy:
        if any(_ENDS.search(token.mark) for token in said[at : at + copies * length]):
            break
        copies += 1
    return copies


def _is_meant(answer: Answer, said: Sequence[Token], at: int, length: int, copies: int) -> bool:
    words = tuple(token.text for token in said[at : at + length])
    last = said[at - 1].text if at else ""
    end = at + length * copies
    following = said[end].text if end < len(said) else ""
    broken = any(
        token.mark or said[place + 1].index - token.index > 1
        for place, token in enumerate(said[at : end - length], start=at)
        if (place - at + 1) % length == 0
    )
    """Whether a comma, a sound or a filler stands between the copies."""
    if "-".join(words) in _PHRASES:
        return True
    if all(_is_number(word) for word in words):
        return not broken or copies > 2 or _is_number(last) or _is_number(following)
    if length > 1:
        joined = (words[-1] in _JOINING and following == words[0]) or (
            words[0] in _JOINING and last == words[-1]
        )
        inverted = words[0] == "had" and not last
        return joined or inverted or (last in _SETTING_FREE and not broken) or set(words) <= _DOUBLED
    word = words[0]
    if word == "so":
        return following not in SUBJECTS | DETERMINERS
    if word in _DOUBLED or (word.endswith("ly") and len(word) > 4):
        return True
    if last in _SAYING and word not in _FUNCTION:
        return True
    if broken:
        return False
    if word in ("is", "was"):
        free = {token.text for token in said[max(0, at - 5) : at]}
        return last in _IT or bool(free & _SETTING_FREE and last != "which")
    if word in _TWICE_IN_GRAMMAR:
        return True
    if word == "to":
        return last == "it"
    if word in _OBJECTS:
        return last not in CONJUNCTIONS | BE | {"", "now", "yeah", "okay", "well"}
    if word in _PARTICLES:
        return last in _PARTICLE_AFTER
    return last in _SETTING_FREE


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word in QUANTITIES


_FUNCTION: AbstractSet[str] = (
    SUBJECTS
    | DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | BE
    | word_set("to as not have has had do did just would could can will")
)


def _restarts(answer: Answer, said: Sequence[Token]) -> Iterator[Repeat]:
    """Beginnings that are given up, each with the words that stand between it and what comes instead."""
    for at in range(1, len(said)):
        before = said[at - 1]
        if _ENDS.search(before.mark):
            continue
        end = _ends_beginning(answer, said, at)
        if end and end < len(said):
            first = _begins(said, at, said[end].text)
            yield _repeat(answer, said[first].index, said[end].index, said[end].index, restart=True)


def _ends_beginning(answer: Answer, said: Sequence[Token], at: int) -> int | None:
    """Where what comes instead begins, if the word before `at` is the last of a beginning; None if it is
    not."""
    before, word = said[at - 1], said[at].text
    open_ended = before.text in _CANNOT_END
    for editing in _EDITING:
        end = at + len(editing)
        if tuple(token.text for token in said[at:end]) != editing or end >= len(said):
            continue
        apart = bool(before.mark) and bool(said[end - 1].mark)
        if editing in _CLEAR_EDITING:
            return end
        if open_ended and (apart or editing in (("i", "mean"), ("hang", "on"), ("sorry",))):
            return end
        instead = said[end].text
        if editing == ("no",) and before.text != "no" and apart and instead in _PRONOUNS | DETERMINERS:
            return end
        near = {token.text for token in said[max(0, at - 4) : at - 1]}
        if editing in _CORRECTING and instead in _ARTICLES and near & _ARTICLES:
            return end
    if _BROKEN.search(answer.words[before.index].text):
        return at
    again = tuple(token.text for token in said[at : at + 2])
    if before.text in _PRONOUNS - {"it"} and again == tuple(token.text for token in said[at - 3 : at - 1]):
        return at
    if before.text in DETERMINERS - word_set(
        "this that these those her all both each any some another its"
    ) and (word in _PRONOUNS):
        return at
    return None


def _begins(said: Sequence[Token], at: int, instead: str) -> int:
    """Where the beginning that is given up starts: at the same word as what comes instead, or after the last
    mark."""
    first = at - 1
    for place in range(at - 1, max(-1, at - 1 - LONGEST_START), -1):
        if place < at - 1 and said[place].mark:
            break
        first = place
        if said[place].text == instead:
            break
    return first


def _repeat(answer: Answer, first: int, end: int, kept: int, *, restart: bool = False) -> Repeat:
    where = Stretch(first, end - first)
    return Repeat(
        text=" ".join(word.text for word in answer.words[first:end]).strip(".,;:!?…-–—"),
        span=where.span_in(answer.words),
        kind="restart" if restart else "repeat",
        first=first,
        count=end - first,
        kept=kept,
    )
