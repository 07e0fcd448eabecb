"""What each group of editors may do. The one table; migrations put it in the database (`gouden.accounts.groups`).

A group may what stands in its own part and in those before it. Add a model, or an action, by a line here and a
migration that gives it to the groups.
"""

from gouden.accounts.groups import Table

ALL = "view add change delete"

# Writes and submits. Of rows that show to readers as soon as they are saved: changes nothing.
EDITOR = {
    "cases.case": f"{ALL} submit",
    "cases.casemunicipality": ALL,
    "cases.participation": ALL,
    "cases.citation": ALL,
    "cases.silentsection": ALL,
    "cases.claim": ALL,
    "cases.claimlink": ALL,
    "cases.caselink": ALL,
    # Drafts: readers see them once somebody publishes them.
    "cases.publication": "view add change submit",
    "cases.article": "view add change submit",
    "cases.initiative": "view add change submit",
    "cases.initiativelink": ALL,
    "municipalities.organisation": "view add change submit",
    "cases.theme": "view change submit",
    "cases.obstacle": "view change submit",
    "cases.element": "view change submit",
    "municipalities.region": "view change submit",
    "cases.term": "view add change submit",
    "cases.question": "view add change submit",
    # These show in a case that somebody publishes, and nowhere else.
    "cases.person": "view add",
    "cases.speaker": "view add",
    "cases.synonym": "view",
    "cases.searchword": "view",
    "cases.searchwordcase": "view",
    "cases.searchwordclaim": "view",
    "cases.designation": "view",
    "cases.adoption": "view",
    "municipalities.province": "view",
    "municipalities.municipality": "view",
    "municipalities.municipalitychange": "view",
    "cases.revision": "view",
    "cases.publishedcase": "view",
    "cases.publishedplace": "view",
    "cases.publicationevent": "view",
    "cases.missedsearch": "view",
    # To decide on and to note something, not to change what a sender wrote.
    "cases.submission": "view change",
    "cases.submissionnote": "view",
    # Readers see these as they are placed.
    "cases.boardquestion": "view",
    "cases.boardanswer": "view",
    "cases.probableduplicate": "view",
    "cases.inquiry": "view",
    "cases.mailbox": "view",
    "cases.linkcheck": "view",
    "cases.job": "view",
    "cases.fileimport": "view",
}
# Reviews and publishes, withdraws and archives; keeps what cases refer to.
CHIEF_EDITOR = {
    "cases.case": "publish withdraw archive erase",
    "cases.publication": f"{ALL} publish",
    "cases.article": f"{ALL} publish",
    "cases.person": ALL,
    "cases.speaker": ALL,
    "cases.initiative": f"{ALL} publish",
    "municipalities.organisation": f"{ALL} publish",
    "cases.theme": f"{ALL} publish",
    "cases.obstacle": f"{ALL} publish",
    "cases.term": f"{ALL} publish",
    "cases.question": f"{ALL} publish",
    "cases.element": f"{ALL} publish",
    "cases.synonym": ALL,
    "cases.searchword": ALL,
    "cases.searchwordcase": ALL,
    "cases.searchwordclaim": ALL,
    "cases.designation": ALL,
    "cases.adoption": ALL,
    "municipalities.province": ALL,
    "municipalities.municipality": ALL,
    "municipalities.municipalitychange": ALL,
    "municipalities.region": f"{ALL} publish",
    "cases.mailbox": ALL,
    "cases.missedsearch": "delete",
    "cases.submission": "delete",
    # Placing what somebody sent is adding it; closing and taking off the board is changing it.
    "cases.boardquestion": "add change",
    "cases.boardanswer": "add change delete",
    "cases.erasure": "view",
}
# Lets people and machines in. An account is switched off and not deleted: its name stands under what it wrote.
ADMINISTRATOR = {
    "auth.user": "view add change",
    "auth.group": ALL,
    "accounts.apikey": "view add change",
    "accounts.securityevent": "view",
    "cases.loadedentry": "view",
    "cases.cataloguestate": "view",
    "cases.mending": "view",
    "cases.outgoingmail": "view delete",
}

ROLES: Table = {
    "redacteur": (EDITOR,),
    "eindredacteur": (EDITOR, CHIEF_EDITOR),
    "beheerder": (EDITOR, CHIEF_EDITOR, ADMINISTRATOR),
}
