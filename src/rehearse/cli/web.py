"""`rehearse web`: practice in the browser."""

from __future__ import annotations

import threading
import webbrowser

import click

from rehearse.cli.options import model_option
from rehearse.cli.showing import say
from rehearse.web.server import serve


@click.command()
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Use this port instead of a free one.")
@model_option
def web(no_browser: bool, port: int, model: str) -> None:
    """Practise in your browser, on this computer alone.

    Nobody else can open the page, and nothing leaves it. It shares your takes with the other commands. It
    ends with Ctrl-C, or a minute after you closed its last page.

    \b
    Example: rehearse web
             rehearse web --no-browser --port 8080
    """

    def ready(address: str) -> None:
        if no_browser:
            say(address)
            say("Open this address in your browser. It works once. Ctrl-C ends rehearse.")
            return
        say("rehearse opens in your browser. Ctrl-C ends it, or close the page.")
        say(f"If no page opens, use this address; it works once: {address}")
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    try:
        serve(port, model=model, ready=ready)
    except KeyboardInterrupt:
        say("rehearse has ended.")
