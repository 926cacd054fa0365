"""How every form looks: Tabler's classes, label, hint and error in one place."""

from django.forms.renderers import TemplatesSetting


class TablerForms(TemplatesSetting):
    field_template_name = "site/field.html"
