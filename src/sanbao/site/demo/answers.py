"""What is answered on the forms of a demo case: the checklist, the customer's opinion, the call."""

from random import Random

from sanbao.site.demo.company import words

POINTS = (
    "certificate_shown",
    "price_list_followed",
    "receipt_given",
    "working_order_shown",
    "use_explained",
    "nothing_accepted",
    "courteous",
    "no_cut_corners",
    "site_rules_kept",
)


def checklist(*, is_restored: bool, unhappy: bool) -> dict[str, str]:
    """Everything as it should be, but for an impolite word where the customer was unhappy."""
    points = dict.fromkeys(POINTS, "yes")
    if not is_restored:
        points |= {"working_order_shown": "none", "receipt_given": "none"}
    if unhappy:
        points |= {"courteous": "no", "courteous_note": "用户等得久，说话有些冲，已当面道歉"}
    return points


def opinion(chance: Random, *, unhappy: bool) -> str:
    return chance.choice(words().opinions_bad if unhappy else words().opinions_good)


def questionnaire(chance: Random, *, respondent: str, unhappy: bool, works: bool) -> dict[str, str]:
    """The call after the service. works False: the fault is back."""
    given = {
        "respondent": respondent,
        "works": "yes" if works else "no",
        "attitude": "3" if unhappy else "5",
        "satisfaction": "2" if unhappy or not works else chance.choice(("4", "5", "5")),
        "extra_charge": "no",
        "gift": "no",
        "knows_product": "yes",
        "wishes": chance.choice(words().wishes),
    }
    return given if works else given | {"works_note": "用了一天，原来的故障又出现"}


CHECKED = (
    "appearance",
    "electrical",
    "moving_parts",
    "protection",
    "function",
    "own_maintenance",
    "run_log",
)


def inspection(*, has_fault: bool) -> dict[str, str]:
    """The checklist of a unit that is in order, or was put in order."""
    return dict.fromkeys(CHECKED, "yes") | {"result": "adjusted" if has_fault else "normal"}


def inspection_feedback(chance: Random) -> dict[str, str]:
    scores = {name: chance.choice("4555") for name in ("thorough", "attitude", "satisfaction")}
    return scores | {"explained": "yes"}


def call_back(chance: Random, *, respondent: str) -> dict[str, str]:
    """A call in between: all is well, more or less."""
    scores = {name: chance.choice("4455") for name in ("familiar", "fits", "satisfaction")}
    return scores | {
        "respondent": respondent,
        "works": "yes",
        "wishes": chance.choice(words().wishes),
    }
