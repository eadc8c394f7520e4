"""Django's settings for the type checker and the tests: a region in a temporary home."""

import tempfile
from pathlib import Path

from hundred.lake.fence import Fence
from hundred.lake.home import Lake
from hundred.site.settings import Settings
from hundred.site.wiring import as_django, fence_limits, lake_catalogue

_HOME = Path(tempfile.mkdtemp(prefix="hundred-checking-"))
(_HOME / "lake" / "scratch").mkdir(parents=True)

_CHECKED = Settings(home=_HOME, secret_key="not-a-secret", region_name="Testshire")  # noqa: S106  for tests

globals().update(as_django(_CHECKED))
# named once more for the type checker
LAKE: Lake = Lake(_CHECKED.lake_root, lake_catalogue(_CHECKED.database))
REGION: Settings = _CHECKED
FENCE: Fence = Fence(fence_limits(_CHECKED), _HOME / "lake" / "scratch" / "turns")
UPLOAD_LIMIT: int = _CHECKED.upload_limit_mb * 1_000_000
# a quick hash: tests make many accounts and guard none
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
