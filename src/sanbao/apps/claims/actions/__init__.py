"""What may be done with repair sheets."""

from sanbao.apps.claims.actions.settling import settled as settled
