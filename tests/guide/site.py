"""A running site of its own for the guide: the sample, a browser, and nothing kept."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "sample-password-2016"
BEFORE = ["migrate -v 0", "sync_roles", "load_sample", "make_sample_logins"]
WIDTH, HEIGHT = 1280, 860
# How long the site may take to answer for the first time.
PATIENCE = 60


@contextmanager
def running_site():
    """The address of the product with the sample; its database goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DEBUG": "1",
            "DATABASE_URL": f"sqlite:///{folder}/guide.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "SAMPLE_PASSWORD": PASSWORD,
        }
        for command in BEFORE:
            manage(command, environment, wait=True)
        port = free_port()
        serving = f"runserver --noreload 127.0.0.1:{port}"
        server = manage(serving, environment)
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def manage(command, environment, *, wait=False):
    words = [sys.executable, "manage.py", *command.split()]
    given = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}
    if wait:
        return subprocess.run(words, check=True, **given)
    return subprocess.Popen(words, stderr=subprocess.DEVNULL, **given)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait_for(port):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise RuntimeError("The site did not start.")


@contextmanager
def signed_in(playwright, site, who):
    """A page of the workplace, as one of the sample logins sees it."""
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        args=["--no-sandbox", "--disable-gpu"],
    )
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_default_timeout(20_000)
    page.goto(f"{site}/staff/")
    page.get_by_label("Email address").fill(f"{who}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    yield page
    browser.close()
