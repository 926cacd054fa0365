"""Dealers with their agreements, and what a month brings: sales, sheets, complaints, penalties."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model

from sanbao import templates
from sanbao.apps.accounts.access import Role, User
from sanbao.apps.agreements.models import Agreement, AgreementState, Version
from sanbao.apps.claims.models import MonthlyForm, Penalty, Sheet, SheetLine
from sanbao.apps.complaints.models import Complaint
from sanbao.apps.parties.models import Dealer, Person
from sanbao.apps.products.models import SettledSale
from sanbao.apps.settlements import actions
from sanbao.apps.settlements.models import Statement

from ..world import World, user

FIRST = date(2026, 1, 1)
NUMBERS = count(1)


def yuan(fen: int) -> Decimal:
    return (Decimal(fen) / 100).quantize(Decimal("0.01"))


def after(month: date) -> datetime:
    """The 21st of the next month, when its sheets are in and checked."""
    following = (month.replace(day=28) + timedelta(days=7)).replace(day=21)
    return datetime(following.year, following.month, 21, 2, tzinfo=UTC)


@dataclass
class Books:
    """One company and the dealers that it settles with."""

    world: World
    versions: dict[int, Version] = field(default_factory=dict)
    forms: dict[tuple[int, date], MonthlyForm] = field(default_factory=dict)
    # Rows that are written together by `write`; None where each is written at once.
    later: list[Model] | None = None

    def keep(self, *rows: Model) -> None:
        if self.later is not None:
            self.later += rows
        elif rows:
            type(rows[0]).objects.bulk_create(rows)  # type: ignore[attr-defined]

    def write(self) -> None:
        """Everything that was kept for later, one statement a table."""
        rows, self.later = self.later or [], []
        for model in dict.fromkeys(map(type, rows)):
            model.objects.bulk_create([row for row in rows if type(row) is model])  # type: ignore[attr-defined]

    @property
    def provider(self) -> Any:
        return self.world.provider

    def dealers(self, many: int, slug: str = "solar-dealer") -> list[Dealer]:
        """So many dealers who have signed the agreement of a template since January."""
        boss, start = self.world.mei(Role.MANAGER), len(self.versions)
        made = Dealer.objects.bulk_create(
            Dealer(provider=self.provider, code=f"J-{start + place:04}", name=f"经销商{place}")
            for place in range(many)
        )
        agreements = Agreement.objects.bulk_create(
            Agreement(
                provider=self.provider,
                code=f"XY-{dealer.code}",
                title="经销商协议",
                dealer=dealer,
                template=slug,
                state=AgreementState.IN_FORCE,
                created_at=self.world.at,
                created_by=boss,
            )
            for dealer in made
        )
        versions = Version.objects.bulk_create(
            Version(
                agreement=agreement,
                number=1,
                state=AgreementState.IN_FORCE,
                source=templates.read(slug),
                starts_on=FIRST,
                put_in_force_at=self.world.at,
                put_in_force_by=boss,
            )
            for agreement in agreements
        )
        self.versions |= {
            dealer.pk: version for dealer, version in zip(made, versions, strict=True)
        }
        return made

    def sells(self, dealer: Dealer, on: date, fen: int, units: int = 1) -> None:
        self.keep(
            SettledSale(
                provider=self.provider,
                dealer=dealer,
                reference=f"S-{next(NUMBERS)}",
                settled_on=on,
                units=-abs(units) if fen < 0 else abs(units),
                amount=yuan(fen),
                recorded_at=self.world.at,
            )
        )

    def sheets(self, dealer: Dealer, month: date, fens: Sequence[int], **more: Any) -> list[Sheet]:
        """Verified sheets of so many fen each."""
        if (form := self.forms.get((dealer.pk, month))) is None:
            form = MonthlyForm(
                provider=self.provider,
                dealer=dealer,
                month=month,
                code=f"F-{next(NUMBERS)}",
                sheet_count=len(fens),
                amount=yuan(sum(fens)),
                submitted_at=after(month),
            )
            self.keep(form)
            self.forms[dealer.pk, month] = form
        made = [
            Sheet(
                provider=self.provider,
                code=f"WX-{(number := next(NUMBERS)):06}",
                dealer=dealer,
                number=f"{number}",
                month=month,
                version=self.versions[dealer.pk],
                form=form,
                repaired_on=month,
                signer_name="钱一",
                signed_on=month,
                claimed=yuan(fen),
                allowed=yuan(fen),
                submitted_at=after(month),
                drafted_at=after(month),
                **{"state": "verified", **more},
            )
            for fen in fens
        ]
        self.keep(*made)
        return made

    def part(self, sheet: Sheet, fen: int, *, returned: bool = True) -> SheetLine:
        return SheetLine.objects.create(
            sheet=sheet,
            place=1,
            item="parts",
            name="控制器",
            unit_price=yuan(fen),
            claimed=yuan(fen),
            allowed=yuan(fen),
            old_part_returned=returned,
        )

    def complaint(self, dealer: Dealer, on: date, grade: str = "slight", **more: Any) -> Complaint:
        closed_at = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
        given = {
            "provider": self.provider,
            "code": f"TS-{next(NUMBERS)}",
            "key": uuid4(),
            "state": "closed",
            "source": "phone",
            "topic": "attitude",
            "grade": grade,
            "complainer_name": "钱一",
            "promised_code": "-",
            "dealer": dealer,
            "is_of_dealer": True,
            "verdict": "ours",
            "reply": "致歉",
            "received_at": closed_at,
            "answered_at": closed_at,
            "closed_at": closed_at,
            "closed_by": self.world.mei(Role.MANAGER),
        }
        self.keep(made := Complaint(**{**given, **more}))
        return made

    def penalty(self, sheet: Sheet, fen: int, state: str = "confirmed") -> Penalty:
        at, one, other = self.world.at, self.world.mei(Role.MANAGER), self.world.mei(Role.FINANCE)
        return Penalty.objects.create(
            provider=self.provider,
            code=f"JF-{next(NUMBERS)}",
            dealer=sheet.dealer,
            sheet=sheet,
            line=self.part(sheet, fen),
            amount=yuan(fen),
            times=10,
            fine=yuan(fen * 10),
            clause="10.2",
            reason="未更换",
            state=state,
            proposed_at=at,
            proposed_by=one,
            confirmed_at=at,
            confirmed_by=other,
        )

    def settle(self, month: date, by: User | None = None) -> actions.Settled:
        return actions.settle_month(
            provider_id=self.provider.pk, month=month, at=after(month), by=by
        )

    def statement(self, dealer: Dealer, month: date, kind: str = "monthly") -> Statement:
        return Statement.objects.get(dealer=dealer, month=month, kind=kind)

    def person_of(self, dealer: Dealer) -> User:
        """Somebody of a dealer who can sign in."""
        made = user(self.provider, f"of-{dealer.code}", f"{dealer.name}员工", Role.DEALER)
        Person.objects.create(provider=self.provider, user=made, name=str(made), dealer=dealer)
        return made


@pytest.fixture
def books(world: World) -> Books:
    return Books(world)
