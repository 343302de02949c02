"""A take as one HTML page that holds all it shows: what to do next, the text, the audio, every figure.

It works from a file and offline. Its own policy forbids every request, and whatever a user wrote is text
and never markup. The words for the numbers stand in `words`; here they get their place on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rehearse.analysis.coaching import Coaching
from rehearse.model.report import Report
from rehearse.page import beside
from rehearse.page.html import Frame, rendered
from rehearse.page.pace import pace_over_time
from rehearse.page.player import PageAudio, PageVideo, percent, player
from rehearse.page.said import parts, times
from rehearse.words import measures as measures_words
from rehearse.words import recordings as recordings_words
from rehearse.words import story as story_words
from rehearse.words.coaching import how_to_check, recited_lines
from rehearse.words.text import plain
from rehearse.words.tiles import Tile, tiles
from rehearse.words.unheard import unheard_line

NOTE_LINES = 6
"""To write on where the page is printed."""
FEW = 8
"""Fillers of a kind that are listed at once; the others are a click away."""


@dataclass(frozen=True, slots=True)
class About:
    """Which take a page shows: `line` says which and when; `progress` is the address of the page that leads
    to all takes, empty where there is none; `notes` the file that notes are saved as. For a page that is
    served, `again` asks the same question in an address, `has_follow_up` says whether there is one to ask,
    `shorter` is the next drill, `before` the number of the take before of the question, and `video` what was
    filmed.
    """

    title: str
    line: str
    take: int
    progress: str = ""
    again: str = ""
    has_follow_up: bool = False
    shorter: str = ""
    before: int | None = None
    video: PageVideo | None = None

    @property
    def notes(self) -> str:
        return f"take-{self.take}-notes.txt"


def page(
    report: Report,
    about: About,
    *,
    audio: PageAudio | None,
    coached: Coaching | None = None,
    before: Report | None = None,
    frame: Frame | None = None,
) -> str:
    """The whole page. Without `audio` nothing can be played; `before` is the take before of the question."""
    shown = values(report, about, audio=audio, coached=coached, before=before)
    return rendered("take.html", styles=("take.css",), script="take.js", frame=frame, **shown)


def values(
    report: Report,
    about: About,
    *,
    audio: PageAudio | None,
    coached: Coaching | None = None,
    before: Report | None = None,
    review: Any = None,
) -> dict[str, Any]:
    """What a take's templates show, for a page of one take or of several; `review` is a form, ready made, in
    place of the notes.
    """
    asked, told = beside.asked_for(report, coached), list(parts(report))
    by_its_speaker = review is None and any(line.is_there is None for line in asked)
    return {
        "take": about.take,
        "again": about.again,
        "has_follow_up": about.has_follow_up,
        "shorter": about.shorter,
        "take_before": about.before,
        "title": plain(about.title),
        "about": plain(about.line),
        "progress": about.progress,
        "notes": about.notes,
        "note_lines": NOTE_LINES,
        "few": FEW,
        "warnings": [*recordings_words.about_the_file(report.heard), *filter(None, [unheard_line(report)])],
        "next_step": plain(report.next_step) if report.next_step else None,
        "good": [plain(said) for said in report.good],
        "tiles": [_tile(tile) for tile in tiles(report, before)],
        "audio": audio.url if audio else None,
        "video": about.video if audio else None,
        "player": player(report, audio),
        "note": _note(report),
        "parts": told,
        "kinds": {item.kind for part in told for paragraph in part.paragraphs for item in paragraph},
        "asked": asked,
        "how_to_check": how_to_check(about.take) if by_its_speaker else "",
        "review": review,
        "points": beside.own_points(report, coached),
        "recited": list(recited_lines(coached, report.heard)) if coached else [],
        "ums": beside.fillers(report, "filled pause"),
        "markers": beside.fillers(report, "marker", "own phrase"),
        "measures": [(name, lines) for name, lines in measures_words.measures(report) if lines],
        "pace": pace_over_time(report),
        "story": [_part(part) for part in story_words.parts(report)],
        "story_notes": story_words.story_notes(report),
        "signals": story_words.story_signals(report),
    }


def _note(report: Report) -> str | None:
    if not report.heard.words and not report.fillers.filled_pauses:
        return " ".join(recordings_words.no_words(report)) or None
    return None


def _tile(tile: Tile) -> dict[str, Any]:
    start = 0.0
    shares = []
    for part, share in tile.parts:
        shares.append({"part": part, "x": percent(start), "width": percent(share)})
        start += share
    return {
        "figures": tile.figures,
        "says": tile.says,
        "before": tile.before,
        "usual": {"x": percent(tile.usual[0]), "width": percent(tile.usual[1] - tile.usual[0])}
        if tile.usual
        else None,
        "at": None if tile.at is None else percent(tile.at),
        "parts": shares,
    }


def _part(part: story_words.Part) -> dict[str, Any]:
    return {
        "name": part.name.capitalize(),
        "lines": [part.verdict, *filter(None, (part.share, part.detail))],
        "quote": part.evidence,
        "times": times(part.span),
    }
