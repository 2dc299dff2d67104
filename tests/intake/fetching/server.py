"""A small server on this machine that misbehaves in a chosen way."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Gives each request to the answer of its path."""

    protocol_version = "HTTP/1.1"
    site: "Site"

    def do_GET(self):
        self.site.seen.append((self.path, dict(self.headers)))
        self.site.answers[self.path.split("?")[0]](self)

    def log_message(self, *_args):
        pass

    def send(self, body, *, status=200, length=None, **headers):
        """Send a whole answer; underscores in names of headers become hyphens."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        if length is not None and length > len(body):
            self.close_connection = True
            self.connection.close()


@dataclass
class Site:
    """What the server answers, and what it was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0
    release: threading.Event = field(default_factory=threading.Event)

    def url(self, path, host="zdroj.example"):
        return f"http://{host}:{self.port}{path}"


@contextmanager
def running(wrap=None) -> Iterator[Site]:
    """Run a server on loopback; ``wrap`` may put TLS around its socket."""
    site = Site()
    handler = type("OneHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if wrap is not None:
        server.socket = wrap(server.socket)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.release.set()
        server.shutdown()
        server.server_close()


def in_parts(content, *, tag, cut_at=None):
    """Answer with ranges as real servers do; the first answer may break off after ``cut_at`` bytes."""
    state = {"n": 0}

    def answer(handler):
        state["n"] += 1
        asked = handler.headers.get("Range", "")
        if asked and handler.headers.get("If-Range") == tag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            handler.send(
                content[start:],
                status=206,
                ETag=tag,
                Content_Range=f"bytes {start}-{len(content) - 1}/{len(content)}",
            )
        elif cut_at is not None and state["n"] == 1:
            handler.send(content[:cut_at], length=len(content), ETag=tag)
        else:
            handler.send(content, ETag=tag)

    return answer
