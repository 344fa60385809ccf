"""Signature fields and signatures in a PDF, by incremental updates only: what is signed is never rewritten."""

import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dure.foundation.signing.authority import Authority
from dure.foundation.signing.certificates import key_bytes
from dure.foundation.signing.paper import Box

# What only makes sense in the file a page comes from.
_OF_ITS_FILE = ("/Parent", "/StructParents", "/Tabs", "/Annots")
# A signature of up to 4,096 bits with its attributes, and a time stamp with its two certificates, are under 7 kB.
ROOM_BYTES = 9_000


class Unfit(Enum):
    """Why a PDF cannot be prepared for signing."""

    BROKEN = auto()
    ENCRYPTED = auto()
    SIGNED = auto()


class UnfitPdfError(Exception):
    """The PDF cannot be prepared for signing."""

    def __init__(self, why: Unfit) -> None:
        super().__init__(why.name)
        self.why = why


@dataclass(frozen=True)
class Field:
    """A signature field to place: its name, and where on the added pages."""

    name: str
    box: Box


def prepare(base: bytes, pages: bytes, fields: Sequence[Field]) -> bytes:
    """Add the signature pages and all fields. The result begins with ``base``, byte for byte."""
    try:
        if not base.startswith(b"%PDF-"):
            raise UnfitPdfError(Unfit.BROKEN)
        writer = IncrementalPdfFileWriter(io.BytesIO(base))
        if writer.prev.encrypted:
            raise UnfitPdfError(Unfit.ENCRYPTED)
        if writer.prev.embedded_signatures:
            raise UnfitPdfError(Unfit.SIGNED)
        before = _page_count(writer.prev)
        _add_pages(writer, pages)
        for field in fields:
            spec = SigFieldSpec(field.name, on_page=before + field.box.page, box=field.box.field_points())
            append_signature_field(writer, spec)
        out = io.BytesIO()
        writer.write(out)
    except (PdfError, ValueError, KeyError, IndexError, RecursionError) as error:
        raise UnfitPdfError(Unfit.BROKEN) from error
    return out.getvalue()


def _page_count(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])


def _add_pages(writer: IncrementalPdfFileWriter, pages: bytes) -> None:
    reader = PdfFileReader(io.BytesIO(pages))
    for number in range(_page_count(reader)):
        page = reader.find_page_for_modification(number)[0].get_object()
        for name in _OF_ITS_FILE:
            page.pop(name, None)
        writer.insert_page(writer.import_object(page))


class _DatedSigner(PdfSigner):
    """Writes the moment of the act, not that of the machine: a demo's clock stands in the past."""

    def __init__(self, at: datetime, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.at = at

    def init_signing_session(self, *arguments: Any, **options: Any) -> Any:
        session = super().init_signing_session(*arguments, **options)
        session.system_time = self.at
        return session


@dataclass(frozen=True)
class Signing:
    """One signature to write: into which field, in whose name, when."""

    field: str
    name: str
    at: datetime
    stamp: bytes


def add_signature(content: bytes, signing: Signing, signer: Signer, authority: Authority) -> bytes:
    """Sign one field by an incremental update (PAdES with a time stamp).

    The first signature certifies: afterwards fields may be filled and signed, nothing else may change.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    metadata = PdfSignatureMetadata(
        field_name=signing.field,
        name=signing.name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=not writer.prev.embedded_signatures,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as page:
        page.write(signing.stamp)
        page.flush()
        style = StaticStampStyle(background=ImportedPdfPage(page.name), border_width=0, background_opacity=1)
        stamper = time_stamper(authority, signing.at)
        out = _DatedSigner(signing.at, metadata, signer, timestamper=stamper, stamp_style=style).sign_pdf(
            writer, existing_fields_only=True, bytes_reserved=_room_for(signer)
        )
    return bytes(out.getvalue())


def _room_for(signer: Signer) -> int:
    """Hexadecimal digits kept free in the file: enough for signature and time stamp, and the signer's certificates.

    Measured by the library, it would take a second signature and a second time stamp.
    """
    certificates = [signer.signing_cert, *signer.cert_registry]
    return 2 * (ROOM_BYTES + sum(len(each.dump()) for each in certificates if each is not None))


def time_stamper(authority: Authority, at: datetime) -> DummyTimeStamper:
    """A time stamp (RFC 3161) by this server's own clock: it bounds nothing for an outsider."""
    return DummyTimeStamper(
        as_asn1(authority.clock.certificate),
        keys.PrivateKeyInfo.load(key_bytes(authority.clock.key)),
        certs_to_embed=SimpleCertificateStore.from_certs([as_asn1(authority.root.certificate)]),
        fixed_dt=at,
    )


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The certificate as the PDF library wants it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def fields_of(content: bytes) -> list[str]:
    """The names of the signature fields, filled or not, in the file's order."""
    root = PdfFileReader(io.BytesIO(content)).root
    return [str(field.get_object()["/T"]) for field in root["/AcroForm"]["/Fields"]] if "/AcroForm" in root else []
