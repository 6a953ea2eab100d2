"""A worker that gets ready and then never answers."""

import time
from typing import Any

from hiring.isolation import serve


def answer(_request: Any) -> dict[str, Any]:
    time.sleep(60)
    return {}


if __name__ == "__main__":
    serve(answer)
