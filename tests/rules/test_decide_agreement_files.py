"""`sanbao decide` by a file: the same words decide the same, and a bad file is one clear line."""

import re
from pathlib import Path

import pytest

from sanbao import templates

from .decide_stream import decided, run_bytes
from .test_contract_cases import SLUGS, table

TEXT = templates.read("fire-door")
CHINESE = re.compile("[\u4e00-\u9fff]")
BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "a list": b"- 1\n",
    "bytes of another encoding": TEXT.encode("gb18030"),
    "a tab for an indent": TEXT.replace("  zh", "\tzh", 1).encode(),
    "a key twice": TEXT.replace("slug: fire-door", "slug: fire-door\nslug: x").encode(),
    "a key that nobody knows": (TEXT + "\ncolour: red\n").encode(),
    "a clause that is not there": TEXT.replace('clause: "11"', 'clause: "99"').encode(),
    "a span that is none": TEXT.replace("PT4H", "PT4X").encode(),
    "a kind of term that is none": TEXT.replace("kind: warranty", "kind: warrenty").encode(),
    "a list that holds itself": b"slug: &a [*a]\n",
    "a thousand laughs": b"a: &a [x,x]\n"
    + b"".join(
        b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9)
    ),
    "three thousand brackets": b"a: " + b"[" * 3000 + b"]" * 3000,
    "an object of Python's": b'slug: !!python/object/apply:os.system ["true"]\n',
}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_with_a_templates_words_decides_as_the_template_does(
    slug: str, tmp_path: Path
) -> None:
    path = tmp_path / "signed.yaml"
    path.write_text(templates.read(slug), encoding="utf-8")
    facts = [{"id": case["name"], **case["facts"]} for case in table(slug)]
    assert decided(str(path), facts) == decided(slug, facts)


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_saved_on_windows_is_read(ending: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "signed.yaml"
    path.write_bytes((mark + TEXT.replace("\n", ending)).encode())
    facts = [{"id": case["name"], **case["facts"]} for case in table("fire-door")]
    assert decided(str(path), facts) == decided("fire-door", facts)


@pytest.mark.parametrize("data", [pytest.param(v, id=k) for k, v in BROKEN.items()])
def test_a_broken_file_is_one_clear_line_in_chinese(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(data)
    assert_one_chinese_line(*run_bytes(str(path), b"{}\n"))


def test_a_device_without_an_end_is_too_large() -> None:
    assert_one_chinese_line(*run_bytes("/dev/zero", b"{}\n"))


@pytest.mark.parametrize("agreement", ["no-such-plan", "/nowhere/plan.yaml", "/"])
def test_what_is_no_agreement_is_told_in_chinese(agreement: str) -> None:
    assert_one_chinese_line(*run_bytes(agreement, b"{}\n"))


@pytest.mark.parametrize(
    "blanks", [{"no_such_blank": "1"}, {"return_days": "seven"}, {"return_days": ""}]
)
def test_a_wrong_blank_is_told_in_chinese(blanks: dict[str, str]) -> None:
    assert_one_chinese_line(*run_bytes("full-process", b"{}\n", blanks))


def assert_one_chinese_line(status: int, out: bytes, told: str) -> None:
    assert status == 2
    assert out == b""
    assert len(told.splitlines()) == 1
    assert CHINESE.search(told), told
    assert not re.search(r"  |: :|: *$", told), told
