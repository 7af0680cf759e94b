"""Debian's nginx with the files of deploy/ before real processes, all on loopback; and readers who come through it."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import Message
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import Server, free_port, start

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
BASE = "/smart-tokyo"
COOKIE = "smart_tokyo_process"
PLACES, SPARE = 12, 2  # readers whom the tests let in, and further ones who may come back
NAMES = ("www.example.jp", "smart-tokyo.staff.example.jp")
PATIENCE_S = 60.0
T = TypeVar("T")


def unverified() -> ssl.SSLContext:
    """TLS with a certificate that nobody vouches for."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def process(self) -> str:
        """The process that the cookie leads to from now on, "" where the answer does not say."""
        return cookie_of(self.headers.get_all("set-cookie", []))


def cookie_of(lines: list[str]) -> str:
    """The process in the cookie that headers set."""
    found = [line.partition(";")[0].partition("=") for line in lines]
    return next((value for name, _, value in found if name == COOKIE), "")


@dataclass
class Front:
    """nginx, the ports it listens on, and the public processes behind it by their ports."""

    folder: Path
    store: Path
    port: int = field(default_factory=free_port)
    plain: int = field(default_factory=free_port)
    staff: int = field(default_factory=free_port)
    ports: list[int] = field(default_factory=lambda: [*islice(filter(_is_free, range(8601, 8700)), 2)])
    processes: dict[int, Server] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}{BASE}"

    def run(self, port: int) -> None:
        """Starts the process of a port and waits until it takes readers."""
        self.processes[port] = start(self.store, "public", port, BASE_PATH=BASE, ALLOWED_HOSTS=NAMES[0])

    def up(self) -> None:
        """Starts whichever process is not there."""
        gone = [
            port
            for port in self.ports
            if port not in self.processes or self.processes[port].process.poll() is not None
        ]
        with ThreadPoolExecutor(2) as both:
            list(both.map(self.run, gone))

    def end(self, port: int, number: signal.Signals = signal.SIGTERM) -> None:
        """Ends the process of a port and waits until it is gone."""
        self.processes[port].process.send_signal(number)
        self.processes[port].process.wait(PATIENCE_S)

    def logged(self, part: str) -> str:
        """The latest line of the public log with a part, which is written once the request is over."""
        while True:
            lines = (self.folder / "log" / "public.log").read_text("utf-8").splitlines()
            if found := [line for line in lines if part in line]:
                return found[-1]
            time.sleep(0.02)

    def ask(
        self, path: str, cookie: str | int = "", source: str = "127.0.0.1", host: str = "", **headers: str
    ) -> Answer:
        """One request over TLS. `cookie`: the process it names; `source`: the address it comes from."""
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=PATIENCE_S, context=unverified(), source_address=(source, 0)
        )
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if cookie:
            named["Cookie"] = f"{COOKIE}={cookie}"
        if host:
            named["Host"] = host
        try:
            connection.request("GET", path, headers=named)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def configure(self) -> Path:
        """Debian's own configuration with the files of deploy/ where an operator copies them; the main file."""
        etc, log = self.folder / "etc" / "nginx", self.folder / "log"
        shutil.copytree("/etc/nginx", etc, symlinks=True)
        (etc / "sites-enabled" / "default").unlink(missing_ok=True)
        for part in ("conf.d", "snippets", "sites-available"):
            shutil.copytree(DEPLOY / "nginx" / part, etc / part, dirs_exist_ok=True)
        (etc / "sites-enabled" / "smart-tokyo").symlink_to(etc / "sites-available" / "smart-tokyo")
        tls, temporary = self.folder / "tls", self.folder / "temporary"
        for one in (log, tls, temporary, self.folder / "cache"):
            one.mkdir()
        for name in ("public", "staff"):
            _certificate(tls / f"{name}.key", tls / f"{name}.pem")
        changed = {
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            "127.0.0.1:8700;": f"127.0.0.1:{self.staff};",
            "8601": str(self.ports[0]),
            "8602": str(self.ports[1]),
            "/etc/ssl/smart-tokyo": str(tls),
            "/opt/smart-tokyo/deploy": str(DEPLOY),
            "/var/cache/smart-tokyo": str(self.folder / "cache"),
            "/var/log/smart-tokyo": str(log),
            "# 192.0.2.0/24 1;": "127.0.0.1/32 1;",
            "rate=10r/s": "rate=1r/s",
            "smart_tokyo_readers 400;": f"smart_tokyo_readers {PLACES};",
            "smart_tokyo_readers 440;": f"smart_tokyo_readers {PLACES + SPARE};",
        }
        for path in [*(etc / "snippets").glob("smart-tokyo*"), etc / "conf.d" / "smart-tokyo.conf"]:
            _replace(path, changed)
        _replace(etc / "sites-available" / "smart-tokyo", changed)
        main = {
            "user www-data;": "user root;" if os.geteuid() == 0 else "",
            "/run/nginx.pid": f"{self.folder}/nginx.pid",
            "/var/log/nginx": str(log),
            "/etc/nginx/": f"{etc}/",
            "http {": "http {"
            + "".join(
                f" {one}_temp_path {temporary}/{one};"
                for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            ),
        }
        _replace(etc / "nginx.conf", main)
        return etc / "nginx.conf"

    def serve(self) -> subprocess.Popen[bytes]:
        """Starts nginx and waits until it listens."""
        command = ["/usr/sbin/nginx", "-e", "stderr", "-c", str(self.configure()), "-g", "daemon off;"]
        with (self.folder / "stderr").open("wb") as told:
            nginx = subprocess.Popen(command, stderr=told)
        while _is_free(self.port):
            assert nginx.poll() is None, (self.folder / "stderr").read_text()
            time.sleep(0.02)
        return nginx


def _is_free(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.connect()
        return False
    except ConnectionRefusedError:
        return True
    finally:
        connection.close()


def _certificate(key: Path, certificate: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-subj", "/CN=www.example.jp", "-days", "2", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip


def _replace(path: Path, changed: dict[str, str]) -> None:
    text = path.read_text("utf-8")
    wanted = re.compile("|".join(map(re.escape, changed)))
    path.write_text(wanted.sub(lambda hit: changed[hit[0]], text), "utf-8")


def together(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What comes of readers who read at once, in a thread: Playwright keeps a loop of its own in the tests'."""

    async def patiently() -> T:
        return await asyncio.wait_for(work(), 5 * PATIENCE_S)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(patiently())).result()


class Reader:
    """A page that somebody has open. Where its connection breaks it comes back as the page in a browser does."""

    def __init__(self, front: Front, query: str = "lang=en") -> None:
        self.front, self.query = front, query
        self.process = ""
        self.runs, self.lost = 0, 0
        self.away_s: list[float] = []
        self.took_s: list[float] = []

    async def ask(self, path: str) -> Answer:
        answer = await asyncio.to_thread(self.front.ask, path, self.process)
        self.process = answer.process or self.process
        return answer

    async def come(self) -> Reader:
        """Opens the page."""
        answer = await self.ask(f"{BASE}/?{self.query}")
        assert answer.status == 200, answer.body.decode()
        await self.connect()
        await self.run()
        return self

    async def connect(self) -> None:
        """Connects the page. Raises OSError, websockets.WebSocketException."""
        answer = await self.ask(f"{BASE}/_stcore/health")
        if answer.status != 200:
            raise ConnectionError(f"health is {answer.status}")
        self.socket = await websockets.connect(
            f"{self.front.url.replace('https', 'wss')}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"https://127.0.0.1:{self.front.port}"),
            additional_headers={"Cookie": f"{COOKIE}={self.process}"},
            max_size=None,
            ssl=unverified(),
            proxy=None,
        )
        assert self.socket.response is not None
        told = cookie_of(self.socket.response.headers.get_all("set-cookie"))
        self.process = told or self.process

    async def run(self) -> bytes:
        """Runs the page to its end; all that came of it. Raises websockets.ConnectionClosed."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        began, came = time.monotonic(), b""
        await self.socket.send(asked.SerializeToString())
        async for data in self.socket:
            assert isinstance(data, bytes)
            came += data
            answer = ForwardMsg.FromString(data)
            if answer.WhichOneof("type") == "script_finished":
                assert answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                self.runs += 1
                self.took_s.append(time.monotonic() - began)
                return came
        raise websockets.ConnectionClosedError(None, None)

    async def read_on(self, until: asyncio.Event, pause: float = 0.2) -> None:
        """Runs the page again and again; comes back where the connection breaks."""
        while not until.is_set():
            try:
                await self.run()
                await asyncio.sleep(pause)
            except websockets.ConnectionClosed:
                self.lost += 1
                await self.come_back()

    async def come_back(self) -> None:
        """As Streamlit's client does: after a while it asks for the server's health, and connects once it is well."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE_S:
            await asyncio.sleep(0.3)
            try:
                await self.connect()
                await self.run()
                self.away_s.append(time.monotonic() - began)
                return
            except (OSError, websockets.WebSocketException):
                continue
        raise TimeoutError("nobody took the reader back")

    async def leave(self) -> None:
        await self.socket.close()
