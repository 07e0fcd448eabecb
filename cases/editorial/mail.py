"""Mail that goes out: written in the transaction it belongs to, sent when that is certain, tried again until it goes.

A mail is a row first. So nothing is mailed that was rolled back, and nothing is lost when the server is away or the
process is killed. No visitor and no editor waits for the server: a thread sends what they cause, and `run_due` what was
left. At worst a mail goes out twice, then with the same Message-ID: when the text went out and nobody knows whether the
server has it. After that it is tried no more.

Who types an address need not be the one who reads there. So until it is confirmed an address gets fixed words only
(`ask_to_confirm`), and a mailbox few of them.
"""

import logging
import threading
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connections, transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone

from cases.models import OutgoingMail
from gouden.web.guard import quota
from gouden.web.guard.quota import DAY, HOUR, Limit, mailbox
from gouden.web.operations.logs import event, in_request
from gouden.web.outgoing.smtp import MayHaveArrived

logger = logging.getLogger(__name__)

# The wait after the first failure; each next one is twice as long. It is longer than a process may take to send one.
FIRST_WAIT = timedelta(minutes=5)
# Together these take almost two days.
MAX_ATTEMPTS = 10
# So long a run may begin another mail: its process is not stopped halfway one.
A_RUN = timedelta(minutes=5)
# After so many failures in a row it is the server that fails, and not a mail.
PATIENCE = 3
# So often a mail may have arrived before it is given up.
TWICE = 2
# How long a mail that never could be delivered is kept, for an editor to see.
KEPT = timedelta(days=30)


_one_at_a_time, _wanted = threading.Lock(), threading.Event()


class MailText(NamedTuple):
    """What a mail says."""

    subject: str
    body: str


def write(template: str, context: dict[str, Any]) -> MailText:
    """Return the mail of `templates/mail/<template>.txt`: its first line is the subject, the rest the text."""
    shared = {"base_url": settings.GOUDEN_BASE_URL, "contact_email": settings.GOUDEN_CONTACT_EMAIL}
    source = get_template(f"mail/{template}.txt").template  # type: ignore[attr-defined]
    # Plain text: nothing in it is HTML, so nothing is escaped.
    subject, _, body = source.render(Context(shared | context, autoescape=False)).partition("\n")
    return MailText(subject, body.strip() + "\n")


def ask_to_confirm(*, to: str, link: str, template: str = "submission_confirm", kind: str = "") -> OutgoingMail:
    """Send an address that somebody typed the link that confirms it, in fixed words: nobody's own words go along.

    `link` is one of ours, and `kind` of a submission its Submission.Kind. Raises TooOften when the mailbox had as many
    of these as it may, or all mailboxes together.
    """
    few = "Naar dit mailadres stuurden we al meer dan eens een mail."
    many = "Er worden nu te veel mailadressen opgegeven."
    with transaction.atomic():
        quota.count(
            [
                Limit("mailbox", mailbox(to), settings.GOUDEN_MAILBOX_LIMIT, HOUR, few),
                Limit("mailbox", mailbox(to), settings.GOUDEN_MAILBOX_DAY_LIMIT, DAY, few),
                Limit("mailboxes", "", settings.GOUDEN_CONFIRM_LIMIT, HOUR, many),
            ]
        )
        return send(to=to, text=write(template, {"kind": kind, "confirmation": link}))


def send(*, to: str, text: MailText, unsubscribe_url: str = "") -> OutgoingMail:
    """Keep a mail with the work of this transaction, and have it sent as soon as that is certain.

    `to` is an address that was confirmed, or a functional mailbox that an editor filled in. A mail program can offer
    to stop it by one click where there is an `unsubscribe_url`.
    """
    subject = " ".join(text.subject.split())[: OutgoingMail._meta.get_field("subject").max_length]
    mail = OutgoingMail.objects.create(to=to, subject=subject, body=text.body, unsubscribe_url=unsubscribe_url)
    transaction.on_commit(deliver_soon, robust=True)
    return mail


def deliver_soon() -> None:
    """Send what is due without letting this request wait for it; outside a request that is left to `run_due`."""
    if settings.GOUDEN_MAIL_AT_ONCE and in_request():
        threading.Thread(target=_deliver_beside, name="mail", daemon=True).start()


def _deliver_beside() -> None:
    """Send what is due, one thread of this process at a time; one that comes meanwhile lets it look again."""
    _wanted.set()
    while _wanted.is_set() and _one_at_a_time.acquire(blocking=False):
        try:
            _wanted.clear()
            deliver_due()
        except Exception:
            logger.exception("mail is left to run_due", extra=event("send mail", "waiting mail", "failed"))
        finally:
            _one_at_a_time.release()
    connections.close_all()


def deliver_due() -> int:
    """Send what is due, and return how many mails the server took. While it takes none, the rest waits."""
    give_up_doubtful()
    sent = failed = 0
    end = timezone.now() + A_RUN
    for mail in OutgoingMail.objects.filter(due_at__lte=timezone.now()):
        if _deliver(mail):
            sent, failed = sent + 1, 0
        else:
            failed += 1
        if failed == PATIENCE or timezone.now() >= end:
            break
    return sent


def give_up_doubtful() -> int:
    """Try no more what may have arrived twice already, and return how many mails that are; an editor sees them."""
    return OutgoingMail.objects.filter(due_at__lte=timezone.now(), doubts__gte=TWICE).update(due_at=None)


def erase_old() -> int:
    """Erase the mails that could not be delivered long ago, and return how many."""
    return OutgoingMail.objects.filter(due_at=None, created_at__lt=timezone.now() - KEPT).delete()[0]


def _deliver(mail: OutgoingMail) -> bool:
    """Try this mail once, unless another process is at it; return whether the server took it."""
    attempts, doubts = mail.attempts + 1, mail.doubts + 1
    due_at = timezone.now() + FIRST_WAIT * 2**mail.attempts if attempts < MAX_ATTEMPTS else None
    # Whoever changes the row has the mail: until `due_at` nobody else tries, and after it somebody does. A process that
    # is killed from here on leaves it in doubt.
    same = OutgoingMail.objects.filter(pk=mail.pk, attempts=mail.attempts, doubts=mail.doubts, due_at=mail.due_at)
    if not same.update(attempts=attempts, doubts=doubts, due_at=due_at):
        return False
    try:
        _message(mail).send()
    except MayHaveArrived:
        logger.exception("mail may have been sent", extra=event("send mail", f"mail {mail.pk}", "in doubt"))
        return False
    except Exception:
        OutgoingMail.objects.filter(pk=mail.pk).update(doubts=mail.doubts)
        result = "given up" if due_at is None else "kept"
        logger.exception("mail not sent", extra=event("send mail", f"mail {mail.pk}", result))
        return False
    OutgoingMail.objects.filter(pk=mail.pk).delete()
    logger.info("mail sent", extra=event("send mail", f"mail {mail.pk}", "ok"))
    return True


def _message(mail: OutgoingMail) -> EmailMessage:
    headers = {
        # The same at every attempt, so that a mail that came twice is shown once.
        "Message-ID": mail.message_id,
        # Says that nobody typed this, so that out-of-office answers stay away (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    if mail.unsubscribe_url:
        # One click, without a page in between (RFC 8058).
        headers |= {
            "List-Unsubscribe": f"<{mail.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return EmailMessage(
        mail.subject, mail.body, to=[mail.to], reply_to=[settings.GOUDEN_CONTACT_EMAIL], headers=headers
    )
