from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('stewardship', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='runfinding',
            name='begins',
            field=models.BigIntegerField(default=1),
        ),
    ]
