"""Takes the pictures of the README from a build of the sample corpus; `make screenshots`."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

SIZE = {"width": 1440, "height": 810}
VIEWS = {
    "graph": "#view=graph",
    "matrix": "#at=person%2Fjeremy-hunt+%2B+person%2Fpatricia-hewitt&view=matrix",
    "camps": "#mode=camps",
    "timeline": "#view=timeline",
    "statements": "#view=statements&silent=false&sort=-speaker",
}
LARGEST = 150_000  # bytes


def main(built: Path, folder: Path, browser: str) -> None:
    with sync_playwright() as play:
        running = play.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, address in VIEWS.items():
            tab = running.new_page(viewport=SIZE)
            tab.goto(built.resolve().as_uri() + address)
            tab.wait_for_timeout(1000)
            target = folder / f"{name}.png"
            taken = Image.open(io.BytesIO(tab.screenshot()))
            taken.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE).save(
                target, optimize=True
            )
            size = target.stat().st_size
            sys.stderr.write(f"{target} {size:,} bytes\n")
            if size > LARGEST:
                sys.exit(f"{target} has {size:,} bytes, more than {LARGEST:,}. Make it smaller.")
        running.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
