"""The numbers that the first policy starts from, each with its reason. Only `hiring.credibility.policy` reads them.

Sources of the reasoning: a choice experiment with 1,380 HR professionals (online micro-credentials are not valued by
default, because the signal is distrusted); Burning Glass Institute (two thirds of credentials show little measurable
value); the European micro-credential's elements (assessment, quality assurance and criteria are what makes one
comparable). The numbers are judgements, not measurements; they are meant to be changed.
"""

from hiring.credibility.grade import Grade


def _grade(value: float, low: float, high: float, why: str) -> Grade:
    return Grade(value=value, low=low, high=high, why=why)


# How much each factor weighs in credibility. What was assessed weighs most, then who vouches for the issuer. What an
# issuer says of its own badge (criteria, evidence, completeness, workload) weighs little: to say it costs little.
EXPONENTS = {
    "rigour": 0.36,
    "recognition": 0.32,
    "criteria": 0.10,
    "evidence": 0.06,
    "completeness": 0.04,
    "workload": 0.04,
    "endorsements": 0.03,
    "track record": 0.05,
}

AUTHENTICITY = {
    "authentic": _grade(1, 1, 1, "The proof holds and the key is the issuer's."),
    "undetermined": _grade(0.1, 0, 1, "It could not be checked: a small share, and it may be worth nothing or all."),
    "rejected": _grade(0, 0, 0, "It was checked and is wrong: it tells nothing."),
}

# Less than what could not be checked: that may turn out to be proven, this only to be true. Even a degree of today
# weighs 0.012 so, and any number of such statements less than 0.03: one assessed badge of the last year outweighs them
# all, also where it is for one skill of six and they are for every one.
SELF_ASSERTED = _grade(0.02, 0, 0.3, "The applicant's own word: nobody has signed or confirmed it.")

CURRENCY = {
    "current": _grade(1, 1, 1, "In force on the day."),
    "unknown": _grade(0.7, 0, 1, "Its status could not be read: most are in force, but this one may be revoked."),
    "expired": _grade(0.5, 0.3, 0.7, "Expired: authentic and still evidence of the past, not of today."),
    "suspended": _grade(0, 0, 1, "Suspended by its issuer: counts again if the suspension is lifted."),
    "revoked": _grade(0, 0, 0, "Revoked by its issuer."),
    "not_yet_valid": _grade(0, 0, 0, "Not yet valid on the day."),
}

HOLDER = {
    "bound": _grade(1, 1, 1, "The holder proved to have the key that it was issued to."),
    "email_matched": _grade(1, 0.95, 1, "It was issued to this applicant's e-mail address."),
    "name_only": _grade(0.8, 0.5, 1, "It was issued to this name; others may have it too."),
    "bearer": _grade(0.5, 0.1, 0.9, "Nothing ties it to a person: whoever has the file can show it."),
    "mismatch": _grade(0, 0, 0, "It was issued to somebody else."),
}

RECOGNITION = {
    "recognized": _grade(0.95, 0.85, 1, "A registry that this site trusts vouches for who the issuer is."),
    # Unknown, not false: to its exponent of 0.35 this leaves 45 % of the weight, and the upper bound says what it may
    # be worth. Achievement type, criteria, result and evidence are the issuer's own words, and a key to sign them with
    # is free: at 0.3 a webinar's badge of an unlisted issuer met a must-have as soon as it said "level 5".
    "not_registered": _grade(0.1, 0.03, 0.8, "No registry that was asked lists the issuer: unknown, not false."),
    "not_checked": _grade(0.5, 0.15, 0.95, "No registry was asked about the issuer."),
    "unreachable": _grade(0.5, 0.15, 0.95, "No registry could be reached to ask about the issuer."),
}

_DEGREE = _grade(0.85, 0.7, 0.95, "A degree: assessed over years, though seldom in this skill alone.")
_ATTENDED = _grade(0.15, 0.05, 0.4, "For being there or belonging: nothing was assessed.")
_TOLD = _grade(0.3, 0.15, 0.7, "An award whose achievement type promises no assessment.")
# Achievement types that say no more than that somebody was there or belongs to something.
ATTENDED_TYPES = ("Membership", "ext:Attendance", "ext:Participation")
# No result, no level: that is what platforms issue for watching lessons and repeating a quiz until it is passed, and
# what employers distrust. A course that was marked says so with a result, which lifts it to 0.675.
_COURSE = _grade(0.35, 0.15, 0.75, "A course completed: the type does not say that anything was assessed.")

# By Open Badges 3.0 achievement type; `` for none stated, `*` for any other. Types are the issuer's own words.
RIGOUR = {
    "Certification": _grade(0.65, 0.4, 0.9, "A certification, in the issuer's own words: examined against a standard."),
    "License": _grade(0.85, 0.7, 0.95, "A licence to practise: examined and supervised by law."),
    "Assessment": _grade(0.65, 0.4, 0.9, "An assessment was passed."),
    "AssociateDegree": _DEGREE,
    "BachelorDegree": _DEGREE,
    "MasterDegree": _DEGREE,
    "DoctoralDegree": _DEGREE,
    "ProfessionalDoctorate": _DEGREE,
    "Diploma": _DEGREE,
    "Degree": _DEGREE,
    "ApprenticeshipCertificate": _grade(0.85, 0.7, 0.95, "An apprenticeship: practised and examined over years."),
    "JourneymanCertificate": _grade(0.85, 0.7, 0.95, "A journeyman's certificate: practised and examined."),
    "MasterCertificate": _grade(0.9, 0.75, 1, "A master's certificate of a trade: practised and examined."),
    "QualityAssuranceCredential": _grade(0.7, 0.4, 0.9, "Granted under a scheme of quality assurance."),
    "MicroCredential": _grade(0.6, 0.35, 0.85, "A micro-credential: short, assessed learning."),
    "Competency": _grade(0.55, 0.3, 0.8, "A competence, by the issuer's judgement."),
    "Certificate": _COURSE,
    "Course": _COURSE,
    "Fieldwork": _COURSE,
    "LearningProgram": _COURSE,
    "CertificateOfCompletion": _grade(0.3, 0.15, 0.65, "Completed: whether anything was assessed is not said."),
    "Achievement": _TOLD,
    "Award": _TOLD,
    "Badge": _TOLD,
    "CommunityService": _TOLD,
    "CoCurricular": _TOLD,
    "Membership": _ATTENDED,
    "ext:Attendance": _ATTENDED,
    "ext:Participation": _ATTENDED,
    "ext:Employment": _grade(0.4, 0.15, 0.8, "A job held: practised, though nobody assessed this skill by itself."),
    "ext:Project": _grade(0.3, 0.1, 0.7, "A project: practised, and not assessed."),
    "ext:SkillList": _grade(0.15, 0.05, 0.4, "A list of skills: nothing tells how they were shown."),
    "": _grade(0.3, 0.1, 0.85, "The issuer states no achievement type."),
    "*": _grade(0.3, 0.1, 0.85, "An achievement type that this policy does not list."),
}

# What a recorded result adds: rigour becomes 1 - (1 - rigour) * (1 - this).
ASSESSED = _grade(0.5, 0.25, 0.7, "a result is recorded, so something was assessed")

EVIDENCE = {
    "attached": _grade(0.9, 0.7, 1, "The issuer attached evidence; nobody here has opened it."),
    "none": _grade(0.6, 0.4, 0.9, "No evidence is attached, as with most credentials."),
}

CRITERIA = {
    "stated": _grade(0.9, 0.75, 1, "The issuer states what had to be done for it."),
    "none": _grade(0.5, 0.25, 0.85, "The issuer does not state what had to be done for it."),
}

# By how many of the eleven elements of a European micro-credential the badge states: between these two.
COMPLETENESS = {
    "all": _grade(0.95, 0.85, 1, "It states all that a European micro-credential states."),
    "none": _grade(0.4, 0.2, 0.7, "It states nothing of what a European micro-credential states."),
    "unknown": _grade(0.65, 0.35, 0.95, "How much it states was not looked at."),
}

WORKLOAD = {
    "hours": _grade(0.4, 0.2, 0.7, "less than a day"),
    "days": _grade(0.6, 0.4, 0.8, "days"),
    "weeks": _grade(0.8, 0.6, 0.95, "weeks"),
    "months": _grade(0.9, 0.75, 1, "a term or more"),
    # The middle of the others: most badges do not say, and an examination may be short for good reason.
    "unstated": _grade(0.6, 0.25, 0.95, "It does not state how much work it took."),
}

# What a stated level of the EQF adds, as a result does to rigour: somebody has placed it in a framework of levels.
PLACED = _grade(0.3, 0.1, 0.5, "a level of the European Qualifications Framework is stated")

ENDORSEMENTS = {
    "vouched": _grade(0.95, 0.8, 1, "Endorsed, and the endorser is one whom a registry vouches for."),
    "others": _grade(0.75, 0.5, 0.95, "Endorsed by somebody else, whom no registry is known to vouch for."),
    "none": _grade(0.65, 0.4, 0.95, "Nobody else endorsed it, as with most badges."),
}

# How often it goes well with people hired on badges of a provider, before anything is known of it: the mean of a Beta
# distribution by what registries say, which weighs as much as that many people.
TRACK_RECORD = {"recognized": 0.7, "not_registered": 0.5, "not_checked": 0.6, "unreachable": 0.6}
TRACK_STRENGTH = 10

LINK = {
    "declared": _grade(1, 0.95, 1, "The issuer aligned it to exactly this skill."),
    "exact": _grade(0.95, 0.8, 1, "It names the skill by its label."),
    "alias": _grade(0.9, 0.7, 1, "It names the skill by another of its names."),
    "confirmed": _grade(0.95, 0.8, 1, "Somebody here read the achievement and said that it is about this skill."),
    # This times the link's own score; low may be nothing, because a sentence may name a skill that was not asked for.
    "inferred": _grade(0.8, 0, 1, "Suggested by the achievement's words, and confirmed by nobody."),
}

# Months until what somebody showed counts half, by cluster of the starter framework; `*` for any other.
HALF_LIFE_MONTHS = {
    "cloud": 30,
    "security": 30,
    "software": 42,
    "data": 42,
    "health": 36,
    "networking": 48,
    "engineering": 60,
    "office": 60,
    "design": 60,
    "business": 60,
    "finance": 60,
    "management": 72,
    "teaching": 84,
    "languages": 96,
    "people": 96,
    "*": 48,
}
