"""HTTP, forms and API helpers that know no app, one package for each subject.

Begin with `pages` for the site, `api` for partners and `admin` for editors, who share `http`, `text` and `forms`.
`guard` says how much may be asked, `outgoing` how we ask others, `operations` how the site runs.
"""
