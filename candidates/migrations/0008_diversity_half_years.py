from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0007_stories"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="diversitycount", name="candidates_diversitycount_once"),
        migrations.RemoveConstraint(model_name="diversitycount", name="candidates_diversitycount_month"),
        migrations.RenameField(model_name="diversitycount", old_name="month", new_name="half_year"),
        migrations.AlterField(
            model_name="diversitycount", name="half_year", field=models.DateField(verbose_name="half year")
        ),
        migrations.AddConstraint(
            model_name="diversitycount",
            constraint=models.UniqueConstraint(fields=("half_year", "answer"), name="candidates_diversitycount_once"),
        ),
        migrations.AddConstraint(
            model_name="diversitycount",
            constraint=models.CheckConstraint(
                condition=models.Q(("half_year__day", 1), ("half_year__month__in", [1, 7])),
                name="candidates_diversitycount_half_year",
            ),
        ),
    ]
