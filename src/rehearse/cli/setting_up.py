"""`rehearse check`, `devices` and `models`: whether all is ready, what there is to record and hear with."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from rehearse.audio.microphone import devices as microphones
from rehearse.audio.portaudio import quiet_native_messages
from rehearse.cli.offers import MODEL
from rehearse.cli.options import device_option, json_option, model_option
from rehearse.cli.showing import print_json, say
from rehearse.errors import MicrophoneError
from rehearse.folders import cache_folder
from rehearse.practice.checking import folder_findings, microphone_findings, model_finding
from rehearse.screen.console import make_console
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.tables import print_devices, print_finding, print_models
from rehearse.transcription.known import known_models
from rehearse.transcription.weights import DEFAULT_MODEL, find_weights
from rehearse.words.recording import NO_MICROPHONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.practice.findings import Finding


@click.command()
@json_option
def devices(to_json: bool) -> None:
    """List your microphones.

    Example: rehearse devices
    """
    with quiet_native_messages():
        found = microphones()
    if to_json:
        for device in found:
            print_json(asdict(device))
    elif found:
        print_devices(make_console(), found)
    if not found:
        raise MicrophoneError(NO_MICROPHONE)


@click.command()
@click.option("--fetch", type=MODEL, metavar="NAME", help="Download this model now, to use it offline later.")
@json_option
def models(fetch: str | None, to_json: bool) -> None:
    """List the Whisper models and which are on this machine.

    \b
    Example: rehearse models
             rehearse models --fetch small
    """
    if fetch:
        with showing_progress() as progress:
            weights = find_weights(fetch, cache=cache_folder(), progress=progress)
        say(f"{fetch} is at {weights}", err=to_json)
        if not to_json:
            return
    known = known_models(cache=cache_folder())
    if to_json:
        for model in known:
            print_json(asdict(model) | {"at": str(model.at) if model.at else None})
    else:
        print_models(make_console(), known, usual=DEFAULT_MODEL)


@click.command()
@device_option
@json_option
@model_option
def check(device: str | None, to_json: bool, model: str) -> None:
    """Check that everything is ready: microphone, model, disk.

    It records you for two seconds, so say a few words. Nothing is kept, nothing is downloaded.

    \b
    Example: rehearse check
             rehearse check --device headset
    """
    console = make_console()
    states = []
    for finding in _findings(device, model):
        states.append(finding.state)
        if to_json:
            print_json(asdict(finding))
        else:
            print_finding(console, finding)
    ready = "problem" not in states
    if not to_json:
        say()
        say("Ready. `rehearse prompt` asks a question." if ready else "Not ready yet. Fix what is marked NO.")
    sys.exit(0 if ready else 1)


def _findings(device: str | None, model: str) -> Iterator[Finding]:

    yield from folder_findings()
    with showing_progress() as progress:
        model_found = model_finding(model, progress=progress)
    yield model_found
    with showing_progress() as progress:
        # All at once, because the bar would stand in the way of the lines.
        heard = list(microphone_findings(device, progress=progress))
    yield from heard
