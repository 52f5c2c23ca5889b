"""What a contact says about the clock, and certificates while the clock is in doubt."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from socket import create_server

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.clock import SystemClock
from app.errors import Trouble
from app.journal import Stream
from app.program import Program
from app.sync.client import CentralClient, certificates
from tests.sync.real_central import City, of_desk, record, whole_desk

YESTERDAY = SystemClock().now() - timedelta(days=1)


def doubt(program: Program) -> None:
    """As if this computer's clock had jumped."""
    program.queue.clock.jump = timedelta(hours=3)
    program.time.look()


def test_a_contact_measures_the_offset_with_its_uncertainty_and_settles_a_doubt(city: City, tmp_path: Path) -> None:
    with whole_desk(tmp_path / "desk", city.url) as program:
        doubt(program)
        record(program, 2)
        assert all(case.unanchored for case in of_desk(program))
        assert program.sync.cycle().trouble is None
        measured = program.time.look().measured
        assert measured is not None
        assert measured.uncertainty is not None
        assert measured.at is not None
        assert abs(measured.offset) <= measured.uncertainty + 0.5
        assert program.time.look().doubt is None
        record(program, 1, seed=8)
        assert [case.unanchored for case in of_desk(program)] == [True, True, False]
        assert program.sync.cycle().trouble is None
        assert program.sync.status().pending == 0
        with city.program.store.reading() as central:
            kinds = {
                one.entry.kind
                for one in central.journal.between(program.config.point, program.device, Stream.DESK, 1, 100)
            }
        assert {"clock.doubted", "clock.anchored"} <= kinds
        held = sorted(city.cases(), key=lambda case: case.case_no)
        assert [case.unanchored for case in held] == [True, True, False]


@contextmanager
def tls(folder: Path, *, until: datetime, name: str = "127.0.0.1") -> Iterator[tuple[str, Path]]:
    """Something that speaks TLS under a certificate good until then; gives its address and the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "city")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=365))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "city.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with create_server(("127.0.0.1", 0)) as bound:
        bound.settimeout(5)
        thread = threading.Thread(target=_answer, args=(bound, context))
        thread.start()
        yield f"https://127.0.0.1:{bound.getsockname()[1]}", file
        thread.join(10)


def _answer(bound: "object", context: ssl.SSLContext) -> None:
    """One connection: a 404 when the client takes the certificate, else nothing."""
    connection, _address = bound.accept()  # type: ignore[attr-defined]
    connection.settimeout(5)
    try:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(4096)
            secured.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    except (ssl.SSLError, OSError):
        connection.close()


def met(url: str, file: Path, *, dates_count: bool) -> str:
    """The trouble that a look at central ended in: sync_certificate, or sync_http once the TLS stood."""
    context = certificates.__wrapped__(dates_count=dates_count)  # one of its own, which takes in another authority
    context.load_verify_locations(file)
    client = CentralClient(url, transport=httpx.HTTPTransport(verify=context))
    with pytest.raises(Trouble) as ended:
        client.keys()
    client.close()
    return ended.value.code


def test_a_certificate_that_has_lapsed_is_refused_while_the_clock_is_good(tmp_path: Path) -> None:
    with tls(tmp_path, until=YESTERDAY) as (url, file):
        assert met(url, file, dates_count=True) == "sync_certificate"


def test_a_dead_battery_does_not_lock_the_desk_out(tmp_path: Path) -> None:
    """For a clock of 2000 every certificate lies in the future; here one lies in the past, which is the same."""
    with tls(tmp_path, until=YESTERDAY) as (url, file):
        assert met(url, file, dates_count=False) != "sync_certificate"


def test_its_chain_and_its_name_count_all_the_same(tmp_path: Path) -> None:
    with tls(tmp_path, until=YESTERDAY, name="192.0.2.7") as (url, file):
        assert met(url, file, dates_count=False) == "sync_certificate"
    with tls(tmp_path, until=datetime(2050, 1, 1, tzinfo=UTC)) as (url, _file):
        client = CentralClient(url, dates_count=False)
        with pytest.raises(Trouble, match="sync_certificate"):
            client.keys()
        client.close()


def test_the_desk_asks_without_dates_only_while_its_clock_is_in_doubt(city: City, tmp_path: Path) -> None:
    with whole_desk(tmp_path / "desk", city.url) as program:
        connect = program.sync._connect
        assert connect(city.url).dates_count
        doubt(program)
        assert not connect(city.url).dates_count
