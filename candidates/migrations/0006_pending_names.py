"""Few new candidates stay outside the index of names, as in databases that were made since."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("candidates", "0005_cv_evidence")]

    operations = [
        migrations.RunSQL(
            "ALTER INDEX candidate_search SET (gin_pending_list_limit = 64)",
            "ALTER INDEX candidate_search RESET (gin_pending_list_limit)",
        )
    ]
