"""Credence in the browser: the list of pages, and which roles may open them. This table is the access policy."""

from hiring.web.gate import PageEntry, navigation

PAGES = (
    PageEntry(
        "pages/upload.py",
        "Upload",
        ":material/upload_file:",
        "Hiring",
        "Drop in the badges that applicants sent; every file gets a named outcome.",
        ("recruiter", "administrator"),
    ),
    PageEntry(
        "pages/shortlist.py",
        "Shortlist",
        ":material/format_list_numbered:",
        "Hiring",
        "Applicants ranked for a role: must-haves, score with its interval, and why.",
        ("recruiter", "hr_leader", "administrator"),
    ),
    PageEntry(
        "pages/as_of.py",
        "As of",
        ":material/history:",
        "Hiring",
        "The shortlist of a past day, and what has changed since.",
        ("recruiter", "hr_leader", "administrator"),
    ),
    PageEntry(
        "pages/applicant.py",
        "Applicant",
        ":material/person:",
        "Hiring",
        "One person: skills against the role, down to the checks of every badge.",
        ("recruiter", "hr_leader", "administrator"),
    ),
    PageEntry(
        "pages/roles.py",
        "Roles",
        ":material/checklist:",
        "Hiring",
        "What a role asks for: skills, levels, weights and must-haves, in versions.",
        ("recruiter", "hr_leader", "administrator"),
    ),
    PageEntry(
        "pages/providers.py",
        "Providers",
        ":material/workspace_premium:",
        "Evidence",
        "Who issued what, who vouches for them, and what their badges weigh here.",
        ("recruiter", "hr_leader", "learning", "administrator"),
    ),
    PageEntry(
        "pages/policy.py",
        "Policy",
        ":material/tune:",
        "Evidence",
        "What a badge is worth here, and why; change it and see what that does.",
        ("recruiter", "hr_leader", "administrator"),
    ),
    PageEntry(
        "pages/skills_review.py",
        "Skills review",
        ":material/fact_check:",
        "Evidence",
        "What the words of badges suggest, for a person to confirm.",
        ("recruiter", "hr_leader", "learning", "administrator"),
    ),
    PageEntry(
        "pages/heatmap.py",
        "Heatmap",
        ":material/grid_view:",
        "Workforce",
        "Where skills are, how surely, and what is about to be lost.",
        ("hr_leader", "learning", "administrator"),
    ),
    PageEntry(
        "pages/people.py",
        "People",
        ":material/groups:",
        "Workforce",
        "Who works here: the roster, their badges, and what is said of them.",
        ("hr_leader", "administrator"),
    ),
    PageEntry(
        "pages/mobility.py",
        "Mobility",
        ":material/swap_calls:",
        "Workforce",
        "Who is near to a role, where somebody could go; hire, train or move.",
        ("hr_leader", "learning", "administrator"),
    ),
    PageEntry(
        "pages/upskilling.py",
        "Upskilling",
        ":material/school:",
        "Workforce",
        "Who learns what within a budget: gaps closed, gaps left, and why.",
        ("learning", "hr_leader", "administrator"),
    ),
)

navigation(PAGES).run()
