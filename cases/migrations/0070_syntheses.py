from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0069_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name='theme',
            name='cited',
            field=models.JSONField(default=dict, editable=False, verbose_name='wat is aangehaald'),
        ),
        migrations.AddField(
            model_name='theme',
            name='cited_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='lezing van'),
        ),
        migrations.AddField(
            model_name='theme',
            name='synthesis',
            field=models.TextField(blank=True, help_text='Wat de voorbeelden samen leren, in hoogstens zes zinnen. Elke zin op een eigen regel, die eindigt op de uitspraken waarop zij teruggaat: Zin. [adresnaam#kenmerk, adresnaam#kenmerk].', verbose_name='de redactie leest'),
        ),
    ]
