"""The claims of public cases as rows of their own, with what is looked in for words.

They start empty: `rebuild_published` fills them, a step of every upgrade.
"""

import django.db.models.deletion
from django.db import migrations, models

CREATE = {
    # The terms are folded already, so the tokenizer has nothing to do but split.
    "sqlite": [
        """CREATE VIRTUAL TABLE "cases_claimsearchentry" USING fts5(
            said, about, tokenize = "unicode61 remove_diacritics 0"
        )"""
    ],
    # What is said has a vector of its own: something of the question must stand there.
    "postgresql": [
        """CREATE TABLE "cases_claimsearchentry" (
            "rowid" bigint PRIMARY KEY
                REFERENCES "cases_publishedclaim" ("id") DEFERRABLE INITIALLY DEFERRED,
            "said" text NOT NULL, "about" text NOT NULL,
            "spoken" tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('simple', "said")) STORED,
            "vector" tsvector NOT NULL GENERATED ALWAYS AS (
                setweight(to_tsvector('simple', "said"), 'A') || setweight(to_tsvector('simple', "about"), 'D')
            ) STORED
        )""",
        """CREATE INDEX "search_claims_spoken" ON "cases_claimsearchentry"
            USING gin ("spoken") WITH (fastupdate = off)""",
        """CREATE INDEX "search_claims_vector" ON "cases_claimsearchentry"
            USING gin ("vector") WITH (fastupdate = off)""",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute('DROP TABLE "cases_claimsearchentry"')


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0078_search_markers"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier", models.UUIDField(editable=False, unique=True, verbose_name="id")),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="kenmerk")),
                ("position", models.PositiveSmallIntegerField(verbose_name="volgorde")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resultaat", "resultaat"),
                            ("bereik", "bereik"),
                            ("inzet", "inzet"),
                            ("kosten", "kosten"),
                            ("doel", "doel"),
                            ("context", "context"),
                            ("obstakel", "obstakel"),
                            ("leerpunt", "leerpunt"),
                            ("succesfactor", "succesfactor"),
                            ("plan", "plan"),
                        ],
                        max_length=12,
                        verbose_name="soort",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("onafhankelijk onderzoek", "onafhankelijk onderzoek"),
                            ("landelijke statistiek", "landelijke statistiek"),
                            ("cliëntonderzoek", "cliëntonderzoek"),
                            ("telling", "telling"),
                            ("schatting", "schatting"),
                            ("eigen verklaring", "eigen verklaring"),
                            ("verwachting", "verwachting"),
                        ],
                        max_length=24,
                        verbose_name="soort bewijs",
                    ),
                ),
                ("has_figure", models.BooleanField(verbose_name="met een cijfer")),
                ("record", models.JSONField(verbose_name="volledig")),
                (
                    "elements",
                    models.ManyToManyField(
                        related_name="published_claims", to="cases.element", verbose_name="werkzame elementen"
                    ),
                ),
                (
                    "obstacle",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_claims",
                        to="cases.obstacle",
                        verbose_name="soort obstakel",
                    ),
                ),
                (
                    "published_case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="cases.publishedcase",
                        verbose_name="voorbeeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "openbare uitspraak",
                "verbose_name_plural": "openbare uitspraken",
                "ordering": ["published_case", "position"],
            },
        ),
        migrations.CreateModel(
            name="ClaimIdentity",
            fields=[
                ("identifier", models.UUIDField(editable=False, primary_key=True, serialize=False, verbose_name="id")),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="kenmerk")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                        verbose_name="voorbeeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "kenmerk van een uitspraak",
                "verbose_name_plural": "kenmerken van uitspraken",
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="ClaimSearchEntry",
                    fields=[
                        (
                            "published_claim",
                            models.OneToOneField(
                                db_column="rowid",
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="search_entry",
                                serialize=False,
                                to="cases.publishedclaim",
                                verbose_name="uitspraak",
                            ),
                        ),
                        ("said", models.TextField(verbose_name="wat er gezegd wordt")),
                        ("about", models.TextField(verbose_name="waar het bij hoort")),
                    ],
                    options={
                        "verbose_name": "doorzochte uitspraak",
                        "verbose_name_plural": "doorzochte uitspraken",
                    },
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="publishedclaim",
            index=models.Index(fields=["published_case", "kind", "evidence", "has_figure"], name="claims_of_a_case"),
        ),
        migrations.AddIndex(
            model_name="publishedclaim",
            index=models.Index(
                condition=models.Q(("obstacle__isnull", False)),
                fields=["obstacle", "published_case"],
                name="claims_of_an_obstacle",
            ),
        ),
    ]
