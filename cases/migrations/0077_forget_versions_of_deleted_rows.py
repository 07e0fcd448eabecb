from django.db import migrations

MODELS = {
    "cases": ("article", "initiative", "obstacle", "publication", "theme"),
    "municipalities": ("organisation", "region"),
}


def forget(apps, schema_editor):
    versions = apps.get_model("cases", "ReferenceRevision").objects
    for label, names in MODELS.items():
        for name in names:
            rows = apps.get_model(label, name).objects.order_by().values("pk")
            versions.filter(model=f"{label}.{name}").exclude(row__in=rows).delete()


class Migration(migrations.Migration):
    """Rows were deleted without their versions, which nobody can reach any more."""

    dependencies = [("cases", "0076_bin_of_reference_rows"), ("municipalities", "0009_bin_of_reference_rows")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
