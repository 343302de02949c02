"""`rehearse devices`: what there is to record with."""

from __future__ import annotations

import click

from rehearse.cli.showing import json_option, print_json


@click.command()
@json_option
def devices(as_lines: bool) -> None:
    """List the microphones.

    Example: rehearse devices
    """
    from dataclasses import asdict

    from rehearse.audio.microphone import devices as microphones
    from rehearse.audio.portaudio import quiet_native_messages
    from rehearse.errors import MicrophoneError
    from rehearse.report.console import make_console
    from rehearse.report.tables import print_devices

    with quiet_native_messages():
        found = microphones()
    if as_lines:
        for device in found:
            print_json(asdict(device))
    elif found:
        print_devices(make_console(), found)
    if not found:
        raise MicrophoneError(
            "No microphone was found. Connect one, or allow this program to use it, and look again."
        )
