from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0004_saved_searches'),
    ]

    operations = [
        migrations.AddField(
            model_name='tablecontents',
            name='format',
            field=models.CharField(default='', max_length=10),
            preserve_default=False,
        ),
    ]
