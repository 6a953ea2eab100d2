"""Links that are pasted instead of files: a file of the upload like any other, of one applicant."""

from pathlib import Path

from streamlit.testing.v1 import AppTest


def opened(app: AppTest) -> AppTest:
    app.run()
    return app.switch_page("pages/upload.py").run()


def test_links_become_a_file_of_the_typed_applicant(empty: Path, app: AppTest) -> None:
    opened(app)
    app.text_area(key="links-0").set_value("https://badges.example/a\nhttps://badges.example/b").run()
    assert any("2 links to follow" in caption.value for caption in app.caption)
    assert not app.segmented_control[1:], "whose they are is not asked: links are one applicant's"
    assert not app.dataframe
    app.text_input(key="typed_name").set_value("Ada Lovelace").run()
    assert not app.exception
    owners = app.dataframe[0].value
    assert list(owners["File"]) == ["pasted-links.txt"]
    assert list(owners["Applicant"]) == ["Ada Lovelace"]
    assert app.button(key="verify")


def test_text_without_a_link_is_told_so(empty: Path, app: AppTest) -> None:
    opened(app)
    app.text_area(key="links-0").set_value("my badges :red[are] good").run()
    assert not app.exception
    assert any("No link in it" in caption.value for caption in app.caption)
    assert not app.dataframe
