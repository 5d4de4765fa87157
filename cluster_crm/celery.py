"""The Celery application: it finds tasks by name, carries ids only and keeps no results."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_crm.settings")

app = Celery("cluster_crm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
