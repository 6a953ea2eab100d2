"""Reads the trusted lists of the European Union: ETSI TS 119 612, versions 5 and 6, as XML.

A national list names trust service providers and their services, each with a type, a status and its starting time, and
the certificates of its keys. Services that issue count: certificates with which organisations seal, and attestations.
The list of the lists vouches for nobody; it says where each country's lies and with whose certificates it is signed.
Signatures are another matter (`hiring.verification.trusted_list_signature`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from xml.etree.ElementTree import Element

from hiring.errors import MalformedError
from hiring.intake._xml_tree import parse_xml
from hiring.models.registry import ListedInstitution
from hiring.settings import MAX_FILE_BYTES

NAMESPACE = "http://uri.etsi.org/02231/v2#"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE, _STATUS = "http://uri.etsi.org/TrstSvc/Svctype/", "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/"
_SEALS = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals"
_LIST_OF_LISTS = "EUlistofthelists"
# Types of services (clause 5.5.1) that say who somebody is, and what is said of them.
TYPES = {
    "CA/QC": "issues qualified certificates",
    "CA/PKC": "issues certificates",
    "EAA/Q": "issues qualified attestations",
    "EAA/Pub-EAA": "issues attestations of a public body",
    "EAA": "issues attestations",
}
# Statuses in which a service may be relied upon (clause 5.5.4; the last two before July 2016).
GOOD = frozenset({"granted", "recognisedatnationallevel", "undersupervision", "accredited"})
MAX_TEXT = 500
# A certificate in base64: with RSA-4096 and long policies it has some 4,000 characters.
MAX_CERTIFICATE = 16_384


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a list of the lists says that another list lies, and the certificates (base64 of DER) that sign it."""

    territory: str
    location: str
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrustedList:
    """A list. `institutions`: one a certificate and time of good standing. `left_out`: how many services, by why."""

    territory: str
    operator: str
    issued: datetime | None
    next_update: datetime | None
    institutions: tuple[ListedInstitution, ...]
    pointers: tuple[Pointer, ...]
    is_list_of_lists: bool
    left_out: Mapping[str, int] = field(default_factory=dict)


def is_xml(content: bytes) -> bool:
    """Say whether a file may be a trusted list rather than a table."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<", b"\xff\xfe<\0", b"\xfe\xff\0<"))


def read_trusted_list(content: bytes) -> TrustedList:
    """Read a list.

    Raises:
        MalformedError: it is no trusted list, or larger than any.
    """
    root = parse_xml(content, MAX_FILE_BYTES)
    scheme = root.find(_name("SchemeInformation"))
    if root.tag != _name("TrustServiceStatusList") or scheme is None:
        raise MalformedError("The file is no trusted list (ETSI TS 119 612).", code="NO_TRUSTED_LIST")
    territory = _text(scheme, "SchemeTerritory")
    left_out: Counter[str] = Counter()
    return TrustedList(
        territory=territory,
        operator=_named(scheme.find(_name("SchemeOperatorName"))),
        issued=_moment(_text(scheme, "ListIssueDateTime")),
        next_update=_moment(_text(scheme, "NextUpdate", "dateTime")),
        institutions=tuple(_institutions(root, territory, left_out)),
        pointers=tuple(_pointers(scheme)),
        is_list_of_lists=_text(scheme, "TSLType").endswith(_LIST_OF_LISTS),
        left_out=dict(left_out),
    )


def _institutions(root: Element, territory: str, left_out: Counter[str]) -> Iterator[ListedInstitution]:
    for provider in root.iterfind(_path("TrustServiceProviderList", "TrustServiceProvider")):
        name = _named(provider.find(_path("TSPInformation", "TSPName")))
        website = _address(provider.find(_path("TSPInformation", "TSPInformationURI")))
        for service in provider.iterfind(_path("TSPServices", "TSPService")):
            found = [*_service(service, name, website, territory)] if name else ["its provider has no name"]
            for one in found:
                if isinstance(one, str):
                    left_out[one] += 1
                else:
                    yield one


def _service(service: Element, name: str, website: str | None, territory: str) -> Iterator[ListedInstitution | str]:
    """Yield an entry for each certificate and time of good standing, or why there is none."""
    information = service.find(_name("ServiceInformation"))
    kind = _text(information, "ServiceTypeIdentifier").removeprefix(_TYPE)
    if information is None or kind not in TYPES:
        yield "it issues neither certificates nor attestations"
        return
    purposes = {uri.text for uri in information.iter(_name("URI")) if uri.text and "/SvcInfoExt/For" in uri.text}
    if purposes and _SEALS not in purposes:
        yield "its certificates are not for seals"
        return
    times = list(_times(service, information))
    certificates = tuple(_certificates(information.find(_name("ServiceDigitalIdentity"))))
    # A provider of attestations is their issuer, so that its own web site is the issuer's; a certificate's is not.
    own_site = website if kind.startswith("EAA") else None
    if not times:
        yield "it was never in good standing"
    elif not certificates and own_site is None:
        yield "it has no certificate to be found by"
    for since, until in times:
        for certificate in certificates or ((None,) if own_site else ()):
            yield ListedInstitution(
                name=name,
                website=own_site,
                country=territory or None,
                scope=TYPES[kind],
                valid_from=since,
                valid_until=until,
                certificate=certificate,
            )


def _times(service: Element, information: Element) -> Iterator[tuple[date, date | None]]:
    """Yield from when to when (inclusive) a service was in good standing: its status now, and those before it."""
    stated = [information, *service.iterfind(_path("ServiceHistory", "ServiceHistoryInstance"))]
    found = [(_moment(_text(one, "StatusStartingTime")), _text(one, "ServiceStatus")) for one in stated]
    statuses = sorted(
        ((since, status.removeprefix(_STATUS)) for since, status in found if since is not None),
        key=lambda entry: entry[0],
    )
    for place, (since, status) in enumerate(statuses):
        later = statuses[place + 1][0].date() - timedelta(days=1) if place + 1 < len(statuses) else None
        if status in GOOD and (later is None or since.date() <= later):
            yield since.date(), later


def _pointers(scheme: Element) -> Iterator[Pointer]:
    for pointer in scheme.iterfind(_path("PointersToOtherTSL", "OtherTSLPointer")):
        location = _text(pointer, "TSLLocation")
        about = pointer.find(_name("AdditionalInformation"))
        territories = [one.text or "" for one in about.iter(_name("SchemeTerritory"))] if about is not None else []
        certificates = tuple(_certificates(pointer.find(_name("ServiceDigitalIdentities"))))
        if location and territories and certificates:
            yield Pointer(territories[0].strip(), location, certificates)


def _certificates(identity: Element | None) -> Iterator[str]:
    stated = identity.iter(_name("X509Certificate")) if identity is not None else ()
    texts = ("".join((one.text or "").split()) for one in stated)
    yield from dict.fromkeys(text for text in texts if 0 < len(text) <= MAX_CERTIFICATE)


def _named(element: Element | None) -> str:
    """Return a name in English, or as it comes first (clause 5.1.4: languages of `Name`)."""
    names = list(element.iterfind(_name("Name"))) if element is not None else []
    names.sort(key=lambda one: one.get(_LANGUAGE, "").lower() != "en")
    return next((text for one in names if (text := " ".join((one.text or "").split()))), "")[:MAX_TEXT]


def _address(element: Element | None) -> str | None:
    uris = [(one.text or "").strip() for one in element.iterfind(_name("URI"))] if element is not None else []
    return next((uri[:MAX_TEXT] for uri in uris if uri.startswith(("https://", "http://"))), None)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _text(element: Element | None, *names: str) -> str:
    found = element.find(_path(*names)) if element is not None else None
    return (found.text or "").strip()[:MAX_TEXT] if found is not None else ""


def _path(*names: str) -> str:
    return "/".join(map(_name, names))


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
