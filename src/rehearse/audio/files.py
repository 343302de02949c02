"""Reading recordings of any common format into mono sound at one rate.

Does not write, and does not judge what is in the sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.errors import AudioFileError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

RATE_HZ = 16_000
"""What Whisper and the voice activity detector hear."""


def read_audio(path: Path) -> Samples:
    """Mono samples at 16 kHz, shape (n,), nominally -1 to 1, decoded block by block.

    Raises AudioFileError where the file is missing, is not sound or holds none.
    """
    import av
    import numpy as np

    if path.is_dir():
        raise AudioFileError(f"{path} is a folder. Name the recordings in it, e.g. {path}/*.wav")
    if not path.exists():
        raise AudioFileError(f"There is no file {path}. Check the name.")
    try:
        blocks = list(_decoded(path))
    except PermissionError as error:
        raise AudioFileError(f"{path} cannot be read: permission denied. Change its permissions.") from error
    except (av.FFmpegError, OSError) as error:
        raise AudioFileError(
            f"{path} cannot be read as sound. Give a wav, flac, ogg, mp3, m4a or webm."
        ) from error
    samples = np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.float32)
    if samples.size == 0:
        raise AudioFileError(f"{path} holds no sound. Record it again.")
    return np.nan_to_num(samples, copy=False)


def _decoded(path: Path) -> Iterator[Samples]:
    import av
    import numpy as np

    with av.open(str(path)) as container:
        if not container.streams.audio:
            return
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE_HZ)
        for frame in container.decode(container.streams.audio[0]):
            frame.pts = None  # gaps in the file's own clock are not silence that was recorded
            for part in resampler.resample(frame):
                yield part.to_ndarray()[0].astype(np.float32, copy=False)
        for part in resampler.resample(None):
            yield part.to_ndarray()[0].astype(np.float32, copy=False)
