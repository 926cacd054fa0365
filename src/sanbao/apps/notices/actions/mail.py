"""One mail over SMTP: plain text and HTML, in the reader's language; of one notice, threaded by its
subject, or of all that goes with the mail of a day.
"""

import smtplib
from collections.abc import Mapping
from datetime import date
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from sanbao.apps.accounts.access import User
from sanbao.apps.notices import queries
from sanbao.apps.notices.actions.outcome import Outcome
from sanbao.apps.notices.models import Delivery, Notice

PERMANENT = 500


def post_mail(delivery: Delivery, notice: Notice) -> Outcome:
    """Hand the mail to the server. Its Message-ID is the same at every attempt."""
    return posted(written(delivery, notice))


def post_digest(delivery: Delivery, reader: User, *, on: date) -> Outcome:
    """The mail of a day: all that goes with it, by the same id at every attempt."""
    language = queries.preference_of(reader).language
    rows = queries.digest_rows(language, reader, on=on)
    if not rows:
        return Outcome(is_sent=False, response="nothing is left to tell", is_final=True)
    with translation.override(language):
        subject = gettext("Notices of %(day)s: %(count)s") % {"day": f"{on}", "count": len(rows)}
    return posted(mail_of(delivery, "digest", {"rows": rows, "user": reader}, language, subject))


def posted(mail: EmailMultiAlternatives) -> Outcome:
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        return refusal(code, words)
    except smtplib.SMTPResponseException as refused:
        return refusal(refused.smtp_code, refused.smtp_error)
    except (OSError, smtplib.SMTPException) as broken:
        return Outcome(is_sent=False, response=str(broken) or type(broken).__name__)
    return Outcome(is_sent=True, status=250)


def refusal(code: int, words: bytes | str) -> Outcome:
    """4xx may pass; 5xx will be said again (RFC 5321, 4.2.1)."""
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return Outcome(is_sent=False, status=code, response=text, is_final=code >= PERMANENT)


def written(delivery: Delivery, notice: Notice) -> EmailMultiAlternatives:
    language = queries.preference_of(notice.user).language
    row = queries.row_in(language, notice, user=notice.user)
    context = {"row": row, "user": notice.user}
    mail = mail_of(delivery, "mail", context, language, f"{row.title} · {row.about}")
    thread = f"<{thread_of(notice)}@{domain()}>"
    mail.extra_headers |= {"References": thread, "In-Reply-To": thread}
    return mail


def mail_of(
    delivery: Delivery, template: str, context: Mapping[str, Any], language: str, subject: str
) -> EmailMultiAlternatives:
    """In plain text and HTML, in one language. Its Message-ID is the delivery's key."""
    told = {**context, "site": settings.BASE_URL.rstrip("/")}
    with translation.override(language):
        text = render_to_string(f"notices/{template}.txt", told)
        html = render_to_string(f"notices/{template}.html", told)
    mail = EmailMultiAlternatives(
        # A line break in a name must not become a header.
        subject=" ".join(subject.split()),
        body=text,
        to=[delivery.to],
        headers={
            "Message-ID": f"<{delivery.key}@{domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


def thread_of(notice: Notice) -> str:
    """All mails about one subject share this parent, so that mail programs show them together."""
    entry = notice.entry
    return f"{entry.subject_kind}.{entry.subject_code}.{notice.provider_id}".replace(" ", "_")


def domain() -> str:
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return address.rpartition("@")[2] or "localhost"
