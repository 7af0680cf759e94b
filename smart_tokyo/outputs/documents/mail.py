"""A report as a mail: its text, the same as HTML, and the PDF; and how a mail is sent."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime
from hashlib import sha256
from html import escape

from smart_tokyo.outputs.documents import pdf
from smart_tokyo.outputs.documents.document import Document
from smart_tokyo.words import labelled

PATIENCE_S = 30


def message(document: Document, to: Sequence[str], sender: str, file: str) -> EmailMessage:
    """The mail of a document to some addresses. `file`: what the PDF is called.

    The same document to the same people has the same Message-ID, so that a mail sent twice is known as one.
    """
    same = sha256("\n".join((document.title, document.version, *to)).encode()).hexdigest()[:32]
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = f"{document.title} ({document.as_of})"
    mail["From"], mail["To"] = sender, ", ".join(to)
    mail["Date"] = format_datetime(document.moment)
    mail["Message-ID"] = f"<{same}@{sender.rpartition('@')[2].rstrip('>') or 'localhost'}>"
    mail.set_content("\n".join(_text(document)))
    mail.add_alternative("".join(_html(document)), subtype="html")
    mail.add_attachment(pdf.write(document), maintype="application", subtype="pdf", filename=file)
    return mail


def send(mail: EmailMessage, relay: str) -> None:
    """Hand a mail of today to a relay (host:port), encrypted where that offers it. Raises OSError."""
    mail.replace_header("Date", format_datetime(localtime()))
    host, _, port = relay.rpartition(":")
    with smtplib.SMTP(host, int(port), timeout=PATIENCE_S) as server:
        with suppress(smtplib.SMTPNotSupportedError):
            server.starttls(context=ssl.create_default_context())
        server.send_message(mail)


def _text(document: Document) -> Iterator[str]:
    yield from filter(None, (document.title, document.warning, ""))
    yield from (labelled(*fact, document.lang) for fact in document.facts)
    for section in document.sections:
        yield from ("", f"■ {section.title}", *section.paragraphs)
        for table in section.tables:
            heads = [column.label for column in table.columns]
            for row in document.texts(table):
                cells = zip(heads, row, strict=True)
                yield "・" + " / ".join(labelled(*cell, document.lang) for cell in cells)


def _html(document: Document) -> Iterator[str]:
    def element(name: str, text: str) -> str:
        return f"<{name}>{escape(text)}</{name}>"

    yield f'<!DOCTYPE html><html lang="{document.lang}"><meta charset="utf-8">{element("title", document.title)}'
    yield element("h1", document.title) + (element("p", document.warning) if document.warning else "")
    yield "".join(element("p", labelled(*fact, document.lang)) for fact in document.facts)
    for section in document.sections:
        yield element("h2", section.title) + "".join(element("p", one) for one in section.paragraphs)
        for table in section.tables:
            heads = "".join(element("th", column.label) for column in table.columns)
            yield f'<table border="1" cellpadding="4" style="border-collapse:collapse"><tr>{heads}</tr>'
            for row in document.texts(table):
                yield f"<tr>{''.join(element('td', text) for text in row)}</tr>"
            yield "</table>"
    yield "</html>"
