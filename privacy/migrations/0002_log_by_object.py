"""An erasure empties the texts of the admin's log by the object they are about: let an index find them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX privacy_logentry_object ON django_admin_log (object_id)",
            "DROP INDEX privacy_logentry_object",
        )
    ]
