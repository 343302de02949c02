import hashlib
import os
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rehearse.errors import WeightsError
from rehearse.model.heard import Span, Word
from rehearse.progress import no_progress
from rehearse.transcription import checked, ctranslate2, weights
from rehearse.transcription.transcript import joined

needs_posix = pytest.mark.skipif(os.name != "posix", reason="POSIX file modes and times")


def packed(variables: dict[str, np.ndarray]) -> bytes:
    def string(text: str) -> bytes:
        return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"

    body = struct.pack("<I", 6) + string("WhisperSpec") + struct.pack("<II", 3, len(variables))
    for name, array in variables.items():
        data = array.astype("<f2").tobytes()
        body += (
            string(name) + struct.pack(f"<B{array.ndim}IBI", array.ndim, *array.shape, 4, len(data)) + data
        )
    return body


def test_a_model_cut_in_two_is_read_as_one_and_fused_layers_come_apart(tmp_path: Path) -> None:
    fused = np.arange(18, dtype=np.float32).reshape(9, 2)
    body = packed({"encoder/layer_0/self_attention/linear_0/weight": fused})
    first, second = tmp_path / "1", tmp_path / "2"
    first.write_bytes(body[:70])
    second.write_bytes(body[70:])
    named = ctranslate2.whisper_names(ctranslate2.read_ctranslate2((first, second)))
    assert list(named) == [f"encoder.blocks.0.attn.{part}.weight" for part in ("query", "key", "value")]
    assert named["encoder.blocks.0.attn.key.weight"].tolist() == fused[3:6].tolist()


def test_a_key_has_no_bias(tmp_path: Path) -> None:
    path = tmp_path / "model"
    path.write_bytes(packed({"decoder/layer_2/attention/linear_1/bias": np.zeros(4, dtype=np.float32)}))
    assert list(ctranslate2.whisper_names(ctranslate2.read_ctranslate2((path,)))) == [
        "decoder.blocks.2.cross_attn.value.bias"
    ]


def test_an_altered_package_is_refused_and_named(tmp_path: Path) -> None:
    part = tmp_path / "site" / "package" / "data" / "model.bin.part1"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"cut short")
    with pytest.raises(WeightsError, match="damaged or altered") as caught:
        weights._converted((part,), cache=tmp_path / "cache", progress=no_progress)
    assert "site" in str(caught.value)
    assert not (tmp_path / "cache").exists()


def altered_unseen(path: Path) -> None:
    """One bit changes; the size and the time of the content are what they were."""
    before = path.stat()
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


HARMS: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "altered": lambda path: path.write_bytes(b"cut short"),
    "altered unseen": altered_unseen,
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_converted_model_that_was_harmed_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    part = tmp_path / "model.bin.part1"
    part.write_bytes(packed({"encoder/layer_norm/gamma": np.ones(4, dtype=np.float32)}))
    monkeypatch.setattr(weights, "PACKAGED_SHA256", hashlib.sha256(part.read_bytes()).hexdigest())

    def converted() -> Path:
        return weights._converted((part,), cache=tmp_path / "cache", progress=no_progress)

    whole = converted().read_bytes()
    made = converted().stat()
    assert converted().stat() == made  # not made again without need
    HARMS[harm](converted())
    assert converted().read_bytes() == whole


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"There is no model file .*gone\.pt"):
        weights.find_weights(str(tmp_path / "gone.pt"), cache=tmp_path)


def test_an_altered_official_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "whisper").mkdir()
    (tmp_path / "whisper" / "tiny.en.pt").write_bytes(b"altered")
    with pytest.raises(WeightsError, match="damaged or altered"):
        weights.find_weights("tiny.en", cache=tmp_path / "cache")


def test_a_check_that_cannot_be_remembered_is_made_again(tmp_path: Path) -> None:
    model = tmp_path / "tiny.en.pt"
    model.write_bytes(b"sound")
    expected = hashlib.sha256(b"sound").hexdigest()
    (tmp_path / "cache").write_text("a file, so nothing can be put in it", encoding="utf-8")
    for _ in range(2):
        same = checked.checked_once(model, expected, cache=tmp_path / "cache", progress=no_progress)
        assert same == model


@needs_posix
def test_a_file_is_hashed_again_whenever_it_may_have_changed(tmp_path: Path) -> None:
    model, cache = tmp_path / "tiny.en.pt", tmp_path / "home" / "cache"
    model.write_bytes(b"sound")
    expected = hashlib.sha256(b"sound").hexdigest()

    def is_hashed() -> bool:
        shown: list[str] = []
        checked.checked_once(model, expected, cache=cache, progress=lambda what, *_: shown.append(what))
        return bool(shown)

    assert [is_hashed(), is_hashed()] == [True, False]
    os.utime(model, (0, 0))
    assert [is_hashed(), is_hashed()] == [True, False]
    cache.chmod(0o777)  # anybody may have put something there
    assert [is_hashed(), is_hashed()] == [True, False]
    altered_unseen(model)
    with pytest.raises(WeightsError, match="damaged or altered"):
        is_hashed()


@needs_posix
def test_the_cache_is_the_owners_alone(tmp_path: Path) -> None:
    model, cache = tmp_path / "tiny.en.pt", tmp_path / "home" / "cache"
    model.write_bytes(b"sound")
    expected = hashlib.sha256(b"sound").hexdigest()
    umask = os.umask(0)
    try:
        checked.checked_once(model, expected, cache=cache, progress=no_progress)
    finally:
        os.umask(umask)
    modes = [path.stat().st_mode & 0o777 for path in (cache.parent, cache, *cache.iterdir())]
    assert modes == [0o700, 0o700, 0o600]


def test_offline_without_a_model_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    with pytest.raises(WeightsError, match="Go online once") as caught:
        weights.find_weights("tiny.en", cache=tmp_path)
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "whisper").iterdir()) == []


def test_punctuation_hangs_on_its_word_and_does_not_lengthen_it() -> None:
    pieces = [
        Word(" We", Span(0, 1)),
        Word("'ll", Span(1, 2)),
        Word(",", Span(2, 5)),
        Word(" go", Span(5, 6)),
    ]
    assert joined(pieces) == [Word("We'll,", Span(0, 2)), Word("go", Span(5, 6))]


def test_a_filler_without_a_space_is_a_word_of_its_own() -> None:
    pieces = [
        Word(" Um", Span(0, 1)),
        Word(",", Span(1, 2)),
        Word("like", Span(2, 3)),
        Word("...", Span(3, 4)),
        Word(" 1", Span(4, 5)),
        Word(",", Span(5, 6)),
        Word("000", Span(6, 7)),
    ]
    assert joined(pieces) == [Word("Um,", Span(0, 1)), Word("like...", Span(2, 3)), Word("1,000", Span(4, 7))]
