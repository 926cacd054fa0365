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
