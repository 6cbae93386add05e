from django import template

from newsroom.addresses import absolute

register = template.Library()
register.filter(absolute)
