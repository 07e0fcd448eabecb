from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.site_header = "Gouden"
admin.site.site_title = "Gouden"
admin.site.index_title = "Redactie"

# The queue holds only keys of jobs, and speaks English; editors look at the jobs.
if admin.site.is_registered(DBTaskResult):
    admin.site.unregister(DBTaskResult)
