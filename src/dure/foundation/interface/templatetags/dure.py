"""``{% load dure %}``: every filter and tag of the interface, gathered from ``interface.tags``."""

from django.template import Library

from dure.foundation.interface.tags import figures, formats, forms, pages, parts, process

register = Library()
for family in (formats, pages, parts, forms, process, figures):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
