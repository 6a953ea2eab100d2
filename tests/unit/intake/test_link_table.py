"""A table of people and links serves many applicants at once."""

from hypothesis import given
from hypothesis import strategies as st

from hiring.intake.applicants import assign
from hiring.intake.bundle import read_bytes
from hiring.intake.link_table import split_by_person
from hiring.models.artifact import FileProblem, SourceFile

ONE, TWO, THREE = (f"https://uni.example/{number}" for number in (1, 2, 3))
TABLE = f"""First name,Last name,E-Mail,Position,Badges
Ada,Lovelace,ada@example.org,Analyst,{ONE}
Bob,,bob@example.org,"Clerk, senior","{TWO} {THREE}"
,,,,https://nobody.example/4
"""


def files(name: str, content: bytes) -> list[SourceFile]:
    return [entry for entry in read_bytes(name, content) if isinstance(entry, SourceFile)]


def test_each_row_is_its_persons() -> None:
    found = files("ats.csv", TABLE.encode())
    assert [file.source for file in found] == [
        "ats.csv!applicants.csv",
        "ats.csv!row 2/links.txt",
        "ats.csv!row 3/links.txt",
        "ats.csv!row 4/links.txt",
    ]
    assert found[2].content == f"{TWO}\n{THREE}".encode()
    assignment = assign(found, None)
    people = {source: (claim.name, claim.email) for source, claim in assignment.claims.items()}
    assert people["ats.csv!row 2/links.txt"] == ("Ada Lovelace", "ada@example.org")
    assert people["ats.csv!row 3/links.txt"] == ("Bob", "bob@example.org")
    assert "row 4/links.txt" in str(people)
    assert assignment.manifests == {"ats.csv!applicants.csv": "Names 2 applicants."}
    assert not assignment.problems


def test_other_tables_stay_whole() -> None:
    assert split_by_person("a/applicants.csv", TABLE.encode()) is None
    for content in (b"", f"{ONE}\n{TWO}".encode(), f"Badge,Link\nSQL,{ONE}\n".encode(), b"name,url\nAda,\n"):
        assert split_by_person("links.csv", content) is None
        assert [file.content for file in files("links.csv", content)] == [content]


def test_a_table_too_long_is_named() -> None:
    rows = "".join(f"P{number},https://uni.example/{number}\n" for number in range(12_000))
    (problem,) = read_bytes("links.csv", f"name,url\n{rows}".encode())
    assert isinstance(problem, FileProblem)
    assert (problem.source, problem.code) == ("links.csv", "TOO_MANY_LINKS")


@given(st.text(max_size=120))
def test_any_rows_end_in_files(text: str) -> None:
    content = f"name,email,url\n{text}\nAda,ada@example.org,{ONE}\n".encode("utf-8", "surrogatepass")
    found = files("links.csv", content)
    assert found
    assign(found, None)
