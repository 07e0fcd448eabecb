from django.contrib import admin

admin.site.site_header = "Gouden"
admin.site.site_title = "Gouden"
admin.site.index_title = "Redactie"
