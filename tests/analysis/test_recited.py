"""What of an answer stands word for word in another, with words whose overlap is known."""

from __future__ import annotations

from rehearse.analysis.answer import Answer
from rehearse.analysis.recited import FEWEST_COMPARED_WORDS, RUN_WORDS, recited
from saying import say, write

SCRIPT = (
    "Last winter the boiler in our hostel began to leak at night. I turned off the water and put out "
    "buckets. Then I told my boss what I had done before she saw it. She said that she would have done the "
    "same, and we bought a new boiler in the spring."
)
OTHER = (
    "My first editor told me that I write to sound clever. I was angry for a week. These days every piece is "
    "read out loud before it leaves my desk, and my articles have become shorter by a third, which the "
    "interns tease me for because they hear it through the door."
)


def test_the_same_text_is_recited_whatever_ums_stand_in_it() -> None:
    spoken = say(SCRIPT.replace("I turned", "[um] I [uh] turned"))
    again = recited(Answer(spoken), Answer(write(SCRIPT)))
    assert again is not None
    assert (again.share, again.how) == (1.0, "recited")
    (run,) = again.runs
    assert (run.first, run.count) == (0, len(spoken.words))


def test_another_story_is_told() -> None:
    again = recited(Answer(write(OTHER)), Answer(write(SCRIPT)))
    assert again is not None
    assert (again.share, again.runs, again.how) == (0.0, (), "told")


def test_only_long_runs_count_and_they_are_named() -> None:
    shared = "before it leaves my desk and then"
    before = write(f"{SCRIPT} {shared}")
    again = recited(Answer(write(OTHER.replace("before it leaves my desk, and", shared))), Answer(before))
    assert again is not None
    (run,) = again.runs
    assert run.count == RUN_WORDS + 1
    assert again.how == "told"
    shorter = recited(Answer(write(OTHER)), Answer(write(f"{SCRIPT} before it leaves my desk")))
    assert shorter is not None and shorter.runs == ()


def test_half_of_it_is_half_of_it() -> None:
    half = " ".join(SCRIPT.split()[:29])
    again = recited(Answer(write(f"{half} {' '.join(OTHER.split()[:29])}")), Answer(write(SCRIPT)))
    assert again is not None
    assert again.share == 0.5
    assert again.how == "recited"


def test_the_questions_own_words_are_nobodys_recitation() -> None:
    question = "Tell me about a time something important stopped working"
    one, two = (
        write(f"About a time something important stopped working. {text}") for text in (SCRIPT, OTHER)
    )
    again = recited(Answer(one), Answer(two), question=question)
    assert again is not None and again.runs == ()
    unaware = recited(Answer(one), Answer(two))
    assert unaware is not None and unaware.runs != ()


def test_short_answers_are_not_judged() -> None:
    short = write(" ".join(SCRIPT.split()[: FEWEST_COMPARED_WORDS - 1]))
    assert recited(Answer(short), Answer(write(SCRIPT))) is None
    assert recited(Answer(write(SCRIPT)), Answer(short)) is None
    assert (
        recited(Answer(write(SCRIPT)), Answer(write(" ".join(SCRIPT.split()[:FEWEST_COMPARED_WORDS]))))
        is not None
    )


def test_a_word_changed_here_and_there_is_still_recited() -> None:
    """Every sixth word is another one."""
    changed = " ".join("something" if place % 6 == 5 else word for place, word in enumerate(SCRIPT.split()))
    again = recited(Answer(write(changed)), Answer(write(SCRIPT)))
    assert again is not None
    assert 0.75 < again.share < 0.85
    assert again.how == "recited"
    (run,) = again.runs
    assert run.count >= len(SCRIPT.split()) - 2


def test_words_put_in_or_left_out_are_gaps_too() -> None:
    words = SCRIPT.split()
    longer = " ".join(f"{word} well" if place % 7 == 6 else word for place, word in enumerate(words))
    shorter = " ".join(word for place, word in enumerate(words) if place % 7 != 6)
    for text in (longer, shorter):
        again = recited(Answer(write(text)), Answer(write(SCRIPT)))
        assert again is not None and again.how == "recited"
