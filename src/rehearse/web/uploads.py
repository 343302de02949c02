"""Forms that send files. They are read in memory: what somebody uploads is written nowhere on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response

from rehearse.exchange.documents import MOST_BYTES
from rehearse.web.pages import MOST_FIELDS, Form
from rehearse.words.text import plain

MOST_FILES = 2
MOST_TEXT_BYTES = 1_000_000
"""In one field; its page keeps to fewer."""
MOST_UPLOAD_BYTES = MOST_FILES * (MOST_BYTES + MOST_TEXT_BYTES)
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent, and what its sender calls it, which is harmless to show and no path."""

    name: str
    data: bytes


Files = Mapping[str, Upload]


class _InMemory(MultiPartParser):
    spool_max_size = MOST_UPLOAD_BYTES


def posted_with_files(answer: Callable[[Request, Form, Files], Response]) -> Callable[[Request], Any]:
    """As `pages.posted`, for a form with files; those that nobody chose are left out."""

    async def endpoint(request: Request) -> Response:
        form: dict[str, str] = {}
        files: dict[str, Upload] = {}
        for name, sent in await _sent(request):
            if isinstance(sent, str):
                form[name] = sent
            elif sent.filename:
                files[name] = Upload(_harmless(sent.filename), await sent.read())
        return await run_in_threadpool(answer, request, form, files)

    return endpoint


async def _sent(request: Request) -> list[tuple[str, str | UploadFile]]:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(400)
    parser = _InMemory(
        request.headers,
        request.stream(),
        max_files=MOST_FILES,
        max_fields=MOST_FIELDS,
        max_part_size=MOST_TEXT_BYTES,
    )
    try:
        return (await parser.parse()).multi_items()
    except MultiPartException as error:
        raise HTTPException(400) from error


def _harmless(name: str) -> str:
    """Some browsers send the folder too; both kinds of slash are one here."""
    shown = plain(PureWindowsPath(name).name) or "The file"
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…"
