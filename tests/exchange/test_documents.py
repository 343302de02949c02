"""Reading what somebody was given: text, a page's source, PDF, DOCX, and whatever else comes."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from documents_made import pdf
from rehearse.errors import DocumentError
from rehearse.exchange import documents, opening
from rehearse.exchange.documents import MOST_BYTES, MOST_LETTERS, as_text, read_document


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Requirements", 1)
    document.add_paragraph("Able to bake", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Patience", "Strong arms"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def endless() -> bytes:
    """A Word document of a few kilobytes with so many empty paragraphs that reading it takes minutes."""
    read, written = zipfile.ZipFile(io.BytesIO(word())), io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in read.infolist():
            data = read.read(part).replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 500_000)
            archive.writestr(part.filename, data)
    return written.getvalue()


def packed(size: int, part: str = "word/document.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b"\0" * size)
    return file.getvalue()


def written(folder: Path, data: bytes, name: str = "ad") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("data", ["Bäcker\n- bake\n".encode(), "Bäcker\n- bake\n".encode("utf-16")])
def test_text_is_read_as_it_is(tmp_path: Path, data: bytes) -> None:
    assert read_document(written(tmp_path, data)) == "Bäcker\n- bake"
    assert read_document(written(tmp_path, b"\xef\xbb\xbfbake")) == "bake"


def test_a_pdf_gives_its_lines(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert read_document(written(tmp_path, pdf("Baker", "Able to bake"))).split("\n") == [
        "Baker",
        "Able to bake",
    ]
    assert capfd.readouterr().err == ""


def test_a_word_document_gives_headings_items_and_tables(tmp_path: Path) -> None:
    read = read_document(written(tmp_path, word(), "ad.txt")).split("\n")
    assert read == ["# Requirements", "- Able to bake", "Patience", "Strong arms"]


def test_the_source_of_a_page_loses_its_tags() -> None:
    page = (
        "<html><head><title>x</title></head><body><h2>You will have</h2><script>alert(1)</script>"
        "<ul><li>Good <b>ears</b> &amp; eyes</li><li>Patience</li></ul></body></html>"
    )
    lines = [line for line in as_text(page).split("\n") if line]
    assert lines == ["# You will have", "- Good ears & eyes", "- Patience"]
    assert as_text("a < b and c > d") == "a < b and c > d"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "has no words in it"),
        (b" \n 123 \n--", "has no words in it"),
        (b"bake\0bread", "is not a text"),
        (b"\xff\xfe\x00\xd8", "is not UTF-8"),
        (b"b\xe4ckt", "is not UTF-8"),
        (b"\xd0\xcf\x11\xe0 word", "old versions of Word"),
        (b"{\\rtf1 bake}", "RTF"),
        (b"%PDF-1.4 rubbish", "is damaged, or not a PDF"),
        (pdf("Baker")[:200], "is damaged, or not a PDF"),
        (pdf(), "may be a picture of a page"),
        (b"PK\x03\x04rubbish", "is damaged, or not a Word document"),
        (word()[:-500], "is damaged, or not a Word document"),
        (packed(10), "is damaged, or not a Word document"),
        (packed(21_000_000), "is far larger than it looks"),
        (packed(101_000_000, "word/media/image1.png"), "is far larger than it looks"),
        (b"bake " * MOST_LETTERS, "is far longer than"),
        (b"bake " * (MOST_BYTES // 5 + 1), "is larger than 20 MB"),
    ],
    ids=range(17),
)
def test_what_cannot_be_read_gets_one_line(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read_document(written(tmp_path, data), name="ad")
    assert says in str(raised.value) and str(raised.value).startswith("ad ")
    assert "\n" not in str(raised.value)


def test_what_is_no_file_gets_one_line(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)
    with pytest.raises(DocumentError, match="There is no file"):
        read_document(tmp_path / "gone")


def test_a_pdf_with_too_many_pages_is_not_read(tmp_path: Path) -> None:
    kids = pdf("Baker").replace(b"[3 0 R] /Count 1", b"[" + b"3 0 R " * 41 + b"] /Count 41")
    with pytest.raises(DocumentError, match="has more than 40 pages"):
        read_document(written(tmp_path, kids))


def test_what_never_ends_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WITHIN_S", 2)
    with pytest.raises(DocumentError, match=r"^ad takes too long to read\. Open it, copy its text"):
        read_document(written(tmp_path, endless()), name="ad")


def test_what_lies_in_the_folder_one_works_in_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("pypdf", "signal", "rehearse"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert read_document(written(tmp_path, pdf("Baker"))) == "Baker"


def test_control_characters_are_left_out() -> None:
    assert as_text("ba\x1b[2Jke\x07\u202e") == "ba[2Jke"
    assert documents.PASTE.endswith(".")


def test_a_text_loads_no_reader_of_other_documents(tmp_path: Path) -> None:
    path = written(tmp_path, b"bake")
    code = (
        "import sys; from pathlib import Path; from rehearse.exchange.documents import read_document;"
        f"read_document(Path({str(path)!r})); print({{'pypdf', 'docx'}} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
