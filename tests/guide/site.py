"""A temporary site with the sample data, and a browser signed in to it."""

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
WIDTH, HEIGHT = 1280, 860
# Seconds to wait until the site starts.
PATIENCE = 60


@contextmanager
def running_site():
    """The URL of a site with the sample data and a worker; deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DEBUG": "1",
            "DATABASE_URL": f"sqlite:///{folder}/guide.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "SAMPLE_PASSWORD": PASSWORD,
        }
        manage("set_up_sample", environment, wait=True)
        port = free_port()
        started = [
            manage(f"runserver --noreload 127.0.0.1:{port}", environment),
            manage("db_worker", environment),
        ]
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            for process in started:
                process.terminate()
                process.wait()


def manage(command, environment, *, wait=False):
    arguments = [sys.executable, "manage.py", *command.split()]
    options = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}
    if wait:
        return subprocess.run(arguments, check=True, **options)
    return subprocess.Popen(arguments, stderr=subprocess.DEVNULL, **options)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise RuntimeError("The site did not start.")


@contextmanager
def signed_in(playwright, site, role):
    """A page of the sign-in form, filled in for a sample user."""
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        args=["--no-sandbox", "--disable-gpu"],
    )
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_default_timeout(20_000)
    page.goto(f"{site}/staff/")
    page.get_by_label("Email address").fill(f"{role}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    yield page
    browser.close()
