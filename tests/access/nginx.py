"""Debian's nginx with a configuration of docs/deploying, on free ports of this machine."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.serving import free_port
from tests.conftest import ROOT


@contextmanager
def nginx(name: str, folder: Path, instead: Mapping[str, str], port: int | None = None) -> Iterator[str]:
    """The address at which it answers over TLS; `instead` says what of the configuration is otherwise here."""
    folder.chmod(0o755)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    outside, plain = port or free_port(), free_port()
    told = (ROOT / "docs" / "deploying" / name).read_text(encoding="utf-8")
    for before, after in {
        "listen 443 ssl": f"listen 127.0.0.1:{outside} ssl",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "/etc/ssl/supervision": str(folder),
        "dashboard.office.example": "localhost",
        **instead,
    }.items():
        assert before in told, before
        told = told.replace(before, after)
    conf = folder / "nginx.conf"
    conf.write_text(
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n"
        f"include /etc/nginx/mime.types;\n{told}\n}}\n",
        encoding="utf-8",
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-c", str(conf), "-g", "daemon off;"], stderr=subprocess.PIPE)
    try:
        _wait_for(outside, process)
        yield f"https://localhost:{outside}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    assert process.stderr is not None
    pytest.fail(process.stderr.read().decode(), pytrace=False)


def any_certificate() -> ssl.SSLContext:
    """Trusts the certificate made above."""
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    return anybody
