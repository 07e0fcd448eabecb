"""What each group of editors may do. The one table; a migration puts it in the database.

A group may what stands in its own part and in those before it. Add a model, or an action, by a line here and a
migration that calls `grant` again.
"""

from typing import Any

from django.contrib.auth.management import create_permissions

ALL = "view add change delete"

# Writes and submits. Of rows that show to readers as soon as they are saved: adds what is missing, changes nothing.
EDITOR = {
    "cases.case": f"{ALL} submit",
    "cases.casemunicipality": ALL,
    "cases.participation": ALL,
    "cases.citation": ALL,
    "cases.claim": ALL,
    "cases.claimlink": ALL,
    "cases.caselink": ALL,
    "cases.publication": "view add",
    "cases.article": "view add",
    "cases.person": "view add",
    "cases.speaker": "view add",
    "cases.initiative": "view add",
    "cases.initiativelink": "view add",
    "municipalities.organisation": "view add",
    "cases.theme": "view",
    "cases.obstacle": "view",
    "cases.synonym": "view",
    "cases.designation": "view",
    "cases.adoption": "view",
    "municipalities.province": "view",
    "municipalities.municipality": "view",
    "municipalities.municipalitychange": "view",
    "municipalities.region": "view",
    "cases.revision": "view",
    "cases.publishedcase": "view",
    "cases.publishedplace": "view",
    "cases.publicationevent": "view",
    "cases.missedsearch": "view",
    # To decide on and to note something, not to change what a sender wrote.
    "cases.submission": "view change",
    "cases.submissionnote": "view",
    "cases.probableduplicate": "view",
    "cases.inquiry": "view",
    "cases.linkcheck": "view",
}
# Reviews and publishes, withdraws and archives; keeps what cases refer to.
CHIEF_EDITOR = {
    "cases.case": "publish withdraw archive",
    "cases.publication": ALL,
    "cases.article": ALL,
    "cases.person": ALL,
    "cases.speaker": ALL,
    "cases.initiative": ALL,
    "cases.initiativelink": ALL,
    "municipalities.organisation": ALL,
    "cases.theme": ALL,
    "cases.obstacle": ALL,
    "cases.synonym": ALL,
    "cases.designation": ALL,
    "cases.adoption": ALL,
    "municipalities.province": ALL,
    "municipalities.municipality": ALL,
    "municipalities.municipalitychange": ALL,
    "municipalities.region": ALL,
    "cases.missedsearch": "delete",
    "cases.submission": "delete",
}
# Lets people and machines in. An account is switched off and not deleted: its name stands under what it wrote.
ADMINISTRATOR = {
    "auth.user": "view add change",
    "auth.group": ALL,
    "cases.apikey": "view add change",
    "cases.loadedentry": "view",
    "cases.cataloguestate": "view",
    "cases.mending": "view",
    "cases.outgoingmail": "view delete",
}

ROLES: dict[str, tuple[dict[str, str], ...]] = {
    "redacteur": (EDITOR,),
    "eindredacteur": (EDITOR, CHIEF_EDITOR),
    "beheerder": (EDITOR, CHIEF_EDITOR, ADMINISTRATOR),
}


def permissions_of(role: str) -> set[tuple[str, str]]:
    """Return what the group `role` may, each as the app's label and the permission's codename."""
    return {
        (app, f"{action}_{model}")
        for part in ROLES[role]
        for label, actions in part.items()
        for app, _, model in [label.partition(".")]
        for action in actions.split()
    }


def grant(apps: Any) -> None:
    """Give each group, made where there is none, the permissions of the table, and take away what is not in it.

    `apps` is the registry, in a migration that of its moment: permissions that Django would make only after the last
    migration are made here, and of a model that does not exist yet nothing is given.
    """
    groups, permissions = apps.get_model("auth", "Group").objects, apps.get_model("auth", "Permission").objects
    for app in apps.get_app_configs():
        if not hasattr(app, "models_module"):
            # An app as a migration sees it; Django skips those without a module of models.
            app.models_module = True
        create_permissions(app, verbosity=0, apps=apps)
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in permissions.select_related("content_type")
    }
    for role in ROLES:
        group, _ = groups.get_or_create(name=role)
        group.permissions.set([known[name] for name in permissions_of(role) if name in known])


def revoke(apps: Any) -> None:
    """Take the groups of the table away."""
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()
