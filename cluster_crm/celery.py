"""The Celery application: it finds tasks by name, carries ids only and keeps no results."""

import gc
import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_crm.settings")

app = Celery("cluster_crm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def keep_what_is_loaded(**_signal: Any) -> None:
    """Spare the garbage collector what stays as long as the process: looking through it was a third of an import."""
    gc.collect()
    gc.freeze()
