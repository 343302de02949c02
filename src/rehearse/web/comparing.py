"""Two takes that were chosen, beside each other."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rehearse.analysis.comparison import chances
from rehearse.analysis.progress import progress_over
from rehearse.page.html import rendered
from rehearse.progress import no_progress
from rehearse.takes.summaries import summed_up
from rehearse.web.pages import chosen_takes, frame_of, question_of
from rehearse.web.take_pages import address_again
from rehearse.words.comparison import compared_rows, what_changed
from rehearse.words.takes import recorded
from rehearse.workspace import Workspace


def compare(request: Request) -> Response:
    """What changed from the earlier of two takes to the later one; back to the list where not two are
    chosen.
    """
    frame = frame_of(request, "takes")
    ids = chosen_takes(request)
    if len(ids) != 2:
        return RedirectResponse(
            f"{frame.root}takes?{urlencode({'take': ids, 'compare': len(ids)}, doseq=True)}", 303
        )
    with Workspace() as workspace:
        takes = sorted(map(workspace.take, ids), key=lambda take: (take.recorded_at, take.id))
        if unheard := next((take for take in takes if take.heard is None), None):
            return RedirectResponse(f"{frame.root}takes/{unheard.id}", 303)
        before, after = map(workspace.report, takes)
        over = progress_over(summed_up(workspace.history, progress=no_progress))
        again = address_again(workspace, takes[1])
    same_question = takes[0].answers_the_same_as(takes[1])
    return HTMLResponse(
        rendered(
            "compare.html",
            frame=frame,
            heading=question_of(takes[0]) if same_question else "Two takes",
            takes=[
                {
                    "id": take.id,
                    "date": recorded(take.recorded_at),
                    "question": "" if same_question else question_of(take),
                }
                for take in takes
            ],
            changes=what_changed(chances(before, after, over), before, after, same_question=same_question),
            rows=compared_rows(before, after),
            again=again if same_question else "",
        )
    )
