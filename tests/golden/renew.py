"""Write the snapshots anew: `PYTHONPATH=src .venv/bin/python tests/golden/renew.py`."""

import json
import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundred.site.checking")
django.setup()

from hundred.interfaces.api.native.urls import document  # noqa: E402

text = json.dumps(document(), indent=1, ensure_ascii=False) + "\n"
Path(__file__).with_name("openapi.json").write_text(text, "utf-8")
