"""Following a list or a case: a mail when something changed, at most one a rhythm, until it is stopped.

Begin with `choices`: what one can follow, read by the very filters of the list. `verbs` is what a reader does, `news`
what changed of a case since an event, and `sending` the mails.
"""
