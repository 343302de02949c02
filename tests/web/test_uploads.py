"""Hostile forms with files: what cannot be read, what is no form, what is far too long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from in_browser import needs_browser, running_browser
from rehearse.web.uploads import MOST_UPLOAD_BYTES
from serving import BOUNDARY, ENDS, Served, served

AD = "Staff Nurse\n\nYou will:\n- Explain treatment to patients and their worried families\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("home")) as running:
        running.enter()
        yield running


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("ad.txt", b"", "ad.txt has no words in it"),
        ("ad.txt", b"bake\0bread", "ad.txt is not a text"),
        ("ad.txt", b"b\xe4ckt", "is not UTF-8 text, PDF or DOCX. Save it as one of these, or paste its text"),
        (
            "ad.pdf",
            b"%PDF-1.4 rubbish",
            "ad.pdf is damaged, or not a PDF. Open it, copy its text, and paste it.",
        ),
        ("ad.docx", b"PK\x03\x04rubbish", "ad.docx is damaged, or not a Word document"),
        ("ad.doc", b"\xd0\xcf\x11\xe0 word", "ad.doc is in the format of old versions of Word"),
        ("ad.txt", b"bake " * 100_000, "ad.txt is far longer than an advertisement or a CV"),
        ("ad.txt", b"bake " * 4_000_001, "ad.txt is larger than 20 MB"),
        ("../../C:\\x\\ad.txt", b"", "<p>ad.txt has no words"),
        ("<script>alert(1)</script>", b"", "script&gt; has no words"),
        ("a\x1b[2Jd\u202e.txt", b"", "<p>a\ufffd[2Jd\ufffd.txt has no words"),
        ("a" * 1000, b"", "a… has no words"),
        ("..", b"", ".. has no words"),
    ],
    ids=range(13),
)
def test_what_cannot_be_read_is_said_and_not_kept(server: Served, name: str, data: bytes, says: str) -> None:
    refused = server.upload("jobs", {"advertisement-file": (name, data)}, advertisement="", name="")
    assert refused.status == 400 and says in refused.body
    assert "rehearse for" not in refused.body and "<script>alert" not in refused.body
    assert len(refused.body) < 4000
    assert f'href="{server.root}jobs"' in refused.body.split("</nav>")[1]
    assert "Jobs that you keep" not in server.get("jobs").body


def test_a_cv_that_cannot_be_read_is_said_before_anything_is_kept(server: Served) -> None:
    refused = server.upload("jobs", {"cv-file": ("cv.pdf", b"%PDF-1.4 rubbish")}, advertisement=AD, name="")
    assert refused.status == 400 and "cv.pdf is damaged" in refused.body
    assert "Jobs that you keep" not in server.get("jobs").body


def test_pasted_text_that_is_far_too_long_is_said(server: Served) -> None:
    refused = server.upload("jobs", {}, advertisement="bake " * 30_000, name="")
    assert refused.status == 400 and "far longer than an advertisement" in refused.body


def test_files_that_are_far_too_large_get_a_page_with_what_to_do(server: Served) -> None:
    for more in (1, MOST_UPLOAD_BYTES):
        files = {"advertisement-file": ("ad.pdf", b"x" * (MOST_UPLOAD_BYTES + more))}
        answer = server.upload("jobs", files, name="")
        assert answer.status == 413 and "A file may have 20 MB" in answer.body and "</nav>" in answer.body
    other = server.upload("points", {"points": ("points.txt", b"x" * 70_000)}, question="outage")
    assert other.status == 413  # no other form may be so long


@needs_browser
def test_a_browser_without_scripts_uploads_files(server: Served, tmp_path: Path) -> None:
    (tmp_path / "ward.md").write_text(AD)
    (tmp_path / "cv.txt").write_text("Explained treatment to patients every day")
    with running_browser() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(server.page("jobs"))
        page.get_by_label("A file").first.set_input_files(tmp_path / "ward.md")
        page.get_by_text("Add your CV").click()
        page.get_by_label("A file").last.set_input_files(tmp_path / "cv.txt")
        page.get_by_role("button", name="Find the questions").click()
        shown = page.inner_text("main")
        page.goto(server.page("job/delete?name=Staff%20Nurse"))
        page.get_by_role("button", name="Delete it").click()
    assert "They write “Explain treatment to patients and their worried families”" in shown
    assert "Explained treatment to patients every day" in shown


FIELD = b"--" + BOUNDARY + b"\r\nContent-Disposition: form-data; "


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", ""),
        (b"nonsense", ""),
        (ENDS, "multipart/form-data"),
        (ENDS, "multipart/form-data; boundary=" + "x" * 5000),
        (ENDS, "application/x-www-form-urlencoded"),
        (ENDS, "text/plain"),
        (FIELD + b"\r\n\r\nno name\r\n" + ENDS, ""),
        (FIELD + b'name="advertisement"\r\n\r\n' + b"x" * 1_100_000 + b"\r\n" + ENDS, ""),
        ((FIELD + b'name="cv"\r\n\r\nx\r\n') * 100 + ENDS, ""),
        ((FIELD + b'name="cv-file"; filename="cv.txt"\r\n\r\nx\r\n') * 3 + ENDS, ""),
        (FIELD + b'name="' + b"x" * 500_000 + b'"\r\n\r\nx\r\n' + ENDS, ""),
        (FIELD + b'name="cv"\r\n' + b"X-A: b\r\n" * 50_000 + b"\r\nx\r\n" + ENDS, ""),
        (FIELD + b"name=\"\xff\x00\"; filename*=UTF-8''%ff%00\r\n\r\nx\r\n" + ENDS, ""),
        (FIELD + b'name="advertisement-file"; filename="ad.txt"\r\n\r\nSenior nu', ""),
        (b"\r\n" * 200_000 + ENDS, ""),
    ],
    ids=range(15),
)
def test_a_form_with_files_that_makes_no_sense_gets_a_page(server: Served, body: bytes, kind: str) -> None:
    answer = server.upload_raw("jobs", body, kind)
    assert answer.status in (400, 404) and "</nav>" in answer.body
    assert "Jobs that you keep" not in server.get("jobs").body


def test_another_page_can_upload_nothing(server: Served) -> None:
    body = FIELD + b'name="advertisement-file"; filename="ad.txt"\r\n\r\n' + AD.encode() + b"\r\n" + ENDS
    kind = f"multipart/form-data; boundary={BOUNDARY.decode()}"
    for origin in ("http://evil.example", "null", ""):
        answer = server.ask(f"{server.root}jobs", method="POST", body=body, Origin=origin, Content_Type=kind)
        assert answer.status == 403
    assert "Jobs that you keep" not in server.get("jobs").body
