"""Reasons why an address gave no usable answer: whose server did what, or why it was not asked."""

from hiring.models.reasons._words import ISSUER, LATER, Reason

_MAINTAINER = "Ask whoever maintains this installation."

REASONS: dict[str, Reason] = {
    "UNREACHABLE": Reason("No way to the address", "The address could not be reached.", LATER),
    "NAME_UNKNOWN": Reason("No such host", "The address names a host that does not exist.", ISSUER),
    "NAME_LOOKUP_FAILED": Reason("Host not looked up", "Nobody could tell where the address is.", LATER),
    "NAME_TIMED_OUT": Reason("Host not looked up in time", "It took too long to find where the address is.", LATER),
    "CONNECT_TIMED_OUT": Reason("No connection in time", "The server did not accept a connection in time.", LATER),
    "CONNECTION_REFUSED": Reason("Connection refused", "Nobody is listening at the address.", LATER),
    "CONNECTION_LOST": Reason("Connection lost", "The server went away before its answer was complete.", LATER),
    "TLS_TIMED_OUT": Reason("Name not proved in time", "The server did not prove its name in time.", LATER),
    "TLS_FAILED": Reason(
        "Name not proved", "The server did not prove its name with a valid certificate, so it was not believed.", ISSUER
    ),
    "FIRST_BYTE_TIMED_OUT": Reason("No answer in time", "The server was asked and did not begin to answer.", LATER),
    "ANSWER_STALLED": Reason("Answer broke off", "The server stopped in the middle of its answer.", LATER),
    "TIMED_OUT": Reason("Answer too slow", "The whole answer would have taken too long.", LATER),
    "NOT_HTTP": Reason("Not a web server", "What answered does not speak as web servers do.", ISSUER),
    "HOST_BUSY": Reason("Waited in vain", "The host was being asked so much already that its turn never came.", LATER),
    "HOST_GIVEN_UP": Reason("Host given up", "The host kept us waiting so often that it was not asked again.", LATER),
    "BATCH_FETCHES_SPENT": Reason(
        "No time left to ask", "The addresses of the upload took so long that no further one was asked.", LATER
    ),
    "TOO_MANY_REDIRECTS": Reason("Leads on and on", "The address leads on to others too many times.", ISSUER),
    "ENCODING_UNKNOWN": Reason("Unknown encoding", "The answer came in an encoding that was not asked for.", ISSUER),
    "ENCODING_DAMAGED": Reason("Damaged answer", "The answer could not be decompressed.", ISSUER),
    "DOCUMENT_TOO_LARGE": Reason("Answer too large", "The answer is larger than any honest one.", ISSUER),
    "PROXY_UNREACHABLE": Reason("Proxy does not answer", "This site's own way to the Internet is closed.", _MAINTAINER),
    "PROXY_REFUSED": Reason(
        "Refused by the proxy", "This site's proxy does not let the address be asked.", _MAINTAINER
    ),
    "PROXY_FAILED": Reason("Not reached by the proxy", "This site's proxy could not reach the address.", LATER),
    "NOT_A_URL": Reason("Not an address", "What should be an address is none.", ISSUER),
    "NOT_HTTPS": Reason("Insecure address", "The address does not begin with https; only https is asked.", ISSUER),
    "ADDRESS_FORBIDDEN": Reason(
        "Inner address", "The address belongs to the inside of a network; such addresses are never asked.", ISSUER
    ),
    "OFFLINE": Reason("Not asked", "The network is switched off.", "Check it again with the network on."),
    "NOT_IN_DOCUMENTS": Reason(
        "Not in the table",
        "The table of documents that answers for the network has nothing of the address.",
        "Add the document to the table, or check again with the network.",
    ),
    "DOCUMENT_UNREADABLE": Reason(
        "Table names no file", "The file that the table of documents names cannot be read.", _MAINTAINER
    ),
}
