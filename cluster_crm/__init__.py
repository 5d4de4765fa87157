"""The Cluster CRM: a recruitment CRM in which the privacy policy is executable."""

from cluster_crm.celery import app as celery_app

__all__ = ["celery_app"]
