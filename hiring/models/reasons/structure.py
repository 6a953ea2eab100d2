"""Reasons of structure: is it built as its data model says?"""

from hiring.models.reasons._words import ISSUER, ORIGINAL, Reason

REASONS: dict[str, Reason] = {
    "STRUCTURE_SOUND": Reason("Well formed", "It is built as its data model says."),
    "STATEMENTS_SPLIT": Reason(
        "Scattered statements", "It speaks of itself in several places, which can hide an end date.", ORIGINAL
    ),
    "VALUE_TYPE": Reason("Wrong kind of value", "Something that must be text, or a name, is not.", ORIGINAL),
    "VALUE_IGNORED": Reason("Something was not read", "A part is not of the expected kind and was left out."),
    "SEVERAL_VALUES": Reason("Several values", "There are several values where one is expected; one was read."),
    "DATE_MALFORMED": Reason("Unreadable date", "One of its dates is no date.", ORIGINAL),
    "DATE_MISSING": Reason("No date of issue", "It does not say when it was issued."),
    "DATE_WITHOUT_ZONE": Reason("Date without time zone", "A date names no time zone and was read as UTC."),
    "DATES_CONTRADICT": Reason("Contradicting dates", "It says that it ends before it begins.", ISSUER),
    "NODE_TYPE": Reason(
        "Wrong kind of thing", "A part of it says that it is something else than its data model demands.", ORIGINAL
    ),
    "RESULT_OF_ANOTHER": Reason("Result of another achievement", "A result belongs to another achievement."),
    "RESULT_WITHOUT_SCALE": Reason("Result without its scale", "A result refers to a scale that is not described."),
    "REFRESH_MALFORMED": Reason("Unusable address", "Where it says a newer version is to be had is no address."),
    "REFRESH_OFFERED": Reason(
        "Newer version may exist", "Its issuer offers newer versions of it.", "Ask the applicant for the newest one."
    ),
    "ACHIEVEMENT_MISSING": Reason("No achievement", "It is a badge, but says of nothing that it was achieved."),
    "ACHIEVEMENT_BY_REFERENCE": Reason("Achievement elsewhere", "It only points to what was achieved."),
    "NAME_MISSING": Reason("Achievement without a name", "The badge's own name or an address stands for it."),
    "SECOND_BADGE": Reason("More than one badge in the picture", "Only the first is read."),
    "PNG_TEXT_UNUSUAL": Reason("Unusual picture", "The badge is stored in the picture in a way that is not standard."),
    "PNG_CHECKSUM_WRONG": Reason("Damaged picture", "A checksum in the picture is wrong; the badge in it was read."),
}
