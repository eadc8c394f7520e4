import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_format_of_contents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='savedsearch', name='one_saved_search_each'),
        migrations.RenameModel(old_name='SavedSearch', new_name='Follow'),
        migrations.RenameField(model_name='follow', old_name='saved_at', new_name='followed_at'),
        migrations.AlterField(
            model_name='follow',
            name='asked',
            field=models.CharField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name='follow',
            name='dataset',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.dataset'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(condition=models.Q(('dataset', None)), fields=('account', 'asked'), name='one_follow_of_a_search_each'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(fields=('account', 'dataset'), name='one_follow_of_a_dataset_each'),
        ),
    ]
