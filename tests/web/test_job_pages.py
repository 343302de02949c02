"""The pages of jobs: an advertisement is pasted or uploaded, its questions are shown, it is deleted."""

from __future__ import annotations

import io
from collections.abc import Sequence
from urllib.parse import quote

import docx
import pytest

from at_home import NOON, Home
from documents_made import pdf
from rehearse.history import open_history
from rehearse.model.kept import Job
from serving import Served

AD = """\
Staff Nurse, Acute Ward

You will:
- Explain treatment to patients and their worried families
- Ride a unicycle between the wards <b>daily</b>
"""


CV = "Explained treatment to patients every day"


def word(lines: Sequence[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_pasted_advertisement_becomes_a_job_with_questions(server: Served, home: Home) -> None:
    assert "Jobs that you keep" not in server.get("jobs").body
    kept = server.upload(
        "jobs", {}, advertisement=AD, cv="Explained treatment to patients every day", name=""
    )
    assert kept.status == 303
    with open_history(home.folder) as history:
        (job,) = history.jobs()
    assert (job.name, job.cv) == ("Staff Nurse Acute Ward", "Explained treatment to patients every day")
    shown = server.get(f"job?name={quote(job.name)}").body
    assert "<h1>Staff Nurse, Acute Ward</h1>" in shown
    assert "?question=worried-family&amp;job=Staff%20Nurse%20Acute%20Ward" in shown
    assert "They write “Explain treatment to patients and their worried families”" in shown
    assert "Ride a unicycle between the wards" in shown.split("Not covered yet")[1].split("Your CV")[0]
    assert "<b>daily</b>" not in shown
    assert "Staff Nurse Acute Ward</a>" in server.get("jobs").body


def test_a_job_is_practised_from_its_page(server: Served, home: Home) -> None:
    with open_history(home.folder) as history:
        history.keep_job(Job("ward", AD, None, NOON))
    asked = server.get("?job=ward").body
    assert "They write “" in asked
    assert "job=ward" in asked  # so does the next one
    assert server.get("?question=worried-family&job=ward").status == 200
    assert "interview?steps=about-yourself" in str(server.get("interview?job=ward&questions=2").headers)


def test_deleting_asks_first(server: Served, home: Home) -> None:
    with open_history(home.folder) as history:
        history.keep_job(Job("a b/c", AD, None, NOON))
    assert "Delete the job a b/c?" in server.get("job/delete?name=a%20b%2Fc").body
    with open_history(home.folder) as history:
        assert history.jobs()
    assert server.post("job/delete?name=a%20b%2Fc").status == 303
    with open_history(home.folder) as history:
        assert history.jobs() == ()


@pytest.mark.parametrize("text", ["", "   ", "We are a happy team.", "\x00", "<script>alert(1)</script>"])
def test_what_demands_nothing_is_said_and_not_kept(server: Served, home: Home, text: str) -> None:
    refused = server.upload("jobs", {}, advertisement=text, cv="", name="")
    assert refused.status == 404 and "That did not work" in refused.body
    assert "`rehearse" not in refused.body and "<script>alert" not in refused.body
    with open_history(home.folder) as history:
        assert history.jobs() == ()


@pytest.mark.parametrize("path", ["job", "job?name=gone", "job/delete?name=gone", "?job=gone"])
def test_a_job_that_is_not_there_is_said(server: Served, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404 and "There is no job" in answer.body and "`rehearse" not in answer.body


LINES = AD.splitlines()


@pytest.mark.parametrize(
    ("advertisement", "cv"),
    [
        (("ad.txt", AD.encode()), ("cv.md", CV.encode())),
        (("ad.pdf", pdf(*LINES)), ("cv.docx", word([CV]))),
        (("ad.docx", word(LINES)), ("cv.pdf", pdf(CV))),
        (("what it is, its first bytes say.txt", pdf(*LINES)), ("", b"")),
    ],
)
def test_an_uploaded_advertisement_becomes_a_job(
    server: Served, home: Home, advertisement: tuple[str, bytes], cv: tuple[str, bytes]
) -> None:
    files = {"advertisement-file": advertisement, "cv-file": cv}
    kept = server.upload("jobs", files, advertisement="", cv="", name="")
    assert kept.status == 303
    with open_history(home.folder) as history:
        (job,) = history.jobs()
    assert (job.name, job.cv) == ("Staff Nurse Acute Ward", CV if cv[0] else None)
    assert "Explain treatment to patients and their worried families" in job.advertisement


def test_what_is_pasted_comes_before_what_is_uploaded(server: Served, home: Home) -> None:
    files = {"advertisement-file": ("ad.pdf", b"%PDF-1.4 rubbish")}
    assert server.upload("jobs", files, advertisement=AD, cv="", name="").status == 303


def test_an_uploaded_file_is_as_long_as_it_is_at_the_terminal(server: Served, home: Home) -> None:
    """Longer than all that a form without files may send."""
    about_us = "We are a friendly hospital by the sea.\n" * 2000
    files = {"advertisement-file": ("ad.txt", (AD + about_us).encode())}
    assert server.upload("jobs", files, name="long").status == 303
    assert server.upload("jobs", {}, advertisement=AD + about_us, name="long").status == 303
