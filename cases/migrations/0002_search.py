"""The tables of search: a full-text table on SQLite, a table with vectors on PostgreSQL, and the terms in use.

They start empty: `rebuild_search` fills them (`setup` and `rebuild_published` do so too).
"""

import django.db.models.deletion
from django.db import migrations, models

CREATE = {
    # The tables' terms are folded already, so the tokenizer has nothing to do but split.
    "sqlite": [
        """CREATE VIRTUAL TABLE "cases_searchentry" USING fts5(
            names, summary, parties, texts, labels UNINDEXED, tokenize = "unicode61 remove_diacritics 0"
        )"""
    ],
    # `leading` is short enough to stay in the row: ranking many cases reads it instead of the whole vector.
    "postgresql": [
        """CREATE TABLE "cases_searchentry" (
            "rowid" bigint PRIMARY KEY
                REFERENCES "cases_publishedcase" ("case_id") DEFERRABLE INITIALLY DEFERRED,
            "names" text NOT NULL, "summary" text NOT NULL, "parties" text NOT NULL, "texts" text NOT NULL,
            "labels" jsonb NOT NULL,
            "leading" tsvector NOT NULL GENERATED ALWAYS AS (
                setweight(to_tsvector('simple', "names"), 'A') || setweight(to_tsvector('simple', "summary"), 'B')
            ) STORED,
            "vector" tsvector NOT NULL GENERATED ALWAYS AS (
                setweight(to_tsvector('simple', "names"), 'A') || setweight(to_tsvector('simple', "summary"), 'B')
                || setweight(to_tsvector('simple', "parties"), 'C') || setweight(to_tsvector('simple', "texts"), 'D')
            ) STORED
        )""",
        'CREATE INDEX "search_leading" ON "cases_searchentry" USING gin ("leading") WITH (fastupdate = off)',
        'CREATE INDEX "search_vector" ON "cases_searchentry" USING gin ("vector") WITH (fastupdate = off)',
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute('DROP TABLE "cases_searchentry"')


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("term", models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="term")),
                ("cases", models.PositiveIntegerField(verbose_name="aantal voorbeelden")),
                ("forms", models.TextField(blank=True, verbose_name="woorden")),
            ],
            options={"verbose_name": "zoekterm", "verbose_name_plural": "zoektermen"},
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "published_case",
                            models.OneToOneField(
                                db_column="rowid",
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="search_entry",
                                serialize=False,
                                to="cases.publishedcase",
                                verbose_name="voorbeeld",
                            ),
                        ),
                        ("names", models.TextField(verbose_name="namen")),
                        ("summary", models.TextField(verbose_name="samenvatting")),
                        ("parties", models.TextField(verbose_name="partijen en plaatsen")),
                        ("texts", models.TextField(verbose_name="teksten")),
                        ("labels", models.JSONField(verbose_name="gevonden op")),
                    ],
                    options={
                        "verbose_name": "doorzochte tekst",
                        "verbose_name_plural": "doorzochte teksten",
                    },
                ),
            ],
        ),
    ]
