"""The loop of the job runner. It outlives every failure, and stops cleanly when told to.

A run is safe to abandon at any moment: the next runner (or the next start of this one) goes on with it.
So on SIGTERM the loop finishes the run it is at only where that takes a few seconds.
"""

import logging
import signal
import threading
import time
from contextlib import nullcontext
from types import FrameType

from django.db import OperationalError, close_old_connections

from hundred.accounts.records import OPERATOR
from hundred.base.errors import Conflict, HundredError
from hundred.catalogue.search.indexer import catch_up
from hundred.community import actions as community
from hundred.intake.confined import one_reader
from hundred.interfaces.jobs.digests import send_digests
from hundred.interfaces.jobs.notices import send_notices
from hundred.stewardship import actions, queries

_PAUSE = 1.0  # seconds between looks at the queue
_GRACE = 10.0  # seconds a run may take to finish after SIGTERM
_DIGESTS_EVERY = 300.0  # seconds between looks for digests that are due
_LOG = logging.getLogger(__name__)


class _Abandoned(BaseException):
    """Told to stop, and the run at hand takes too long. No Exception: nobody may take it for a failure."""


def run_jobs(once: bool = False) -> None:
    """Work on queued runs until told to stop; with `once`, only on those that wait now."""
    stop = _stop_on_signals()
    last_digests = float("-inf")
    try:
        while not stop.is_set():
            _work_through(stop)
            _index()
            _notify()
            last_digests = _tell(last_digests)
            if once:
                return
            stop.wait(_PAUSE)
    except _Abandoned:
        _LOG.info("Stopped within a run; the next start goes on with it.")


def _work_through(stop: threading.Event) -> None:
    """Work on every run that waits now. What goes wrong with one does not keep the next from its turn."""
    try:
        waiting = queries.waiting_runs(asker=OPERATOR)
    except OperationalError as error:
        _LOG.warning("The queue cannot be read now: %s", error)
        return
    finally:
        close_old_connections()
    with one_reader() if waiting else nullcontext():
        for run in waiting:
            if stop.is_set():
                return
            _work_on(run)


def _index() -> None:
    """Take what changed into the search index; build it where there is none."""
    try:
        catch_up()
    except OperationalError as error:
        _LOG.warning("The search index waits for the database: %s", error)
    except Exception:  # noqa: BLE001  the loop outlives every failure
        _LOG.exception("The search index could not be brought up to date")
    finally:
        close_old_connections()


def _notify() -> None:
    """Send the e-mails that actions wrote down."""
    try:
        send_notices()
    except OperationalError as error:
        _LOG.warning("Notices wait for the database: %s", error)
    except Exception:  # noqa: BLE001  the loop outlives every failure
        _LOG.exception("Notices could not be sent")
    finally:
        close_old_connections()


def _tell(last: float) -> float:
    """Send digests where it was long enough ago; returns when it last was."""
    if time.monotonic() - last < _DIGESTS_EVERY:
        return last
    try:
        community.forget_addresses(by=OPERATOR)
        if sent := send_digests():
            _LOG.info("Sent %s digests", sent)
    except OperationalError as error:
        _LOG.warning("Digests wait for the database: %s", error)
    except Exception:  # noqa: BLE001  the loop outlives every failure
        _LOG.exception("Digests could not be sent")
    finally:
        close_old_connections()
    return time.monotonic()


def _work_on(run: str) -> None:
    started = time.monotonic()
    try:
        record = actions.work_as_its_owner(by=OPERATOR, run=run)
        _LOG.info("Run %s on %s: %s (%.1f s)", run, record.dataset, record.says, time.monotonic() - started)
    except Conflict:
        return  # another process works on this dataset; our turn comes again
    except HundredError as error:
        _LOG.warning("Run %s failed: %s", run, error)
        _give_up(run, str(error))
    except OperationalError as error:
        _LOG.warning("Run %s waits for the database: %s", run, error)
    except Exception as error:  # noqa: BLE001  the loop outlives every failure
        _LOG.exception("Run %s failed", run)
        _give_up(run, f"{type(error).__name__}: {error}")
    finally:
        close_old_connections()


def _give_up(run: str, says: str) -> None:
    """Mark a run as failed where `work` could not even start it; one that it failed keeps its own words."""
    try:
        actions.give_up(by=OPERATOR, run=run, says=says)
    except (HundredError, OperationalError) as error:
        _LOG.warning("Run %s could not be marked as failed: %s", run, error)


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def abandon(number: int, frame: FrameType | None) -> None:
        raise _Abandoned

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGALRM, abandon)
        signal.setitimer(signal.ITIMER_REAL, _GRACE)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    return stop
