"""nginx with the configuration of the guide, in front of a server of the tests."""

import re
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

from partnership.core.stored_pages import folder

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SERVER = """
daemon off; pid {folder}/pid; error_log {folder}/errors; {user}
events {{}}
http {{
    types {{
        text/html html; application/json json; text/csv csv; text/css css;
        application/pdf pdf; text/xml xml; text/plain txt;
    }}
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/a; uwsgi_temp_path {folder}/b; scgi_temp_path {folder}/c;
    {site}
}}
"""


@contextmanager
def running(folder_of_nginx: Path, django: str):
    """Run nginx in front of Django at this address; gives its own port."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder_of_nginx / "nginx.conf"
    is_root = Path("/root").owner() == folder_of_nginx.owner()
    config.write_text(
        SERVER.format(
            folder=folder_of_nginx,
            site=_site(port, django),
            user="user root;" if is_root else "",
        )
    )
    process = subprocess.Popen([NGINX, "-p", folder_of_nginx, "-c", config])
    try:
        _wait_for(port, process, folder_of_nginx / "errors")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _site(port: int, django: str) -> str:
    """The configuration of the guide, with the paths and addresses of this machine."""
    site = Path(settings.BASE_DIR, "docs/nginx.conf").read_text()
    site = re.sub(r"ssl_certificate.*;|listen 443 ssl;", "", site)
    for old, new in {
        "server_name ": f"listen 127.0.0.1:{port}; server_name ",
        "/srv/safer/public-pages": str(folder.root()),
        "/srv/safer/site/var/static-root": str(settings.STATIC_ROOT),
        "http://127.0.0.1:8000": django,
        "Host $host": f"Host {django.partition('//')[2]}",
    }.items():
        assert old in site
        site = site.replace(old, new)
    return site


def _wait_for(port: int, process, errors: Path) -> None:
    for _ in range(600):
        with closing(socket.socket()) as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, errors.read_text()
        time.sleep(0.05)
    raise TimeoutError("nginx did not start.")
