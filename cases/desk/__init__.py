"""What a reader takes along: her map of cases (`/map/?v=...`), what is made of it, and mail when something changes.

Begin with `dossier`: which cases her address names; `note` is what she takes to the alderman, `citing` how a list of
literature refers to them. Of these nothing is kept on the server; the address is all there is. `following` keeps a mail
address until it is stopped.
"""
