import uuid

from django.db import migrations, models

_OF = ('dataset', 'publisher', 'table', 'datasetfile')


def give(apps, schema_editor):
    for name in _OF:
        model = apps.get_model('catalogue', name)
        rows = model.objects.filter(uuid=None).only('pk')
        while some := list(rows[:1000]):
            for row in some:
                row.uuid = uuid.uuid4()
            model.objects.bulk_update(some, ['uuid'], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [('catalogue', '0006_follows')]

    operations = [
        *(migrations.AddField(name, 'uuid', models.UUIDField(null=True, editable=False)) for name in _OF),
        migrations.RunPython(give, migrations.RunPython.noop, elidable=True),
        *(
            migrations.AlterField(
                name, 'uuid', models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
            )
            for name in _OF
        ),
    ]
