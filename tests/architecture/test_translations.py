"""A Chinese reader sees no English sentence."""

from scripts import messages


def test_every_message_is_translated() -> None:
    assert messages.problems() == []


def test_a_missing_translation_is_found(tmp_path, monkeypatch) -> None:
    unit = tmp_path / "site"
    (unit / "locale/zh_Hans/LC_MESSAGES").mkdir(parents=True)
    (unit / "pages.py").write_text('_("Never said"); _("%(name)s left")\n', encoding="utf-8")
    (unit / messages.CATALOGUE).write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "%(name)s left"\nmsgstr "走了"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(messages, "units", lambda: [unit])
    assert messages.problems() == [
        "site: not translated: 'Never said'",
        "site: placeholders differ: '%(name)s left'",
    ]


def test_words_that_two_catalogues_translate_differently_are_found(tmp_path, monkeypatch) -> None:
    units = [tmp_path / "desk", tmp_path / "site"]
    for unit, words in zip(units, ("即可", "现文"), strict=True):
        (unit / "locale/zh_Hans/LC_MESSAGES").mkdir(parents=True)
        (unit / "pages.py").write_text('_("now")\n', encoding="utf-8")
        (unit / messages.CATALOGUE).write_text(
            'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
            f'msgid "now"\nmsgstr "{words}"\n',
            encoding="utf-8",
        )
    monkeypatch.setattr(messages, "units", lambda: units)
    assert messages.problems() == ["site: 'now' is '现文', but '即可' in desk"]
