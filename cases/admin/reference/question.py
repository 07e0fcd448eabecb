from django.contrib import admin

from cases.admin.case.filters import AttentionFilter
from cases.admin.reference.citing import CitingAdmin
from cases.models import Question


@admin.register(Question)
class QuestionAdmin(CitingAdmin):
    list_display = ("question", "position", "slug")
    list_filter = (AttentionFilter, "themes")
    search_fields = ("question", "slug", "answer")
    ordering = ("position", "question")
    autocomplete_fields = ("themes",)
    prepopulated_fields = {"slug": ("question",)}
    fields = ("question", "slug", "answer", "themes", "position")
