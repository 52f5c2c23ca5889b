"""One connection on which attachments go to central by tus, with as few bytes around them as HTTP allows.

On a link that breaks every few seconds each break costs two requests, and their headers are most of what can be
saved: so this speaks HTTP by the standard library, which sends what it is told and nothing else.
"""

import base64
import http.client
import select
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from app.errors import Trouble
from app.storage.files import WaitingFile
from app.sync.client import Timeouts, certificates
from app.sync.hanging_up import Lines
from app.sync.http_troubles import refusal
from app.sync.messages import FILES_PATH, TUS, upload_address

SMALL_BUFFER = 16 << 10
"""Bytes that wait in the system's buffer on a slow link: what lies there can't give way to anything."""
_MOST_ANSWER = 64 << 10


class FileRefusal(Exception):
    """Central's answer is about this one attachment or token, not about the link."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class FileRoad:
    """One connection. For one thread. Raises Trouble as CentralClient does, and FileRefusal; closed after either.

    `moved(up, down, requests)` is told what went over it; `left` counts the bytes of attachments that left here.
    """

    def __init__(
        self,
        url: str,
        token: str,
        moved: Callable[[int, int, int], None] = lambda up, down, requests: None,
        *,
        slow: bool = True,
        dates_count: bool = True,
        lines: Lines | None = None,
    ) -> None:
        """`lines` hears of every connection, so that another thread can end it."""
        self.left = 0
        self._lines = lines or Lines()
        self._moved = moved
        self._parts = urlsplit(url)
        self._token = token
        self._limits = Timeouts()
        self._dates_count = dates_count
        self._slow = slow
        self._open: http.client.HTTPConnection | None = None

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def warm(self) -> None:
        """Opens the connection when there is none, or when the other side has ended it."""
        if self._open is not None and self._ended(self._open.sock):
            self.close()
        if self._open is None:
            with self._troubles():
                self._open = self._connected()

    def begin(self, file: WaitingFile) -> int:
        """Begins the upload, or finds it. How much of it central has."""
        told = {"digest": file.digest, "media": file.media}
        pairs = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
        answer = self._ask(
            "POST", "", {"Content-Length": "0", "Upload-Length": str(file.size), "Upload-Metadata": pairs}
        )
        return self._offset(answer, 201, file)

    def found(self, file: WaitingFile) -> int:
        """How much of it central has."""
        return self._offset(self._ask("HEAD", upload_address(file.digest)), 200, file)

    def bring(self, file: WaitingFile, offset: int, size: int, pieces: Iterable[bytes]) -> int:
        """Brings the next `size` bytes. How much of it central has now."""
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Content-Length": str(size),
        }
        return self._offset(self._ask("PATCH", upload_address(file.digest), headers, pieces), 204, file)

    def _offset(self, answer: http.client.HTTPResponse, status: int, file: WaitingFile) -> int:
        if answer.getheader("Tus-Resumable") != TUS:
            self.close()
            raise Trouble("sync_portal" if answer.status < 400 else "sync_http", status=answer.status)
        text = answer.getheader("Upload-Offset", "")
        if answer.status != status or not (text.isascii() and text.isdigit()) or int(text) > file.size:
            self.close()
            raise FileRefusal(answer.status)
        return int(text)

    def _ask(
        self, method: str, address: str, headers: Mapping[str, str] | None = None, body: Iterable[bytes] = ()
    ) -> http.client.HTTPResponse:
        self.warm()
        with self._troubles():
            connection = self._open
            assert connection is not None
            path = f"{self._parts.path.rstrip('/')}{FILES_PATH}" + (f"/{address}" if address else "")
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in {
                "Tus-Resumable": TUS,
                "Authorization": f"Bearer {self._token}",
                **(headers or {}),
            }.items():
                connection.putheader(name, value)
            self._moved(0, 0, 1)
            connection.endheaders()
            for piece in body:
                connection.send(piece)
                self.left += len(piece)
                self._moved(len(piece), 0, 0)
            answer = connection.getresponse()
            said = answer.read(_MOST_ANSWER)
            self._moved(0, len(said), 0)
        if answer.will_close or answer.read(1):
            self.close()
        if answer.status in (403, 429, 503, 507):
            self.close()
            raise refusal(answer.status, dict(answer.getheaders()), said)
        return answer

    def _connected(self) -> http.client.HTTPConnection:
        host, limits = self._parts.hostname or "", self._limits
        connection: http.client.HTTPConnection
        if self._parts.scheme == "https":
            context = certificates(dates_count=self._dates_count)
            connection = http.client.HTTPSConnection(host, self._parts.port, timeout=limits.connect, context=context)
        else:
            connection = http.client.HTTPConnection(host, self._parts.port, timeout=limits.connect)
        connection.connect()
        self._lines.opened(connection.sock)
        connection.sock.settimeout(limits.silence)
        if self._slow:
            connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL_BUFFER)
        return connection

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise Trouble("sync_certificate") from error
        except TimeoutError as error:
            opened = self._open is not None
            self.close()
            raise Trouble("sync_timeout" if opened else "sync_offline") from error
        except (OSError, http.client.HTTPException) as error:
            opened = self._open is not None
            self.close()
            raise Trouble("sync_cut" if opened else "sync_offline") from error
        except BaseException:
            self.close()
            raise

    @staticmethod
    def _ended(sock: socket.socket | None) -> bool:
        """Whether the other side has closed or reset it; nothing else may be readable between two requests."""
        if sock is None:
            return True
        with suppress(OSError, ValueError):
            return bool(select.select([sock], [], [], 0)[0])
        return True
