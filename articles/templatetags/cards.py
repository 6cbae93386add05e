"""The cards of those whose pages know nothing of stories, for the tags by which other sites show them."""

from django import template

from articles.cards.showing import card_of_organization, card_of_person

register = template.Library()
register.simple_tag(card_of_person)
register.simple_tag(card_of_organization)
