"""Serving a region: gunicorn workers for the web, and one process that works on queued runs."""

import contextlib
import os
import signal
import subprocess
import sys
from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from hundred.lake.engine import Limits, configure
from hundred.site.settings import Settings


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self.settings, self.options = settings, options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        limits = Limits(memory_mb=self.settings.engine_memory_mb, scratch=self.settings.lake_root / "scratch")
        configure(limits)
        return get_wsgi_application()


def serve(settings: Settings, *, host: str, port: int, workers: int, jobs: bool = True) -> None:
    """Serve the region until it is told to stop. With `jobs`, a second process works on queued runs."""
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": 20,  # of which the fence takes 13 at most, see hundred.lake.fence
        "limit_request_line": 8_190,  # a question in SQL may be as long as gunicorn lets an address be
        "timeout": 120,
        "graceful_timeout": 20,
        "accesslog": None,
        "loglevel": "warning",
        "control_socket_disable": True,
        "forwarded_allow_ips": "*" if settings.behind_https_proxy else "127.0.0.1",
    }
    with _job_runner(settings) if jobs else contextlib.nullcontext():
        _Server(settings, options).run()


@contextlib.contextmanager
def _job_runner(settings: Settings) -> Any:
    command = [sys.executable, "-m", "hundred", "jobs", "--home", str(settings.home)]
    runner = subprocess.Popen(command, env={**os.environ})  # noqa: TID251  the runner reads the same settings
    try:
        yield
    finally:
        runner.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            runner.wait(timeout=20)
