import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A case that never was public can be thrown away: since when, and by whom."""

    dependencies = [
        ('cases', '0046_result_evidence'),
        ('municipalities', '0005_identifiers_required'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='case',
            options={'ordering': ['title'], 'permissions': [('submit_case', 'Mag praktijkvoorbeelden ter beoordeling inleveren'), ('publish_case', 'Mag praktijkvoorbeelden publiceren en terugsturen'), ('withdraw_case', 'Mag praktijkvoorbeelden intrekken'), ('archive_case', 'Mag praktijkvoorbeelden archiveren en heropenen'), ('erase_case', 'Mag weggegooide praktijkvoorbeelden meteen voorgoed wissen')], 'verbose_name': 'praktijkvoorbeeld', 'verbose_name_plural': 'praktijkvoorbeelden'},
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_in_review_was_submitted',
        ),
        migrations.AddField(
            model_name='case',
            name='binned_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='weggegooid op'),
        ),
        migrations.AddField(
            model_name='case',
            name='binned_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='weggegooid door'),
        ),
        migrations.AlterField(
            model_name='case',
            name='part_of',
            field=models.ForeignKey(blank=True, help_text='Het portret waar deze praktijk bij hoort.', limit_choices_to=models.Q(('kind', 'portret'), models.Q(('state', 'weggegooid'), _negated=True)), null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='cases.case', verbose_name='onderdeel van'),
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('concept', 'concept'), ('beoordeling', 'ter beoordeling'), ('gepubliceerd', 'gepubliceerd'), ('ingetrokken', 'ingetrokken'), ('gearchiveerd', 'gearchiveerd'), ('weggegooid', 'weggegooid')], default='concept', editable=False, max_length=12, verbose_name='stand'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['concept', 'gepubliceerd', 'ingetrokken', 'gearchiveerd', 'weggegooid']), ('submitted_at__isnull', True)), models.Q(('state__in', ['beoordeling', 'gepubliceerd']), ('submitted_at__isnull', False)), _connector='OR'), name='case_in_review_was_submitted', violation_error_message='Alleen wat ter beoordeling is, heeft een dag waarop het is ingeleverd.'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('binned_at__isnull', False), ('state', 'weggegooid')), models.Q(models.Q(('state', 'weggegooid'), _negated=True), ('binned_at__isnull', True)), _connector='OR'), name='case_in_the_bin_was_binned', violation_error_message='Alleen wat in de prullenbak ligt, heeft een dag waarop het is weggegooid.'),
        ),
    ]
