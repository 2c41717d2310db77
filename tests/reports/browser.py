"""A headless Chromium, where there is one: what a page has become once its scripts have run."""

from __future__ import annotations

import re
import shutil
import subprocess

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WORDS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--allow-file-access-from-files",
]  # fmt: skip


def chromium(page, folder, *words):
    """What Chromium prints for a page."""
    assert CHROMIUM
    done = subprocess.run(
        [CHROMIUM, *WORDS, f"--user-data-dir={folder / 'profile'}", *words, page.as_uri()],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout.decode()


def dumped(page, folder, width=1000):
    """The page's HTML after its scripts, at a width of the window."""
    return chromium(page, folder, f"--window-size={width},2000", "--virtual-time-budget=3000", "--dump-dom")


def told(dom):
    """What a probe has written into the page's title."""
    return re.search("<title>(.*?)</title>", dom, re.DOTALL)[1]
