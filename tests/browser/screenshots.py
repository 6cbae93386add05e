"""Pictures of the main pages of the demo newsroom, to be looked at: `make screenshots` puts them into var/screenshots."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM

ROOT = Path(__file__).parents[2]
OUT = ROOT / "var/screenshots"
WIDTHS = (390, 820, 1440)
SCHEMES = ("light", "dark")
# Each page by the link that leads to it from another, so that none of the demo's names stands here.
PAGES = {
    "front": ("/", ""),
    "story": ("/", ".lead a[href^='/articles/']"),
    "section": ("/", ".menu a[href^='/sections/']"),
    "statements": ("/statements/", ""),
    "statement": ("/statements/", ".words a"),
    "people": ("/people/", ""),
    "person": ("/statements/", "a.who-name[href^='/people/']"),
    "organizations": ("/organizations/", ""),
    "organization": ("/organizations/", "main a[href^='/organizations/']:not([href*='?'])"),
    "office": ("/statements/", ".who-office a[href^='/offices/']"),
    "corrections": ("/corrections/", ""),
    "attribution": ("/about/attribution/", ""),
    "nowhere": ("/nowhere/", ""),
}


@contextmanager
def demo_newsroom() -> Iterator[str]:
    """The address of a server with the demo in a database of its own."""
    folder = tempfile.mkdtemp()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    own = {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3", "PICTURE_ROOT": f"{folder}/pictures"}
    environment = os.environ | own | {"SITE_URL": f"http://{address}"}

    def manage(*arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    for arguments in (("migrate", "-v0"), ("load_demo", "--if-empty")):
        subprocess.run(manage(*arguments), cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        manage("runserver", "--noreload", address),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://{address}/")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The demo newsroom does not answer.")


def addresses(page: Any) -> dict[str, str]:
    found = {}
    for name, (start, link) in PAGES.items():
        page.goto(start)
        found[name] = page.locator(link).first.get_attribute("href") if link else start
    return found


def main() -> None:
    if CHROMIUM is None:
        raise SystemExit("Chromium is not installed: it takes the pictures.")
    OUT.mkdir(parents=True, exist_ok=True)
    with demo_newsroom() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        pages = addresses(browser.new_page(base_url=site))
        for width in WIDTHS:
            for scheme in SCHEMES:
                page = browser.new_page(
                    base_url=site,
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                )
                for name, address in pages.items():
                    page.goto(address)
                    page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)
                page.close()
        browser.close()
    sys.stdout.write(f"{len(pages) * len(WIDTHS) * len(SCHEMES)} pictures in {OUT.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
