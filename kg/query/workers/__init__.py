"""Queries in processes of their own, that can be stopped: what strangers ask cannot hurt who answers.

Worker(folder, limits)                  one process, the store open in it; ask() gives an answer or an error
Pool(folder, limits, count)             several, with a fair queue; follows the result when it is built anew
Job, Limits, Answer                     what is asked, how far it may go, what comes back
"""

from __future__ import annotations

from kg.query.workers.job import DEFAULT_LIMITS, Answer, Job, Limits, NotAcceptable, QueryFailed
from kg.query.workers.pool import Busy, Pool, Ticket
from kg.query.workers.worker import Worker

__all__ = [
    "DEFAULT_LIMITS",
    "Answer",
    "Busy",
    "Job",
    "Limits",
    "NotAcceptable",
    "Pool",
    "QueryFailed",
    "Ticket",
    "Worker",
]
