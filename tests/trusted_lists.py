"""Trusted lists (ETSI TS 119 612) as countries publish them, signed or not."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import Certificate
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.xades.xades import XAdESSigner

from tests.unit.verification.certificates import Authority

ETSI = "http://uri.etsi.org/TrstSvc"
GRANTED, WITHDRAWN = "granted", "withdrawn"


@dataclass(frozen=True)
class Service:
    """A service, with its status now and those before it (status, since), newest first."""

    kind: str
    certificates: Sequence[Certificate]
    statuses: Sequence[tuple[str, str]] = ((GRANTED, "2020-01-01T00:00:00Z"),)
    purposes: Sequence[str] = ()


@dataclass(frozen=True)
class Provider:
    """A provider and its services."""

    name: str
    services: Sequence[Service]
    website: str = "https://trust.example/information"


@dataclass(frozen=True)
class Scheme:
    """A whole list; `pointers` (territory, location, signer) make it one of the lists."""

    territory: str = "SE"
    providers: Sequence[Provider] = ()
    pointers: Sequence[tuple[str, str, Certificate]] = field(default=())
    next_update: str = "2027-01-01T00:00:00Z"

    @property
    def xml(self) -> bytes:
        """The list, not signed."""
        kind = "EUlistofthelists" if self.pointers else "EUgeneric"
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" TSLTag="{ETSI}/19612/TSLTag">
 <SchemeInformation>
  <TSLVersionIdentifier>6</TSLVersionIdentifier>
  <TSLType>{ETSI}/TrustedList/TSLType/{kind}</TSLType>
  <SchemeOperatorName><Name xml:lang="sv">Myndigheten</Name><Name xml:lang="en">Authority</Name></SchemeOperatorName>
  <SchemeTerritory>{self.territory}</SchemeTerritory>
  <PointersToOtherTSL>{"".join(map(_pointer, self.pointers))}</PointersToOtherTSL>
  <ListIssueDateTime>2026-01-01T00:00:00Z</ListIssueDateTime>
  <NextUpdate><dateTime>{self.next_update}</dateTime></NextUpdate>
 </SchemeInformation>
 <TrustServiceProviderList>{"".join(map(_provider, self.providers))}</TrustServiceProviderList>
</TrustServiceStatusList>""".encode()

    def signed(self, by: Authority) -> bytes:
        """The list with an enveloped XAdES signature."""
        pem = by.key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        signer = XAdESSigner(signature_algorithm=SignatureMethod.ECDSA_SHA256, digest_algorithm=DigestAlgorithm.SHA256)
        signed = signer.sign(etree.fromstring(self.xml), key=pem, cert=by.pem.decode())
        content: bytes = etree.tostring(signed)
        return content


def _pointer(pointer: tuple[str, str, Certificate]) -> str:
    territory, location, signer = pointer
    return (
        f"<OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity>{_identity(signer)}"
        f"</ServiceDigitalIdentity></ServiceDigitalIdentities><TSLLocation>{location}</TSLLocation>"
        f"<AdditionalInformation><OtherInformation><SchemeTerritory>{territory}</SchemeTerritory></OtherInformation>"
        "</AdditionalInformation></OtherTSLPointer>"
    )


def _provider(provider: Provider) -> str:
    return (
        f'<TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">{escape(provider.name)}</Name></TSPName>'
        f'<TSPInformationURI><URI xml:lang="en">{provider.website}</URI></TSPInformationURI></TSPInformation>'
        f"<TSPServices>{''.join(map(_service, provider.services))}</TSPServices></TrustServiceProvider>"
    )


def _service(service: Service) -> str:
    (status, since), *before = service.statuses
    history = "".join(
        f"<ServiceHistoryInstance>{_status(service.kind, *one)}</ServiceHistoryInstance>" for one in before
    )
    purposes = "".join(
        f'<Extension Critical="false"><AdditionalServiceInformation><URI xml:lang="en">'
        f"{ETSI}/TrustedList/SvcInfoExt/{purpose}</URI></AdditionalServiceInformation></Extension>"
        for purpose in service.purposes
    )
    return (
        f"<TSPService><ServiceInformation>{_status(service.kind, status, since)}<ServiceDigitalIdentity>"
        f"{''.join(map(_identity, service.certificates))}</ServiceDigitalIdentity>"
        f"<ServiceInformationExtensions>{purposes}</ServiceInformationExtensions></ServiceInformation>"
        f"<ServiceHistory>{history}</ServiceHistory></TSPService>"
    )


def _status(kind: str, status: str, since: str) -> str:
    return (
        f"<ServiceTypeIdentifier>{ETSI}/Svctype/{kind}</ServiceTypeIdentifier>"
        f"<ServiceStatus>{ETSI}/TrustedList/Svcstatus/{status}</ServiceStatus>"
        f"<StatusStartingTime>{since}</StatusStartingTime>"
    )


def _identity(certificate: Certificate) -> str:
    encoded = base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()
    lines = "\n".join(encoded[start : start + 76] for start in range(0, len(encoded), 76))
    return f"<DigitalId><X509Certificate>{lines}</X509Certificate></DigitalId>"
