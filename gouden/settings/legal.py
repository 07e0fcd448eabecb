"""Who is responsible, and what the pages on privacy, accessibility and security say of that.

What is not set these pages say not to know; `manage.py check --deploy` warns of it.
"""

from gouden import env

# The mailbox for questions and mistakes, shown on the site. A functional mailbox, never a person's.
GOUDEN_CONTACT_EMAIL = env.mailbox("GOUDEN_CONTACT_EMAIL", "redactie@gouden.example")
# Who publishes the catalogue, for catalogues of data: a name and, for a public body, its address in the TOOI register.
GOUDEN_PUBLISHER_NAME = env.text("GOUDEN_PUBLISHER_NAME", "Gouden")
GOUDEN_PUBLISHER_URI = env.address("GOUDEN_PUBLISHER_URI")
# Who decides what personal data is used for (AVG, article 4.7), and where it receives letters.
GOUDEN_CONTROLLER_NAME = env.text("GOUDEN_CONTROLLER_NAME", "")
GOUDEN_CONTROLLER_ADDRESS = env.text("GOUDEN_CONTROLLER_ADDRESS", "")
# The functional mailbox of its data protection officer (article 37).
GOUDEN_PRIVACY_OFFICER_EMAIL = env.optional_mailbox("GOUDEN_PRIVACY_OFFICER_EMAIL")
# On what ground it publishes, answers for safety and has editors (article 6.1, e or f).
GOUDEN_LEGAL_BASIS = env.choice("GOUDEN_LEGAL_BASIS", ("algemeen belang", "gerechtvaardigd belang"), "")
# Who works with the data for it: the server, the mail.
GOUDEN_PROCESSORS = env.words("GOUDEN_PROCESSORS", "")
# The status of the accessibility statement, its day, the day of the research and its report, and the public register.
GOUDEN_ACCESSIBILITY_STATUS = env.choice("GOUDEN_ACCESSIBILITY_STATUS", ("A", "B", "C", "D", "E"), "E")
GOUDEN_ACCESSIBILITY_DATE = env.day("GOUDEN_ACCESSIBILITY_DATE")
GOUDEN_ACCESSIBILITY_RESEARCH_DATE = env.day("GOUDEN_ACCESSIBILITY_RESEARCH_DATE")
GOUDEN_ACCESSIBILITY_REPORT = env.address("GOUDEN_ACCESSIBILITY_REPORT")
GOUDEN_ACCESSIBILITY_URL = env.address("GOUDEN_ACCESSIBILITY_URL")
# What a status is given on: without it the status would claim what nobody can look up.
env.require_for(
    f"GOUDEN_ACCESSIBILITY_STATUS={GOUDEN_ACCESSIBILITY_STATUS}",
    *([] if GOUDEN_ACCESSIBILITY_STATUS == "E" else ["GOUDEN_CONTROLLER_NAME", "GOUDEN_ACCESSIBILITY_DATE"]),
    *(["GOUDEN_ACCESSIBILITY_RESEARCH_DATE"] if GOUDEN_ACCESSIBILITY_STATUS in "ABC" else []),
    *(["GOUDEN_ACCESSIBILITY_REPORT"] if GOUDEN_ACCESSIBILITY_STATUS in "AB" else []),
)
# Where a weakness is reported, as security.txt says it, and the key to write with.
GOUDEN_SECURITY_CONTACT = env.contact("GOUDEN_SECURITY_CONTACT", f"mailto:{GOUDEN_CONTACT_EMAIL}")
GOUDEN_SECURITY_KEY = env.encryption_key("GOUDEN_SECURITY_KEY")
