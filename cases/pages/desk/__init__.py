"""What a reader takes along: her map, and its cases beside each other. The address holds all of it.

Begin with `dossier`; which cases an address names is read by `cases.desk.dossier`.
"""
