"""Keys of each kind sign, expired and revoked ones do not, and private keys never lie open."""

import base64
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from django.conf import LazySettings
from tests.foundation.signing.papers import AT, LATER, Scene, actor, content, pdfsig, sign

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.installation.home import home
from dure.foundation.signing import actions, queries
from dure.foundation.signing.certificates import Holder, Issuer, issue, new_key, self_signed
from dure.foundation.signing.models import Envelope, SigningKey
from dure.foundation.signing.sealing import SealBrokenError, seal, unseal

pytestmark = pytest.mark.django_db
UNTIL = datetime(2030, 1, 1, tzinfo=UTC)
FROM = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def office() -> Issuer:
    key = rsa.generate_private_key(65537, 2048)
    return Issuer(self_signed(Holder("행정전자서명 시험 CA"), key, from_at=FROM, until_at=UNTIL), key)


def pkcs12(office: Issuer, until: datetime = UNTIL) -> bytes:
    key = new_key()
    certificate = issue(Holder("전북테크노파크", "전북테크노파크"), key, office, from_at=FROM, until_at=until)
    locked = serialization.BestAvailableEncryption(b"secret")
    return serialize_key_and_certificates(b"seal", key, certificate, [office.certificate], locked)


def add(scene: Scene, file: bytes, passphrase: str) -> SigningKey:
    pk = scene.employer(scene.operator).pk
    return actions.add_organisation_key(
        organisation_id=pk, file=file, passphrase=passphrase, by=actor(scene.operator), at=LATER
    )


def test_the_private_key_is_sealed_in_the_database_and_opens_with_the_secret_only(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = actions.make_key(by=actor(scene.operator), at=AT)
    stored = base64.b64decode(key.sealed)
    private = unseal(key.sealed, f"signing-key:{key.fingerprint}")

    assert private not in stored
    monkeypatch.setenv("DURE_SIGNING_SECRET", "another secret of this installation")
    with pytest.raises(SealBrokenError):
        unseal(key.sealed, f"signing-key:{key.fingerprint}")


def test_a_sealed_key_cannot_be_moved_to_another_row() -> None:
    sealed = seal(b"key", "signing-key:one")
    with pytest.raises(SealBrokenError):
        unseal(sealed, "signing-key:two")


def test_the_authority_lies_in_a_file_of_its_owner_only(scene: Scene) -> None:
    actions.make_key(by=actor(scene.operator), at=AT)
    path = home() / "signing" / "development-ca.pem"

    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert b"BEGIN PRIVATE KEY" not in path.read_bytes()


def test_the_certificate_says_development_and_outlives_retention(scene: Scene) -> None:
    key = actions.make_key(by=actor(scene.operator), at=AT)
    certificate = x509.load_pem_x509_certificate(key.certificate.encode())

    assert key.issuer.startswith("Dure development CA")
    assert certificate.not_valid_after_utc > AT + timedelta(days=3650)


def test_an_organisations_certificate_signs_and_is_trusted_where_its_authority_is(
    scene: Scene, office: Issuer, tmp_path: Path, settings: LazySettings
) -> None:
    key = add(scene, pkcs12(office), "secret")
    envelope = scene.open()
    sign(envelope, scene.operator, key=key)
    path = tmp_path / "signed.pdf"
    path.write_bytes(content(envelope))
    unknown = queries.verify(Envelope.objects.get(), LATER)
    trust = tmp_path / "trust.pem"
    trust.write_bytes(office.certificate.public_bytes(serialization.Encoding.PEM))
    settings.SIGNING_TRUST = str(trust)
    known = queries.verify(Envelope.objects.get(), LATER)

    assert pdfsig(path) == ["Signature is Valid."]
    assert [(each.trust, each.is_good) for each in unknown] == [("nobody", False)]
    assert [(each.trust, each.is_good) for each in known] == [("authority", True)]


@pytest.mark.parametrize(
    ("passphrase", "until", "sentence"),
    [("wrong", UNTIL, "비밀번호가 틀렸거나"), ("secret", AT, "만료되었습니다")],
)
def test_a_pkcs12_that_cannot_be_used_is_refused(
    scene: Scene, office: Issuer, passphrase: str, until: datetime, sentence: str
) -> None:
    with pytest.raises(ActionRefused, match=sentence):
        add(scene, pkcs12(office, until=until), passphrase)
    assert SigningKey.objects.count() == 0


def test_only_members_bring_an_organisations_certificate(scene: Scene, office: Issuer) -> None:
    with pytest.raises(AccessRefused):
        actions.add_organisation_key(
            organisation_id=scene.employer(scene.operator).pk,
            file=pkcs12(office),
            passphrase="secret",
            by=actor(scene.firm),
            at=LATER,
        )


def test_an_expired_certificate_is_refused_and_its_earlier_signature_stays_good(scene: Scene) -> None:
    envelope = scene.open()
    sign(envelope, scene.operator)
    key = actions.make_key(by=actor(scene.firm), at=AT)
    late = AT + timedelta(days=366 * 10 + 2)

    with pytest.raises(ActionRefused, match="만료되었습니다"):
        sign(envelope, scene.firm, at=late, key=key)
    assert [each.is_good for each in queries.verify(Envelope.objects.get(), late)] == [True]


def test_a_revoked_key_is_refused_and_its_earlier_signature_stays_good(scene: Scene) -> None:
    envelope = scene.open((1, 2, 3))
    row = sign(envelope, scene.operator)
    firm_key = actions.make_key(by=actor(scene.firm), at=AT)
    for key, person in ((row.key, scene.operator), (firm_key, scene.firm)):
        actions.revoke_key(key=key, reason="분실", by=actor(person), at=LATER + timedelta(hours=1))

    with pytest.raises(ActionRefused, match="폐지되었습니다"):
        sign(envelope, scene.firm, at=LATER + timedelta(hours=2), key=firm_key)
    assert [each.is_good for each in queries.verify(Envelope.objects.get(), LATER + timedelta(hours=2))] == [True]


def test_someone_elses_key_is_refused(scene: Scene) -> None:
    key = actions.make_key(by=actor(scene.firm), at=AT)
    with pytest.raises(AccessRefused):
        sign(scene.open(), scene.operator, key=key)


def test_without_a_development_authority_no_key_is_made(scene: Scene, settings: LazySettings) -> None:
    settings.SIGNING_DEVELOPMENT_CA = False
    with pytest.raises(ActionRefused):
        sign(scene.open(), scene.operator)


class Signer(BaseHTTPRequestHandler):
    """An outside signer as a customer would run it: digest in, signature out."""

    key: rsa.RSAPrivateKey
    asked: list[dict[str, str]] = []

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append({**told, "authorization": self.headers["Authorization"]})
        digest = base64.b64decode(told["digest"])
        signature = self.key.sign(digest, padding.PKCS1v15(), utils.Prehashed(hashes.SHA256()))
        body = json.dumps({"signature": base64.b64encode(signature).decode()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def outside(office: Issuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Signer]]:
    key = rsa.generate_private_key(65537, 2048)
    certificate = issue(Holder("전북테크노파크 HSM"), key, office, from_at=FROM, until_at=UNTIL)
    pem = tmp_path / "signer.pem"
    pem.write_bytes(
        b"".join(each.public_bytes(serialization.Encoding.PEM) for each in (certificate, office.certificate))
    )
    handler = type("Handler", (Signer,), {"key": key, "asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("DURE_SIGNER_URL", f"http://127.0.0.1:{server.server_port}/sign")
    monkeypatch.setenv("DURE_SIGNER_CERTIFICATE", str(pem))
    monkeypatch.setenv("DURE_SIGNER_TOKEN", "a-token")
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_external_signer_gets_a_digest_and_its_signature_is_valid(
    scene: Scene, outside: type[Signer], tmp_path: Path
) -> None:
    by, pk = actor(scene.operator), scene.employer(scene.operator).pk
    key = actions.add_external_key(organisation_id=pk, by=by, at=LATER)
    envelope = scene.open()
    sign(envelope, scene.operator, key=key)
    path = tmp_path / "signed.pdf"
    path.write_bytes(content(envelope))

    assert pdfsig(path) == ["Signature is Valid."]
    assert [(each["certificate"], each["algorithm"], each["authorization"]) for each in outside.asked] == [
        (key.fingerprint, "sha256", "Bearer a-token")
    ]
    assert key.sealed == ""


def test_an_external_signer_with_another_key_is_refused(scene: Scene, outside: type[Signer]) -> None:
    by, pk = actor(scene.operator), scene.employer(scene.operator).pk
    key = actions.add_external_key(organisation_id=pk, by=by, at=LATER)
    outside.key = rsa.generate_private_key(65537, 2048)

    with pytest.raises(ActionRefused, match="외부 서명 장치가 서명하지 못했습니다"):
        sign(scene.open(), scene.operator, key=key)
    assert Envelope.objects.get().signatories.filter(status="signed").count() == 0


def test_an_external_signer_that_is_gone_leaves_nothing_half_written(
    scene: Scene, outside: type[Signer], monkeypatch: pytest.MonkeyPatch
) -> None:
    by, pk = actor(scene.operator), scene.employer(scene.operator).pk
    key = actions.add_external_key(organisation_id=pk, by=by, at=LATER)
    monkeypatch.setenv("DURE_SIGNER_URL", "http://127.0.0.1:9/sign")
    envelope = scene.open()

    with pytest.raises(ActionRefused):
        sign(envelope, scene.operator, key=key)
    assert Envelope.objects.get().current_sha256 == envelope.current_sha256


def test_an_external_signer_by_command_signs(
    scene: Scene, office: Issuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    key = rsa.generate_private_key(65537, 2048)
    plain = serialization.NoEncryption()
    private = tmp_path / "key.pem"
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    certificate = issue(Holder("명령 서명"), key, office, from_at=FROM, until_at=UNTIL)
    (tmp_path / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    program = tmp_path / "sign.py"
    program.write_text(
        "import base64, json, sys\n"
        "from cryptography.hazmat.primitives import hashes, serialization\n"
        "from cryptography.hazmat.primitives.asymmetric import padding, utils\n"
        "key = serialization.load_pem_private_key(open(sys.argv[1], 'rb').read(), None)\n"
        "digest = base64.b64decode(json.load(sys.stdin)['digest'])\n"
        "given = key.sign(digest, padding.PKCS1v15(), utils.Prehashed(hashes.SHA256()))\n"
        "print(json.dumps({'signature': base64.b64encode(given).decode()}))\n"
    )
    monkeypatch.setenv("DURE_SIGNER_COMMAND", f"{sys.executable} {program} {private}")
    monkeypatch.setenv("DURE_SIGNER_CERTIFICATE", str(tmp_path / "cert.pem"))
    pk = scene.employer(scene.operator).pk
    row = actions.add_external_key(organisation_id=pk, by=actor(scene.operator), at=LATER)

    assert sign(scene.open(), scene.operator, key=row).status == "signed"
