"""A plan as an .ics file for one's own calendar. Pure, but that an entry is stamped `now`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from icalendar import Calendar, Event

from rehearse import __version__
from rehearse.analysis.planning import PracticeDay
from rehearse.model.kept import Plan


def calendar(plan: Plan, days: Sequence[PracticeDay], *, at: time | None, now: datetime) -> str:
    """An entry for each day, for the whole of it or `at` a time of it, and one for the interview.

    The entries keep their names, so one who imports a plan again moves them and has none twice.
    """
    made = Calendar()
    made.add("prodid", f"-//rehearse//rehearse {__version__}//EN")
    made.add("version", "2.0")
    for number, one in enumerate(days, start=1):
        entry = _entry(f"practice-{number}", plan, now)
        entry.add("summary", "Practise interview answers")
        asked = "\n".join(f"{each.prompt.question}\nrehearse prompt {each.prompt.id}" for each in one.asked)
        entry.add("description", asked)
        if at is None:
            entry.add("dtstart", one.day)
        else:
            entry.add("dtstart", datetime.combine(one.day, at))
            entry.add("duration", timedelta(minutes=plan.minutes))
        made.add_component(entry)
    interview = _entry("interview", plan, now)
    interview.add("summary", f"Interview: {plan.job}" if plan.job else "Interview")
    interview.add("dtstart", plan.day)
    made.add_component(interview)
    written: bytes = made.to_ical()
    return written.decode()


def _entry(name: str, plan: Plan, now: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{name}-{plan.day.isoformat()}@rehearse")
    entry.add("dtstamp", now)
    entry.add("transp", "TRANSPARENT")
    return entry
