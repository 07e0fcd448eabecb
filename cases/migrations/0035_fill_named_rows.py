"""Fill in what public rows name, from the versions they show: else each of them would seem to have changed."""

from django.db import migrations

BATCH = 500


def fill(apps, schema_editor):
    published = apps.get_model("cases", "PublishedCase")
    municipalities = dict(apps.get_model("municipalities", "Municipality").objects.values_list("cbs_code", "pk"))
    regions = dict(apps.get_model("municipalities", "Region").objects.values_list("slug", "pk"))
    with_portrait, ties = [], {"named_municipalities": [], "named_regions": []}
    rows = published.objects.order_by("pk").values_list("pk", "revision__snapshot")
    for case, snapshot in rows.iterator(chunk_size=BATCH):
        if snapshot.get("part_of"):
            with_portrait.append(published(pk=case, portrait_slug=snapshot["part_of"]))
        named = [*snapshot.get("claims", []), *snapshot.get("participations", [])]
        for key, name, known in (
            ("municipality", "named_municipalities", municipalities),
            ("region", "named_regions", regions),
        ):
            found = {known[row[key]] for row in named if row.get(key) in known}
            ties[name] += [(case, row) for row in sorted(found)]
    published.objects.bulk_update(with_portrait, ["portrait_slug"], batch_size=BATCH)
    for name, rows in ties.items():
        field = published._meta.get_field(name)
        near, far = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        through = field.remote_field.through
        through.objects.bulk_create((through(**{near: case, far: row}) for case, row in rows), batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("cases", "0034_named_rows"), ("municipalities", "0002_days_and_years")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
