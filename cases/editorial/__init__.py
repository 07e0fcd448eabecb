"""What helps editors keep the catalogue true: quality, planning, inquiries, link checking, preview links, mail.

Begin with `quality.attention`, the list of what waits for an editor.
"""
