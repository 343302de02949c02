"""A program for tests to start: it records or plays, and prints as JSON how that ended.

recording_program.py record TAKE SECONDS    without a screen; prints {"started": true} at the first sound, and
                                            at the end what was on disk whenever something was written
recording_program.py answer TAKE SECONDS    with the screen
recording_program.py play SOUND SECONDS     plays, and stops after so long
"""

from __future__ import annotations

import json
import sys
import threading
import wave
from dataclasses import asdict
from pathlib import Path

from rehearse.errors import RehearseError


def record(take: Path, limit_s: float) -> dict[str, object]:
    from rehearse.audio import microphone, recording
    from rehearse.audio.take_file import TakeFile

    written: list[tuple[float, int]] = []

    def note(progress: recording.SoFar) -> None:
        with wave.open(str(take)) as reader:
            written.append((progress.duration_s * reader.getframerate(), reader.getnframes()))
        if len(written) == 1:
            print(json.dumps({"started": True}), flush=True)

    device = microphone.find_device(microphone.devices(), None)
    ended = recording.record(
        device,
        lambda rate_hz: TakeFile(take, rate_hz),
        max_s=limit_s,
        stop=threading.Event(),
        on_progress=note,
    )
    return {**asdict(ended), "written": written}


def answer(take: Path, limit_s: float) -> dict[str, object]:
    from rich.console import Console

    from rehearse.audio import microphone
    from rehearse.audio.portaudio import quiet_native_messages
    from rehearse.practice.recording import Recorder
    from rehearse.screen.recording import show_recording
    from rehearse.screen.signals import ctrl_c_calls
    from rehearse.words.recording import closing_lines

    device = microphone.find_device(microphone.devices(), None)
    recorder = Recorder(take, device, limit_s)
    with quiet_native_messages(), ctrl_c_calls(recorder.interrupt):
        recorder.start()
        show_recording(Console(), "Tell me about a time [when] you failed.", recorder)
        recorded = recorder.end()
    at_limit = recorded.reason == "limit"
    for words in closing_lines(
        recorded.duration_s, at_limit=at_limit, dropped=recorded.overflows, problem=recorded.problem
    ):
        print(words)
    return asdict(recorded)


def play(sound: Path, seconds: float) -> dict[str, object]:
    import soundfile

    from rehearse.audio import playback

    samples, rate_hz = soundfile.read(sound, dtype="float32")
    stop = threading.Event()
    timer = threading.Timer(seconds, stop.set)
    timer.daemon = True  # else the program would wait for it
    timer.start()
    print(json.dumps({"started": True}), flush=True)
    playback.play(samples, rate_hz, stop=stop)
    return {"stopped": stop.is_set()}


if __name__ == "__main__":
    doing = {"record": record, "answer": answer, "play": play}[sys.argv[1]]
    try:
        print(json.dumps(doing(Path(sys.argv[2]), float(sys.argv[3]))), flush=True)
    except RehearseError as error:
        print(json.dumps({"error": str(error)}), flush=True)
