"""What a site can set is documented, and read from the environment."""

from pathlib import Path

import pytest

from hiring.settings import Settings


def test_every_setting_is_documented(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"| `CREDENCE_{name.upper()}` |" not in readme]
    assert not missing
    assert all(field.description for field in Settings.model_fields.values())


def test_a_proxys_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENCE_PROXY", "http://me:hunter2@proxy.internal:3128")
    settings = Settings()
    assert settings.proxy is not None
    assert settings.proxy.get_secret_value().endswith("3128")
    assert "hunter2" not in repr(settings) + str(settings) + settings.model_dump_json()
