"""While a blank is open, the figure that it fills reads as its label."""

from sanbao import templates
from sanbao.rules.agreement import parse
from sanbao.rules.sentence import sentence, told
from sanbao.rules.shown import sampled, shown_terms
from sanbao.site.rule_words import translator

DOCUMENT = parse(templates.read("full-process"))


def sentences(**blanks: str) -> str:
    terms = shown_terms(DOCUMENT, blanks, "en")
    return "\n".join(told(sentence(term, {}), translator("en")) for term in terms)


def test_an_open_figure_reads_as_its_label_and_a_filled_one_as_itself() -> None:
    labels = {blank.name: blank.label.en for blank in DOCUMENT.parameters}
    label = labels["arrive_within_working_days"]
    assert f"be on site within ____({label}) working days" in sentences()
    assert "be on site within 5 working days" in sentences(arrive_within_working_days="5")
    window = f"within ____({labels['return_days']}) days from the day of delivery"
    assert window in sentences()


def test_what_does_not_fit_a_blank_counts_as_open() -> None:
    agreement = sampled(DOCUMENT, {"arrive_within_working_days": "soon"})
    blank = next(b for b in DOCUMENT.parameters if b.name == "arrive_within_working_days")
    assert agreement.blanks["arrive_within_working_days"] == blank.sample
