"""A column of search for markers: terms that say what a case is and tells of, and that no reader types.

It starts empty: the release that brings it makes the index anew, as it does after each that reads text otherwise.
"""

from django.db import migrations, models

OLD = ("names", "summary", "parties", "texts")
NEW = (*OLD, "markers")
WEIGHTS = {"names": "A", "summary": "B", "parties": "C", "texts": "D", "markers": "B"}


def forwards(apps, schema_editor):
    remake(schema_editor, OLD, NEW, leading=("names", "summary", "markers"))


def backwards(apps, schema_editor):
    remake(schema_editor, NEW, OLD, leading=("names", "summary"))


def remake(schema_editor, before, after, leading):
    make = {"sqlite": on_sqlite, "postgresql": on_postgresql}[schema_editor.connection.vendor]
    for statement in make(before, after, leading):
        schema_editor.execute(statement)


def on_sqlite(before, after, leading):
    """Yield what makes the full-text table anew: it takes no columns afterwards."""
    kept = ", ".join(column for column in (*before, "labels") if column in (*after, "labels"))
    yield f"""CREATE VIRTUAL TABLE "cases_searchentry_new" USING fts5(
        {", ".join(after)}, labels UNINDEXED, tokenize = "unicode61 remove_diacritics 0"
    )"""
    yield f'INSERT INTO "cases_searchentry_new" (rowid, {kept}) SELECT rowid, {kept} FROM "cases_searchentry"'
    if "markers" in after:
        yield """UPDATE "cases_searchentry_new" SET markers = ''"""
    yield 'DROP TABLE "cases_searchentry"'
    yield 'ALTER TABLE "cases_searchentry_new" RENAME TO "cases_searchentry"'


def on_postgresql(before, after, leading):
    """Yield what makes both vectors anew, with their indexes, which go with them."""
    yield 'ALTER TABLE "cases_searchentry" DROP COLUMN "leading", DROP COLUMN "vector"'
    if "markers" in after:
        yield """ALTER TABLE "cases_searchentry" ADD COLUMN "markers" text NOT NULL DEFAULT ''"""
    else:
        yield 'ALTER TABLE "cases_searchentry" DROP COLUMN "markers"'
    yield f"""ALTER TABLE "cases_searchentry"
        ADD COLUMN "leading" tsvector NOT NULL GENERATED ALWAYS AS ({vector(leading)}) STORED,
        ADD COLUMN "vector" tsvector NOT NULL GENERATED ALWAYS AS ({vector(after)}) STORED"""
    for name in ("leading", "vector"):
        yield f'CREATE INDEX "search_{name}" ON "cases_searchentry" USING gin ("{name}") WITH (fastupdate = off)'


def vector(columns):
    """Return the expression of a vector in which each of these columns has its weight."""
    return " || ".join(f"""setweight(to_tsvector('simple', "{name}"), '{WEIGHTS[name]}')""" for name in columns)


class Migration(migrations.Migration):
    dependencies = [("cases", "0077_forget_versions_of_deleted_rows")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(forwards, backwards)],
            state_operations=[
                migrations.AddField(
                    model_name="searchentry",
                    name="markers",
                    field=models.TextField(blank=True, default="", verbose_name="verwijzingen"),
                    preserve_default=False,
                ),
            ],
        ),
    ]
