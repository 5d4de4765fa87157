"""The process of a worker."""

import gc

from celery.signals import worker_process_init

from cluster_crm import celery


def test_worker_spares_the_collector_what_it_loaded():
    try:
        worker_process_init.send(sender=celery)

        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
