"""A draft as it would be with the text of a file, before anybody takes it in."""

from sanbao.apps.agreements.models import Version
from sanbao.apps.agreements.queries.terms import document, usual
from sanbao.rules.source import TermsError


def with_text(version: Version, text: str, *, keeps_blanks: bool = False) -> Version:
    """The draft with another text, not saved: the defaults of the text stand in its blanks.

    keeps_blanks: what stands in the draft stays where the text proposes nothing and it still fits.
    Raises TermsError for a text that is no agreement.
    """
    paper = document(text)
    blanks = usual(paper)
    for blank in paper.parameters if keeps_blanks else ():
        value = version.blanks.get(blank.name, "")
        if not value or blank.name in blanks:
            continue
        try:
            blanks[blank.name] = blank.checked(value)
        except TermsError:
            continue
    return Version(
        agreement=version.agreement,
        number=version.number,
        state=version.state,
        source=text,
        blanks=blanks,
    )
