"""`onrecord serve`: the page, a SPARQL endpoint and the articles over HTTP."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.folder import Folder
from onrecord.terminal import put_out, stops_cleanly, talk


@stops_cleanly
def serve(
    folder: Folder = Path("output"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8077,
    host: Annotated[
        str,
        typer.Option(help="Where to listen; by default this machine alone can ask."),
    ] = "127.0.0.1",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 30,
    megabytes: Annotated[float, typer.Option(min=0.001, help="Size that an answer may have.")] = 20,
    queries: Annotated[int, typer.Option(min=1, help="Queries answered at the same time.")] = 4,
) -> None:
    """Serve the page, a SPARQL endpoint with an editor, and each article with its marks."""
    from onrecord.serve import Limits
    from onrecord.serve import serve as listen
    from onrecord.serve.loopback import is_loopback

    if not is_loopback(host):
        talk.print(f"Whoever can reach {host} can read this build: no password is asked for.")
    limits = Limits(timeout, megabytes, queries)
    listen(folder, host, port, limits, lambda address: put_out(f"{address}\n"))
