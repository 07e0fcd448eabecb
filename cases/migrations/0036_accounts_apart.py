from django.db import migrations


class Migration(migrations.Migration):
    """Sign-in delays and keys for the API are of the app `accounts` from here on; their tables stay as they are."""

    dependencies = [
        ("cases", "0035_fill_named_rows"),
        ("accounts", "0002_content_types"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("ApiKey"),
                migrations.DeleteModel("SignInDelay"),
            ],
        ),
    ]
