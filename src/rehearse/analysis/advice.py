"""One thing to do next, from everything that was found, and what was already good. Pure.

One specific step is acted on, a list is not. What weighs most comes first: the story, as `story_notes` orders
it, then length, then what listeners are disturbed by, then habits. No sentence here is a default: each rests
on words that were said, and what was good is told to be kept. What could not be heard, or is in another
language, does not come here (`unheard`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rehearse.analysis.advice_parts import Advice, Rule, quoted, short, whole
from rehearse.analysis.answer import Answer
from rehearse.analysis.coaching import Coaching
from rehearse.analysis.other_advice import OF_OTHERS, good_of_others, keep_of_others
from rehearse.analysis.story_notes import ENOUGH_WORDS, counts_something
from rehearse.analysis.words import as_said
from rehearse.model.bands import TOO_MANY
from rehearse.model.report import NO_ONE_TIME, PARTS, About, NoteKind, Report, Sentence, StoryNote

OFTEN_COUNT = 4
"""Filled pauses that are no accident."""
MARKER_COUNT = 4
HEDGE_COUNT, HEDGES_PER_100 = 6, 5.0
"""Hedges, crutch words and vague endings that listeners cannot miss. Convention: no study has a line."""
REPEAT_COUNT, REPEATS_PER_100 = 6, 8.0
"""Five times as many as in conversation (Bortfeld 2001): coaches let four times as many pass in a good
story."""
CLEARLY = 0.8
"""What is praised is heard at least so surely."""
SOON_WORDS = 5
"""A sentence that says "I" later may be about somebody else."""
MOST_WORDS = 300
"""Of a written story; at 150 words a minute they take two minutes."""
LONG_STORY_WORDS = 200
"""A good story of more words is worth having in a short form too."""


def advice(
    answer: Answer, report: Report, coached: Coaching | None = None, *, follow_up: str = ""
) -> Advice | None:
    """The one step for an answer; None where nothing was said, or nothing is worth saying.

    `coached` is what it did for its question, None where nobody looked; `follow_up` is what the question bank
    asks next, "" where it asks nothing. Bands: see the measures that the advice rests on; which comes first
    is a coach's choice.
    """
    if not answer.rated:
        return None
    is_story = report.kind == "story"
    first, then = (_OF_STORY, _OF_HABITS) if is_story else (OF_OTHERS, _OF_DELIVERY)
    found = _first(first, answer, report) or _of_coaching(answer, coached) or _first(then, answer, report)
    if found:
        return found
    return _keep(answer, report, follow_up) if is_story else keep_of_others(answer, report, follow_up)


def _first(rules: Sequence[Rule], answer: Answer, report: Report) -> Advice | None:
    return next((step for rule in rules if (step := rule(answer, report))), None)


def good(answer: Answer, report: Report) -> tuple[str, ...]:
    """What was already good, each with the words for it; nothing that a note on a story contradicts."""
    if report.kind != "story":
        return tuple(good_of_others(answer, report))
    if report.star is None or any(note.kind in NO_ONE_TIME for note in report.notes):
        return ()
    return tuple(_good(answer, report))


def _good(answer: Answer, report: Report) -> Iterator[str]:
    star = report.star
    assert star is not None
    complained = {note.part for note in report.notes} | {note.kind for note in report.notes}
    result = star.result
    clear = (
        result.present and result.confidence >= CLEARLY and not {"result", "several", "vague"} & complained
    )
    if clear and result.evidence is not None:
        first = star.sentences[0]
        number = report.signals.number if report.signals else None
        counted = None if number is None else quoted(answer, star.sentences[number])
        if counted and counts_something(counted.lower()):
            yield f"You say what came of it, with a number: {counted}."
        elif first.label == "result":
            yield f"You begin with what came of it: {quoted(answer, first)}."
        else:
            yield f"You say what came of it: {quoted(answer, star.sentences[result.evidence])}."
    if star.action.present and star.action.confidence >= CLEARLY and not {"action", "vague"} & complained:
        own = [one for one in star.sentences if one.label == "action" and _says_i(answer, one)]
        if len(own) > 1:
            clearest = max(own, key=lambda one: one.confidence)
            yield f"We hear what you did yourself: {quoted(answer, clearest)}."
    setup = [star.section(label) for label in PARTS["setup"]]
    surest = max(setup, key=lambda section: section.confidence)
    if (
        surest.confidence >= CLEARLY
        and surest.evidence is not None
        and not {"setup", "several", "vague"} & complained
    ):
        yield f"It is clear where we are: {quoted(answer, star.sentences[surest.evidence])}."


def _says_i(answer: Answer, sentence: Sentence) -> bool:
    return any(token.text in ("i", "i'd", "i've") for token in answer.tokens(sentence)[:SOON_WORDS])


def _too_little(answer: Answer, report: Report) -> Advice | None:
    if len(answer.spoken) >= ENOUGH_WORDS:
        return None
    ask = "Where was that, what did you do, and how did it end?"
    return Advice("more", f"Tell more. You said {whole(answer)}. {ask}")


def _short_of_time(answer: Answer, report: Report) -> Advice | None:
    if report.length is None or report.length.band != "short":
        return None
    words = f'"... {short(answer, 0, len(answer.words), last=True)}"'
    stopped = f"You stopped after {report.length.answer_s:.0f} s, at {words}."
    return Advice("more", f"Take more time. {stopped} What else happened?")


def _first_note(answer: Answer, report: Report) -> Advice | None:
    if report.star is None or not report.notes:
        return None
    note = report.notes[0]
    about, text = _OF_NOTES[note.kind, note.part]
    return Advice(about, text.format(_of(answer, report, note)))


_OF_NOTES: dict[tuple[NoteKind, str | None], tuple[About, str]] = {
    ("another question", None): (
        "question",
        "This sounds like a story for another question. If {} answers this one, say how at the start.",
    ),
    ("no answer", None): (
        "question",
        "This does not sound like an answer to the question. Instead of {}, tell a time that is one.",
    ),
    ("hypothetical", None): (
        "occasion",
        "Describe one time it really happened, however small. {} is what you would do.",
    ),
    ("habit", None): ("occasion", "Pick one day and one person, and tell that. {} is what you always do."),
    ("never", None): (
        "occasion",
        "Think of the nearest thing that did happen, however small, and tell that instead of {}.",
    ),
    ("no occasion", None): (
        "occasion",
        "Describe one time, with a day and a person in it. {} could be any time.",
    ),
    ("only we", "action"): (
        "own_part",
        'Say which part was yours, with "I". After {} nobody can tell what you did.',
    ),
    ("missing", "action"): ("own_part", "After {} say what you did yourself, step by step."),
    ("missing", "result"): ("result", "Say what came of it. Your story stops at {}. What happened then?"),
    ("missing", "setup"): (
        "setup",
        "Start with where it was and what you had to do, in two sentences. Nobody can follow {} yet.",
    ),
    ("out of order", "setup"): ("order", "Tell it as it happened. {} belongs at the start."),
    ("several", None): (
        "focus",
        "Choose one of your stories and tell it to the end. Another one starts at {}.",
    ),
    ("much setup", "setup"): (
        "focus",
        "Much of your answer comes before what you did. Start closer to {}.",
    ),
    ("vague", None): ("detail", "Help us picture {}. Who was there, where was it, what was said?"),
    ("template", None): (
        "recited",
        "Tell it as you would tell a friend. {} sounds learned by heart.",
    ),
    ("hedged", None): ("hedges", "Do not make it small. Your story stands without {}."),
}
"""What each note asks to be done, around the words it rests on."""


def _of(answer: Answer, report: Report, note: StoryNote) -> str:
    star = report.star
    assert star is not None
    sentence = star.sentences[note.sentence]
    if note.kind == "missing" and note.part == "result":
        return f'"... {short(answer, sentence.first, sentence.count, last=True)}"'
    return quoted(answer, sentence)


def _filled_pauses(answer: Answer, report: Report) -> Advice | None:
    fillers = report.fillers
    if fillers.band not in TOO_MANY or len(fillers.filled_pauses) < OFTEN_COUNT:
        return None
    texts = [pause.text for pause in fillers.filled_pauses]
    usual = max(dict.fromkeys(texts), key=texts.count)
    an = "an" if usual[:1].lower() in "aeiou" else "a"
    return Advice("filled_pauses", f'When you feel {an} "{usual}" coming, close your mouth and pause.')


def _dead_air(answer: Answer, report: Report) -> Advice | None:
    if report.pauses is None or not report.pauses.dead_air:
        return None
    longest = max(report.pauses.silences, key=lambda silence: silence.span.duration_s)
    before = [
        word.text for word in report.heard.words if word.span and word.span.middle_s < longest.span.middle_s
    ][-4:]
    words = " ".join(before).rstrip(".,;:?!")
    text = f'You stopped for {longest.span.duration_s:.1f} s after "{words}". Decide what comes next there.'
    return Advice("pauses", text)


def _long(answer: Answer, report: Report) -> Advice | None:
    if report.length is None and len(answer.spoken) > MOST_WORDS:
        said = len(answer.spoken)
        return Advice(
            "focus", f"Tell it in two minutes. {said} words take longer: leave out what nobody would miss."
        )
    if report.length is None or report.length.band != "long":
        return None
    minutes = report.length.answer_s / 60
    return Advice(
        "focus",
        f"Tell it again in two minutes, not {minutes:.1f}. Leave out what nobody would miss.",
    )


def _pace(answer: Answer, report: Report) -> Advice | None:
    if report.pace is None or report.pace.band != "fast":
        return None
    return Advice("pace", "Pause for a breath after each sentence. That is when listeners catch up.")


def _hedges(answer: Answer, report: Report) -> Advice | None:
    likely = [one for one in report.fillers.hedges if one.likelihood == "likely"]
    if len(likely) < HEDGE_COUNT or 100 * len(likely) < HEDGES_PER_100 * len(answer.spoken):
        return None
    usual = [text for text, _ in Counter(as_said(one.text) for one in likely).most_common(2)]
    named = " and ".join(f'"{text}"' for text in usual)
    return Advice("hedges", f"Say it without {named}. What you did needs no softening.")


def _repeats(answer: Answer, report: Report) -> Advice | None:
    twice = report.fillers.twice
    if len(twice) < REPEAT_COUNT or 100 * len(twice) < REPEATS_PER_100 * len(answer.spoken):
        return None
    text = (
        f'You said words twice {len(twice)} times, as in "{twice[0].text}". '
        "Pause until the next words are ready."
    )
    return Advice("repeats", text)


def _top_marker(answer: Answer, report: Report) -> Advice | None:
    top = report.fillers.top
    said = [mark for mark in report.fillers.markers if mark.text == top and mark.likelihood == "likely"]
    if len(said) < MARKER_COUNT:
        return None
    text = f'You said "{top}" {len(said)} times, and it adds nothing. Start by dropping the first one.'
    return Advice("markers", text)


_OF_DELIVERY: tuple[Rule, ...] = (_filled_pauses, _dead_air, _pace, _top_marker)
_OF_STORY: tuple[Rule, ...] = (_too_little, _first_note, _long, _short_of_time)
_OF_HABITS: tuple[Rule, ...] = (_hedges, _repeats, *_OF_DELIVERY)


def _of_coaching(answer: Answer, coached: Coaching | None) -> Advice | None:
    """A point that was left out, or an answer that was learnt by heart."""
    if coached is None:
        return None
    left_out = [point.text for point in coached.points if point.is_left_out]
    if left_out:
        return Advice("points", f'Say this too, as you planned: "{left_out[0]}".')
    again = coached.recited
    if again and again.how == "recited" and again.runs:
        run = max(again.runs, key=lambda one: one.count)
        text = (
            "Tell it again without notes. Keep the points, change the words. "
            f"Take {coached.recited_take} had {quoted(answer, run)} too."
        )
        return Advice("recited", text)
    return None


def _keep(answer: Answer, report: Report, follow_up: str) -> Advice | None:
    """What to keep, and what to practise next, around the words that carry a story; None where none do."""
    star = report.star
    if star is None:
        return None
    sections = (star.result, star.action, star.task, star.situation)
    told = [section.evidence for section in sections if section.evidence is not None]
    if not told:
        return None
    told_best = quoted(answer, star.sentences[told[0]])
    if follow_up:
        return Advice(
            "keep",
            f"Keep this story, above all {told_best}. Next, practise what they may ask: {follow_up}",
        )
    if len(answer.spoken) > LONG_STORY_WORDS:
        return Advice("keep", f"Keep this story. Next, practise it in one minute, built around {told_best}.")
    text = f"Keep this story. Next, practise a follow-up on {told_best}: what would you do differently today?"
    return Advice("keep", text)
