"""A reader that tells what it finds around it."""

import os
import sys


def answer(_content: bytes) -> dict[str, object]:
    return {
        "celery": "celery" in sys.modules,
        "django": "django" in sys.modules,
        "secret": os.environ.get("SECRET_KEY", ""),
    }
