"""What the defaults rest on: literature, standards and law, as one would cite them. Numbers are still judgements."""

CHOICE_EXPERIMENT = (
    "A choice experiment with 1,380 HR professionals: online micro-credentials are not valued by default, because the "
    "signal is distrusted."
)
CREDENTIAL_VALUE = "Burning Glass Institute: two thirds of credentials show little measurable value."
SELECTION = (
    "Sackett, Zhang, Berry and Lievens (2022), Revisiting Meta-Analytic Estimates of Validity in Personnel Selection, "
    "Journal of Applied Psychology 107(11): what was tested or shown at work predicts more than years of schooling."
)
PYRAMID = (
    "Miller (1990), The Assessment of Clinical Skills/Competence/Performance, Academic Medicine 65(9): knows, knows "
    "how, shows how, does."
)
GEOMETRIC = (
    "OECD and JRC (2008), Handbook on Constructing Composite Indicators, 6.6: a geometric mean lets strength in one "
    "part make up for weakness in another only in part."
)
MICRO_CREDENTIALS = (
    "Council Recommendation of 16 June 2022 on a European approach to micro-credentials (2022/C 243/02), Annex I."
)
DECAY = (
    "Arthur, Bennett, Stanush and McNelly (1998), Factors That Influence Skill Decay and Retention, Human Performance "
    "11(1): what is not practised fades, the faster the more it is about knowing than doing."
)
SYBIL = "Douceur (2002), The Sybil Attack: without somebody who vouches, one person can be as many as they like."
PSEUDONYMS = (
    "Friedman and Resnick (2001), The Social Cost of Cheap Pseudonyms, Journal of Economics & Management Strategy "
    "10(2): where names are free, newcomers have to earn trust."
)
DATA_MODEL = "W3C, Verifiable Credentials Data Model 2.0: a proof tells who said it and that it is unaltered, no more."
BINDING = "W3C, Verifiable Credentials Data Model 2.0, on bearer credentials and holder binding."
OPEN_BADGES = "1EdTech, Open Badges 3.0: alignment, achievement types, results, criteria and evidence."
SHRINKAGE = (
    "Efron and Morris (1977), Stein's Paradox in Statistics, Scientific American 236(5): few observations are better "
    "drawn towards what is known of their like."
)
HOUSE = "A judgement of this house, to be changed where experience says otherwise."
