"""The readers' pages: the views by subject, and beside them what they show (claims, timeline, obstacles, wording).

Begin with `catalogue.case` or `finding.case_list`; the addresses are in `cases.urls`.
"""
