"""A server that strangers lean on: too much, too slowly, too many at once; others go on."""

import asyncio
import json
import os
import socket
from contextlib import ExitStack, contextmanager, suppress
from time import monotonic, sleep

import httpx2
import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from service.http import protocol
from tests.acceptance.conftest import free_port
from tests.programs import Program

PATIENCE = 30
SHORT = {
    "MINUTEBOOK_HEADER_SECONDS": "0.5",
    "MINUTEBOOK_BODY_IDLE_SECONDS": "0.5",
    "MINUTEBOOK_SEND_IDLE_SECONDS": "0.5",
    "MINUTEBOOK_CONNECTIONS": "20",
    "MINUTEBOOK_LOG_FORMAT": "json",
}
HEAD = "HTTP/1.1\r\nHost: 127.0.0.1\r\n"

pytestmark = pytest.mark.only("sqlite")


class Served:
    """A service on a free port, and plain connections to it."""

    def __init__(self, port, home):
        self.port, self.home = port, home

    @contextmanager
    def connection(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as made:
            yield made

    def head(self):
        """Return the head of a request of somebody who may do everything, but for its end."""
        return f"{HEAD}Authorization: Bearer {self.home.token()}\r\n"

    def size(self):
        """Return the size of the log."""
        headers = {"Authorization": f"Bearer {self.home.token()}"}
        url = f"http://127.0.0.1:{self.port}/v1/default/events?limit=1"
        return httpx2.get(url, headers=headers, timeout=PATIENCE).json()["known_at"]

    def goes_on(self):
        """Check that somebody else is served, quickly."""
        began = monotonic()
        headers = {"Authorization": f"Bearer {self.home.token()}"}
        answer = httpx2.get(
            f"http://127.0.0.1:{self.port}/v1/default/me", headers=headers, timeout=PATIENCE
        )
        assert answer.status_code == 200
        assert monotonic() - began < 5


@pytest.fixture(scope="module")
def served(kind, new_home, tmp_path_factory):
    port = free_port()
    log = tmp_path_factory.mktemp("limits") / "log"
    kept = {name: value for name, value in os.environ.items() if "MINUTEBOOK_" not in name}
    with (
        new_home(kind) as home,
        Program(
            *("serve", "--port", port), env=kept | home.variables | SHORT, stdout=log, stderr=log
        ) as server,
    ):
        found = Served(port, home)
        give_up = monotonic() + PATIENCE
        while True:
            assert server.poll() is None
            assert monotonic() < give_up
            with suppress(httpx2.TransportError):
                found.goes_on()
                break
            sleep(0.05)
        yield found
        server.terminate()


def everything(connection):
    """Return what comes until the other side closes."""
    came = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65_536):
            came += piece
    return came


def answer(heard):
    """Read one whole answer; return its status and its body."""
    status, length = int(heard.readline().split()[1]), 0
    while (line := heard.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return status, heard.read(length)


def problem(came):
    """Return status and document of an answer that is a problem."""
    head, _, body = came.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower(), came
    assert b"connection: close" in head.lower()
    told = json.loads(body)
    assert head.startswith(f"HTTP/1.1 {told['status']} ".encode())
    assert len(told["detail"].split()) > 4
    return told["status"], told["detail"]


def test_headers_that_come_too_slowly_are_given_up(served):
    with served.connection() as slow:
        slow.sendall(f"GET /health/live {HEAD}X-Slow: ".encode())
        began = monotonic()
        for _ in range(3):
            sleep(0.1)
            slow.sendall(b"x")
        served.goes_on()
        assert problem(everything(slow))[0] == 408
        assert 0.2 < monotonic() - began < 5


def test_a_connection_on_which_nothing_comes_is_closed(served):
    with served.connection() as silent:
        assert everything(silent) == b""


def test_a_second_request_has_to_come_at_once_too(served):
    with served.connection() as slow, slow.makefile("rb") as heard:
        slow.sendall(f"GET /health/live {HEAD}\r\n".encode())
        assert answer(heard)[0] == 200
        slow.sendall(f"GET /health/live {HEAD}".encode())
        assert problem(heard.read())[0] == 408


def test_empty_lines_after_an_answer_hold_no_connection_open(served):
    with served.connection() as idle, idle.makefile("rb") as heard:
        idle.sendall(f"GET /health/live {HEAD}\r\n".encode())
        assert answer(heard)[0] == 200
        idle.sendall(b"\r\n\r\n")
        assert heard.read() == b""


def test_a_request_that_stops_half_way_does_not_disturb_the_answer_before_it(served):
    waiting = f"GET /v1/default/events?after={served.size()}&wait=1 {served.head()}\r\n"
    with served.connection() as slow, slow.makefile("rb") as heard:
        slow.sendall(f"{waiting}GET /health/live {HEAD}".encode())
        status, body = answer(heard)
        assert status == 200
        assert json.loads(body)["items"] == []
        assert problem(heard.read())[0] == 408


@pytest.mark.parametrize("last", ["hello\r\n\r\n", f"GET / {HEAD}X: {'x' * 40_000}\r\n\r\n"])
def test_what_was_asked_before_a_faulty_request_is_answered_first(served, last):
    asked = f"GET /health/live {HEAD}\r\n" * 3
    with served.connection() as mixed, mixed.makefile("rb") as heard:
        mixed.sendall(f"{asked}{last}".encode())
        assert [answer(heard)[0] for _ in range(3)] == [200] * 3
        assert problem(heard.read())[0] == (400 if last.startswith("hello") else 431)


def test_a_long_body_is_no_part_of_the_head_after_it(served):
    body = json.dumps({"name": "x" * 60_000})
    head = f"{served.head()}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    with served.connection() as steady, steady.makefile("rb") as heard:
        steady.sendall(f"POST /v1/default/people {head}\r\n{body}GET /health".encode())
        assert answer(heard)[0] == 422
        assert problem(heard.read())[0] == 408


def test_a_broken_body_ends_the_request(served):
    head = f"{served.head()}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with served.connection() as broken:
        broken.sendall(f'POST /v1/default/people {head}5\r\n{{"nam\r\nno length\r\n'.encode())
        assert problem(everything(broken))[0] == 400


@pytest.mark.parametrize("pieces", [1, 40])
def test_a_head_that_is_too_long_is_refused(served, pieces):
    name = "X-Long" if pieces == 1 else "X"
    headers = "".join(f"{name}-{n}: {'x' * (40_000 // pieces)}\r\n" for n in range(pieces))
    with served.connection() as greedy:
        greedy.sendall(f"GET /health/live {HEAD}{headers}\r\n".encode())
        status, detail = problem(everything(greedy))
    assert status == 431
    assert "32768 bytes" in detail
    served.goes_on()


def test_a_header_without_end_is_refused_while_it_comes(served):
    with served.connection() as endless:
        endless.sendall(f"GET /health/live {HEAD}X: ".encode())
        with suppress(ConnectionResetError, BrokenPipeError):
            for _ in range(200):
                endless.sendall(b"x" * 1_000)
        came = everything(endless)
    assert not came or problem(came)[0] == 431
    served.goes_on()


def test_a_path_without_end_is_refused(served):
    with served.connection() as endless:
        endless.sendall(f"GET /{'x' * 60_000} {HEAD}\r\n".encode())
        assert problem(everything(endless))[0] == 431


@pytest.mark.parametrize("sent", [b"hello\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n"])
def test_what_is_no_http_is_told_so(served, sent):
    with served.connection() as stranger:
        stranger.sendall(sent)
        assert problem(everything(stranger))[0] == 400
    served.goes_on()


def test_a_body_that_stops_coming_is_given_up(served):
    token = served.home.token()
    head = f"{HEAD}Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    with served.connection() as slow:
        slow.sendall(f'POST /v1/default/people {head}Content-Length: 99\r\n\r\n{{"na'.encode())
        served.goes_on()
        status, detail = problem(everything(slow))
    assert status == 408
    assert "without pauses" in detail


def test_a_body_that_comes_in_pieces_is_taken(served):
    token, body = served.home.token(), b'{"name": "Kay"}'
    head = f"{HEAD}Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    with served.connection() as steady:
        length = f"Content-Length: {len(body)}\r\n\r\n"
        steady.sendall(f"POST /v1/default/people {head}{length}".encode())
        for byte in body:
            sleep(0.05)
            steady.sendall(bytes([byte]))
        with steady.makefile("rb") as heard:
            assert answer(heard)[0] == 201


def test_who_does_not_read_their_answers_is_cut_off(served):
    request = f"GET /openapi.json {HEAD}\r\n".encode()
    with served.connection() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        deaf.settimeout(10)
        with pytest.raises(ConnectionError):
            ask_without_end(deaf, request)
    served.goes_on()


@pytest.fixture
def impatient(monkeypatch):
    """A protocol that gives somebody who does not read a fifth of a second."""
    monkeypatch.setenv("MINUTEBOOK_SEND_IDLE_SECONDS", "0.2")
    protocol._settings.cache_clear()
    yield protocol.BoundedProtocol
    protocol._settings.cache_clear()


def test_who_reads_slowly_but_reads_gets_everything(impatient):
    length, began = 400_000, monotonic()
    came = asyncio.run(slowly_read(impatient, b"x" * length))
    assert len(came.partition(b"\r\n\r\n")[2]) == length
    assert monotonic() - began > 0.4


async def slowly_read(connected, many):
    """Serve `many` bytes through small buffers to somebody who reads them slowly."""

    async def answering(_, __, send):
        headers = [(b"content-length", str(len(many)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": many})

    config, loop = Config(answering, log_config=None), asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8_192)
        server = await loop.create_server(
            lambda: connected(config, ServerState(), {}), sock=listening
        )
        came = await asyncio.to_thread(read_slowly, listening.getsockname())
        server.close()
    return came


def read_slowly(address):
    """Ask, and read the answer in small pieces with pauses."""
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_192)
        slow.connect(address)
        slow.sendall(f"GET / {HEAD}Connection: close\r\n\r\n".encode())
        came = b""
        while piece := slow.recv(16_384):
            came += piece
            sleep(0.02)
        return came


def ask_without_end(connection, request):
    """Ask until the other side hangs up; `TimeoutError` where it never does."""
    while True:
        connection.sendall(request * 50)
        sleep(0.01)


def test_more_connections_than_there_is_room_for_are_turned_away(served):
    with ExitStack() as ending:
        opened = [ending.enter_context(served.connection()) for _ in range(40)]
        for each in opened:
            with suppress(BrokenPipeError, ConnectionResetError):
                each.sendall(f"GET /health/live {HEAD}".encode())
        answers = [everything(each) for each in opened]
    statuses = [problem(each)[0] for each in answers if each]
    assert set(statuses) == {408, 503}
    assert statuses.count(503) >= 10
    served.goes_on()
