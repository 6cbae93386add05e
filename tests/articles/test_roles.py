"""Three groups, and exactly their rights."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from articles.roles import GROUPS, create_groups
from newsroom.models import User
from tests.conftest import make_user

pytestmark = pytest.mark.django_db

ROLES = ["Reporter", "Editor", "Administrator"]


def rights_of(role: str) -> set[str]:
    rows = Permission.objects.filter(group__name=role).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def test_migrating_makes_the_three_groups_and_no_other() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES) == set(GROUPS)


def test_each_role_may_what_the_one_below_it_may_and_more() -> None:
    reporter, editor, administrator = map(rights_of, ROLES)
    assert reporter < editor < administrator


MAY = [
    # what, and from which role on
    ("articles.add_article", "Reporter"),
    ("articles.change_article", "Reporter"),
    ("articles.change_citation", "Reporter"),
    ("articles.change_statement", "Reporter"),
    ("newsroom.add_image", "Reporter"),
    ("people.add_person", "Editor"),
    ("people.view_position", "Reporter"),
    ("articles.edit_any_article", "Editor"),
    ("articles.publish_article", "Editor"),
    ("articles.spike_article", "Editor"),
    ("articles.delete_article", "Editor"),
    ("articles.retract_statement", "Editor"),
    ("articles.merge_statement", "Editor"),
    ("articles.reattribute_statement", "Editor"),
    ("articles.add_correction", "Editor"),
    ("articles.change_section", "Editor"),
    ("newsroom.change_image", "Editor"),
    ("newsroom.change_tag", "Editor"),
    ("newsroom.add_oldaddress", "Editor"),
    ("people.change_person", "Editor"),
    ("people.delete_organization", "Editor"),
    ("people.change_office", "Editor"),
    ("people.change_position", "Editor"),
    ("people.view_merge", "Editor"),
    ("people.merge_person", "Administrator"),
    ("people.merge_organization", "Administrator"),
    ("articles.delete_section", "Administrator"),
    ("newsroom.change_publication", "Administrator"),
    ("newsroom.add_user", "Administrator"),
    ("newsroom.delete_user", "Administrator"),
    ("newsroom.delete_oldaddress", "Administrator"),
]


@pytest.mark.parametrize(("right", "first"), MAY)
def test_a_right_begins_with_its_role(right: str, first: str) -> None:
    holders = [role for role in ROLES if make_user(role.lower(), role).has_perm(right)]
    assert holders == ROLES[ROLES.index(first) :]


NOBODY_MAY = [
    "articles.delete_statement",
    "articles.delete_citation",
    "articles.add_citation",
    "articles.delete_correction",
    "articles.add_revision",
    "articles.change_revision",
    "articles.delete_revision",
    "articles.add_sourcedocument",
    "articles.change_sourcedocument",
    "articles.delete_sourcedocument",
    "newsroom.delete_publication",
    "articles.change_reattribution",
    "articles.delete_reattribution",
    "people.add_merge",
    "people.change_merge",
    "people.delete_merge",
    "people.delete_notthesame",
    "auth.add_group",
    "auth.change_group",
    "auth.change_permission",
    "admin.delete_logentry",
]


@pytest.mark.parametrize("right", NOBODY_MAY)
def test_what_the_record_rests_on_is_in_no_roles_rights(right: str) -> None:
    app, codename = right.split(".")
    assert Permission.objects.filter(content_type__app_label=app, codename=codename).exists()
    assert [role for role in ROLES if right in rights_of(role)] == []


def test_no_role_may_rewrite_what_happened() -> None:
    for role in ROLES:
        assert [right for right in rights_of(role) if "historical" in right or right.startswith("admin.")] == []


def test_migrating_again_changes_nothing() -> None:
    before = {role: rights_of(role) for role in ROLES}
    user = make_user("rita", "Reporter")
    call_command("migrate", verbosity=0)
    assert {role: rights_of(role) for role in ROLES} == before
    assert [group.name for group in User.objects.get(pk=user.pk).groups.all()] == ["Reporter"]


def test_the_rights_of_a_role_are_brought_back_to_what_they_are_here() -> None:
    before = {role: rights_of(role) for role in ROLES}
    reporters = Group.objects.get(name="Reporter")
    reporters.permissions.add(Permission.objects.get(codename="publish_article"))
    reporters.permissions.remove(Permission.objects.get(codename="add_article"))
    Group.objects.get(name="Editor").delete()
    create_groups()
    assert {role: rights_of(role) for role in ROLES} == before


def test_a_group_of_the_newsrooms_own_is_left_alone() -> None:
    own = Group.objects.create(name="Photo desk")
    own.permissions.add(Permission.objects.get(codename="change_image"))
    create_groups()
    assert rights_of("Photo desk") == {"newsroom.change_image"}


def test_a_user_without_a_role_may_nothing() -> None:
    assert make_user("nobody", None).get_all_permissions() == set()
