# SPDX-License-Identifier: AGPL-3.0-or-later
"""The executor whose workers are on other machines.

Dask runs a task again on another worker when its worker dies; what comes back is written here,
beside, and renamed, as a local worker would. A scheduler that is gone ends the run: the queue goes
on with it later.
"""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from distributed import Client, KilledWorker, Security
from distributed.client import ClosedClientError

from app.errors import AppError
from app.i18n import mark
from app.jobs.cluster.address import ClusterAddress
from app.jobs.cluster.batching import MOST_JOBS, Batcher
from app.jobs.cluster.remote_worker import run_jobs
from app.jobs.cluster.wire_format import JobMessage, ResultMessage, version
from app.jobs.limits import WorkerLimits
from app.jobs.model_server import ModelServers
from app.jobs.request import JobError, JobFuture, JobProgress, JobRequest, JobResult
from app.jobs.translating import TranslationOrder
from converters.errors import ConversionError, ErrorCode
from converters.files import write_all
from converters.system_errors import error_number

logger = logging.getLogger(__name__)

_PATIENCE_S = 15.0
"""For a scheduler that does not answer, at the start and later."""
_AHEAD = 2
"""Batches for each worker that are on their way at once, so that none waits for the network."""

_MOST = 128
"""Documents on their way at once where workers are few: each has a thread here."""


class ClusterUnreachable(AppError):
    """The error of a cluster where no scheduler answers, or no worker is."""


class ClusterMismatch(AppError):
    """The error of a cluster that runs another version of the program."""


_SILENT = mark(
    "The cluster {url} does not answer ({detail})."
    " Look whether its scheduler runs, and whether its certificates are of the same authority."
)
_NOBODY = mark("No worker is at the cluster {url}. Start one: hanji cluster worker {url}")
_LOST = mark("The cluster {url} was lost. Call the same again to go on where it was.")
_OTHER = mark("The cluster {url} has another version ({theirs}) than this machine ({ours}).")


def security_of(address: ClusterAddress) -> Security | None:
    """Return how both sides prove who they are; None where nothing leaves this machine."""
    if address.tls is None:
        return None
    ca, cert, key = (str(path) for path in (address.tls.ca, address.tls.cert, address.tls.key))
    return Security(
        require_encryption=True,
        tls_ca_file=ca,
        tls_client_cert=cert,
        tls_client_key=key,
        tls_scheduler_cert=cert,
        tls_scheduler_key=key,
        tls_worker_cert=cert,
        tls_worker_key=key,
    )


@dataclass(frozen=True, slots=True)
class _Sent:
    """A job that was handed over, and the future of whoever waits for it."""

    request: JobRequest
    message: JobMessage
    future: JobFuture


def _cancel_unwanted(sent: Future[tuple[ResultMessage, ...]], batch: tuple[_Sent, ...]) -> None:
    """Take a batch back when nobody waits for anything in it any more."""
    if not sent.done() and all(one.future.cancelled() for one in batch):
        sent.cancel()


class ClusterExecutor:
    """Runs jobs on the workers of a cluster; see ``JobExecutor``.

    Args:
        address: of the scheduler.
        limits: what the process that reads one document may use.

    Raises:
        ClusterUnreachable: nobody answers, or no worker is there.
        ClusterMismatch: a worker has another version.
    """

    def __init__(self, address: ClusterAddress, limits: WorkerLimits) -> None:
        self._address = address
        self._limits = limits
        self._models = ModelServers()
        self.trouble: AppError | None = None
        self._client = self._connect()
        try:
            in_flight = self._workers() * _AHEAD
            self._width = max(in_flight, min(in_flight * MOST_JOBS, _MOST))
            self._batcher: Batcher[_Sent] = Batcher(self._send, in_flight)
            self._engine = self._client.get_executor(pure=False)
            self._finishing = ThreadPoolExecutor(2, thread_name_prefix="hanji-cluster")
        except BaseException:
            self._client.close()
            raise

    def _connect(self) -> Client:
        try:
            return Client(
                self._address.url,
                security=security_of(self._address),
                timeout=_PATIENCE_S,
                set_as_default=False,
                name="hanji",
            )
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: BaseException) -> ClusterUnreachable:
        detail = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return ClusterUnreachable(_SILENT, url=self._address.url, detail=detail)

    def _workers(self) -> int:
        """Return how many documents the cluster reads at once; every worker must be as we are."""
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE_S)
            threads = int(sum(self._client.nthreads().values()))
            found = set(self._client.run(version).values())
        except TimeoutError as error:
            raise ClusterUnreachable(_NOBODY, url=self._address.url) from error
        except (ImportError, AttributeError) as error:
            raise ClusterMismatch(
                _OTHER, url=self._address.url, theirs=str(error), ours=version()
            ) from error
        except OSError as error:
            raise self._unreachable(error) from error
        for theirs in found - {version()}:
            raise self._mismatch(theirs)
        return max(1, threads)

    def _mismatch(self, theirs: str) -> ClusterMismatch:
        return ClusterMismatch(_OTHER, url=self._address.url, theirs=theirs, ours=version())

    # ------------------------------------------------------------ JobExecutor

    @property
    def width(self) -> int:
        """See ``JobExecutor``."""
        return self._width

    def warm(self, request: JobRequest) -> None:
        """See ``JobExecutor``; the workers of a cluster run already."""

    def submit(self, request: JobRequest, progress: JobProgress | None = None) -> JobFuture:
        """Send a job away; its stages are not heard of from there."""
        future = JobFuture()
        if self.trouble is not None:
            future.cancel()
            return future
        try:
            message = JobMessage.of(request, self._limits)
        except OSError as error:
            detail = error.strerror or type(error).__name__
            params: dict[str, str | int] = {"errno": error_number(error), "detail": detail}
            future.set_result(JobResult(error=JobError(ErrorCode.IO, {**params, "side": "input"})))
            return future
        future.add_done_callback(lambda _mine: self._batcher.done())
        self._batcher.put(_Sent(request, message, future), len(message.source))
        return future

    def _send(self, batch: tuple[_Sent, ...]) -> None:
        """Send those of a batch that nobody took back meanwhile."""
        left = tuple(one for one in batch if not one.future.cancelled())
        if not left:
            return
        try:
            with warnings.catch_warnings():
                # Dask would have large data scattered; it would be lost with the worker it is on.
                warnings.simplefilter("ignore", UserWarning)
                sent = self._engine.submit(run_jobs, tuple(one.message for one in left))
        except Exception:  # whoever waits for a job must hear of its end
            logger.exception("batch")
            self._lose(ClusterUnreachable(_LOST, url=self._address.url))
            for one in left:
                one.future.cancel()
            return
        for one in left:
            one.future.add_done_callback(lambda _mine: _cancel_unwanted(sent, left))
        sent.add_done_callback(lambda done: self._finish(left, done))

    def ask(
        self,
        order: TranslationOrder,
        asked: dict[str, Any],
        tell: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> dict[str, Any]:
        """Ask the models of this machine; see ``JobExecutor``."""
        return self._models.ask(order, asked, tell, stopped)

    def close(self) -> None:
        """Take back what is left and leave the cluster as it was."""
        self._batcher.close()
        # With the scheduler gone there is nobody left to take it back from.
        with contextlib.suppress(OSError, TimeoutError, RuntimeError, ClosedClientError):
            self._engine.shutdown(wait=False)
        self._finishing.shutdown(wait=True)
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):
            self._client.close(timeout=_PATIENCE_S)
        self._models.close()

    # ------------------------------------------------------------ what comes back

    def _finish(self, batch: tuple[_Sent, ...], sent: Future[tuple[ResultMessage, ...]]) -> None:
        """Hear, in Dask's thread, that a task ended; what takes time is done in another."""
        try:
            self._finishing.submit(self._take, batch, sent)
        except RuntimeError:
            # The executor is closing.
            for one in batch:
                one.future.cancel()

    def _take(self, batch: tuple[_Sent, ...], sent: Future[tuple[ResultMessage, ...]]) -> None:
        for number, one in enumerate(batch):
            if one.future.cancelled():
                continue
            try:
                result = self._result_of(one.request, sent, number)
            except CancelledError:
                one.future.cancel()
                continue
            except Exception as error:  # job runner: whoever waits for the job must hear of its end
                logger.exception("job %s", one.request.job_id)
                trouble = JobError(ErrorCode.INTERNAL, {"detail": type(error).__name__})
                result = JobResult(error=trouble)
            with contextlib.suppress(InvalidStateError):
                one.future.set_result(result)

    def _result_of(
        self, request: JobRequest, sent: Future[tuple[ResultMessage, ...]], number: int
    ) -> JobResult:
        try:
            reply = sent.result(timeout=0)[number]
        except KilledWorker:
            return JobResult(error=JobError(ErrorCode.WORKER_DIED))
        except (CancelledError, OSError, TimeoutError) as error:
            # Dask takes back what it has when its scheduler is gone.
            logger.warning("job %s: %r", request.job_id, error)
            self._lose(ClusterUnreachable(_LOST, url=self._address.url))
            raise CancelledError from error
        if reply.result is None:
            self._lose(self._mismatch(reply.version))
            raise CancelledError
        return _placed(request, reply, reply.result)

    def _lose(self, trouble: AppError) -> None:
        if self.trouble is None:
            self.trouble = trouble


def _placed(request: JobRequest, reply: ResultMessage, result: JobResult) -> JobResult:
    """Write what was made beside its place, rename it, and say where it is."""
    made = result.conversion
    if made is None:
        return result
    target = request.conversion.target
    try:
        outputs = write_all(reply.placed(target))
    except ConversionError as error:
        return JobResult(error=JobError(error.code, dict(error.params)))
    except OSError as error:
        params: dict[str, str | int] = {
            "errno": error_number(error),
            "detail": error.strerror or type(error).__name__,
            "side": "output",
            "target": str(target.parent),
        }
        return JobResult(error=JobError(ErrorCode.IO, params))
    return replace(result, conversion=replace(made, outputs=outputs))
