"""The phrases that may be hedges, crutch words or vague endings, each with the rules of its place.

What each of the rules looks for stands in `hedge_rules`.
"""

from __future__ import annotations

from rehearse.analysis.hedge_rules import (
    A_BIT,
    ABSOLUTELY,
    ALWAYS,
    ANYWAY,
    APART,
    BELIEVE_ME,
    CLAUSE,
    CLOSING,
    DAY,
    DEFINITELY,
    ENDING,
    FAIRLY,
    FEEL_LIKE,
    HONESTLY,
    HOPEFULLY,
    JUST,
    LISTED,
    LOOK,
    MAYBE,
    MINE,
    NAME_IT,
    NOT_SURE,
    NOW,
    OBVIOUSLY,
    OF_COURSE,
    OPEN_ENDING,
    PROBABLY,
    REALLY,
    SIMPLY,
    SURE,
    TAG,
    WHATEVER,
    YEAH,
    YOU_SEE,
    Rules,
    is_quoted,
)
from rehearse.analysis.marker_places import is_amount, last_is, next_is
from rehearse.analysis.marker_words import BE, DETERMINERS
from rehearse.model.report import MarkerKind


def _all(rules: Rules, phrases: str) -> dict[str, Rules]:
    """The same rules for each phrase of a list with commas."""
    return {" ".join(phrase.split()): rules for phrase in phrases.split(",")}


HEDGES: dict[str, Rules] = {
    **_all(
        ALWAYS,
        """arguably, as far as i can tell, as far as i'm aware, correct me if i'm wrong, for what i know,
        from my point of view, i could be mistaken, i could be wrong, i don't know if this counts but, i
        dunno, i guess you could say, i like to think, i may be wrong, i might be wrong, i might say, i
        really do believe, i suppose you could say, i think i can say, i would argue, i would have
        thought, i would hope, i would imagine, i would like to say, i would like to think, i'd have
        thought, i'd hope, i'd imagine, i'd like to think, i'm fairly sure, i'm no expert, i'm not an
        expert, i'm not sure if this counts but, i'm only guessing, i'm pretty sure, if i remember
        correctly, if i remember right, if i remember rightly, if memory serves, if that makes any
        sense, if that makes sense, in my humble opinion, in my opinion, in my view, in some ways, it
        seems to me, it sounds silly but, it's only my opinion, not really sure, or so i'm told, roughly
        speaking, something of a, somewhat, that's just my opinion, this is probably silly but, this may
        sound silly but, this might sound silly but, to a certain extent, to a degree, to my mind, to
        some extent""",
    ),
    **_all(
        APART,
        """as far as i know, if you like""",
    ),
    "i think": CLAUSE,
    "i guess": CLAUSE,
    "i suppose": CLAUSE,
    "i believe": CLAUSE,
    "i reckon": CLAUSE,
    "i feel": ((lambda at: at.comma_before and at.comma_after, "likely"),),
    "i feel like": FEEL_LIKE,
    "i would say": CLAUSE,
    "i'd say": CLAUSE,
    "you could say": ((lambda at: at.opens or at.apart, "likely"),),
    "i hope": ((lambda at: at.comma_before and at.comma_after and not at.opens, "likely"),),
    "hopefully": HOPEFULLY,
    "maybe": MAYBE,
    "perhaps": MAYBE,
    "probably": PROBABLY,
    "possibly": PROBABLY,
    "a bit of": ((lambda at: at.next in ("a", "an"), "likely"),),
    "a bit": A_BIT,
    "a little bit": A_BIT,
    "a little": A_BIT,
    "a tiny bit": A_BIT,
    "fairly": FAIRLY,
    "i'm guessing": CLAUSE,
    "i'm not sure": NOT_SURE,
    "i am not sure": NOT_SURE,
    "i don't know": NOT_SURE,
    "in a way": (
        (next_is("that to which of you i we they he she"), None),
        (lambda at: at.apart or at.opens or at.last in BE | {"suppose", "guess", "think"}, "likely"),
    ),
    "in a sense": ((lambda at: at.apart or at.opens, "likely"),),
    "more or less": ((lambda at: not is_amount(at) and at.next not in ("the", "equal"), "likely"),),
}


CRUTCHES: dict[str, Rules] = {
    **_all(
        ALWAYS,
        """all in all, all things considered, anyways, as a matter of fact, as i said, as i see it, as luck
        would have it, as the saying goes, as they say, as we all know, as you can imagine, at this
        point in time, be that as it may, believe it or not, believe you me, do you get me, do you know
        what i mean, do you see what i mean, don't get me wrong, first and foremost, for all intents and
        purposes, for me personally, for what it's worth, funnily enough, generally speaking, hand on
        heart, having said that, honestly speaking, how can i put it, how can i put this, how can i say,
        how do i say, how shall i put it, how should i say, i can tell you, i have to admit, i have to
        be fair, i have to be honest, i just want to say, i kid you not, i must admit, i must confess, i
        must say, i personally, i promise you, i swear, i tell you, i won't deny it, i won't lie, i'll
        be frank, i'll be honest, i'm not going to lie, i'm not gonna lie, i'm telling you, if i may say
        so, if i'm being honest, if i'm completely honest, if i'm honest, if you ask me, if you get my
        meaning, if you know what i mean, if you see what i mean, in a nutshell, in actual fact, in all
        honesty, in fairness, innit, it goes without saying, it is what it is, last but not least, let
        me tell you, let's be honest, let's face it, like i said, like i say, like you wouldn't believe,
        lo and behold, long story short, make no mistake, needless to say, no doubt about it, no joke,
        not gonna lie, purely and simply, quite frankly, quite honestly, really and truly, see what i
        mean, simple as that, simply put, so help me, so that was that, so there you go, so to say, so
        to speak, strictly speaking, sure look, that being said, that's about it, that's pretty much it,
        that's what i do, the bottom line is, the fact of the matter is, the point is, the reality is,
        the truth is, the way i look at it, the way i see it, there you go, to be completely honest, to
        be frank, to be frank with you, to be honest with you, to be perfectly honest, to be quite
        honest, to cut a long story short, to make a long story short, to put it bluntly, to say the
        least, to tell you the truth, truth be told, truth is, very very, what can you do, what do you
        call it, what happened was, what's the word, when all is said and done, when it comes down to
        it, when push comes to shove, which is fair enough, with all due respect, without a doubt, you
        can imagine, you get me, you get the idea, you get what i mean, you know how it is, you know
        what i mean, you know yourself""",
    ),
    **_all(
        APART,
        """as i say, as in, as it were, as such, as you know, by and large, by the way, for real, for sure,
        how do you say, i dare say, if you will, in any case, in essence, in reality, incidentally, let
        me see, let's say, mind you, on the whole, seriously, tell you what, that said, to be clear, to
        tell the truth, trust me, what can i say, you see what i mean, you understand""",
    ),
    "just": JUST,
    "really": REALLY,
    "honestly": HONESTLY,
    "frankly": HONESTLY,
    "to be honest": (
        (last_is("better important hard easier best able want wanted try tried need needed"), None),
        *ALWAYS,
    ),
    "yeah no": ((lambda at: at.opens, "likely"),),
    "to be fair": ((lambda at: last_is("tried want wanted trying have had")(at), None), *ALWAYS),
    "i have to say": ((lambda at: at.next not in DETERMINERS | {"no", "yes"} or at.comma_after, "likely"),),
    "sure": SURE,
    "now": NOW,
    "isn't it": TAG,
    "listen": LOOK,
    "genuinely": REALLY,
    "oh": ((lambda at: at.opens and at.comma_after and not at.closes and not is_quoted(at), "likely"),),
    "in terms of": ((lambda at: at.opens, "likely"),),
    "at the end of the day": DAY,
    "first of all": ((lambda at: at.opens or at.comma_before, "likely"),),
    "believe me": BELIEVE_ME,
    "the thing is": ((lambda at: at.next not in ("that", "to") or at.comma_after, "likely"),),
    "personally": ((lambda at: at.opens or at.apart or at.last in MINE, "likely"),),
    "obviously": OBVIOUSLY,
    "clearly": OBVIOUSLY,
    "of course": OF_COURSE,
    "simply": SIMPLY,
    "definitely": DEFINITELY,
    "absolutely": ABSOLUTELY,
    "totally": ABSOLUTELY,
    "essentially": ((lambda at: at.next not in ("the",) or at.comma_after, "likely"),),
    "anyway": ANYWAY,
    "yeah": YEAH,
    "whatever": WHATEVER,
    "no problem": ((lambda at: at.comma_before and at.closes and not is_quoted(at), "likely"),),
    "pretty much": ((lambda at: True, "likely"),),
    "look": LOOK,
    "see": LOOK,
    "you see": YOU_SEE,
    "know what i mean": ((lambda at: last_is("you don't didn't")(at), None), *ALWAYS),
}


VAGUE_ENDINGS: dict[str, Rules] = {
    **_all(
        ALWAYS,
        """and all that kind of stuff, and all that sort of thing, and all that stuff, and all the rest of
        it, and all the usual, and all these things, and all this stuff, and all those things, and bits
        and pieces, and bits and pieces like that, and blah blah blah, and everything like that, and
        people like that, and places like that, and so forth, and so on and so forth, and so on so
        forth, and stuff like that, and that kind of stuff, and that kind of thing, and that sort of
        stuff, and that sort of thing, and that type of thing, and the like, and the rest of it, and
        things like that, and this and that, and this kind of stuff, and this kind of thing, and those
        kinds of things, and what have you, and whatnot, blah blah blah, et cetera, et cetera et cetera,
        etcetera, or anything like that, or something along those lines, or something like that, or
        stuff like that, or things like that, or what have you, or whatever it was""",
    ),
    "and stuff": OPEN_ENDING,
    "and that stuff": OPEN_ENDING,
    "all that stuff": LISTED,
    "and things": CLOSING,
    "and everything": OPEN_ENDING,
    "and all": CLOSING,
    "and all that": OPEN_ENDING,
    "and all of that": OPEN_ENDING,
    "and all the rest": OPEN_ENDING,
    "and so on": ENDING,
    "and what not": CLOSING,
    "and such": OPEN_ENDING,
    "and that": ((lambda at: at.comma_after and not at.comma_before, "likely"),),
    "that kind of thing": LISTED,
    "that sort of thing": LISTED,
    "that type of thing": LISTED,
    "and these things": CLOSING,
    "things like that": LISTED,
    "stuff like that": LISTED,
    "something like that": LISTED,
    "or something": OPEN_ENDING,
    "or whatever": OPEN_ENDING,
    "or anything": OPEN_ENDING,
    "you name it": NAME_IT,
    "or wherever": OPEN_ENDING,
    "or whoever": OPEN_ENDING,
    "or whenever": CLOSING,
    "and whoever": CLOSING,
    "and wherever": CLOSING,
    "and all sorts": OPEN_ENDING,
    "and the usual": CLOSING,
    "all those things": LISTED,
    "and all this": CLOSING,
    "and others": CLOSING,
    "and everything else": OPEN_ENDING,
    "and the rest": OPEN_ENDING,
    "or somewhere": OPEN_ENDING,
    "or someone": OPEN_ENDING,
    "or somebody": OPEN_ENDING,
    "or other": CLOSING,
}

_TABLES: tuple[tuple[MarkerKind, dict[str, Rules]], ...] = (
    ("hedge", HEDGES),
    ("crutch word", CRUTCHES),
    ("vague ending", VAGUE_ENDINGS),
)

RULES: dict[tuple[str, ...], tuple[MarkerKind, Rules]] = {
    tuple(phrase.split()): (kind, rules) for kind, table in _TABLES for phrase, rules in table.items()
}
"""The kind and the rules of each phrase."""
