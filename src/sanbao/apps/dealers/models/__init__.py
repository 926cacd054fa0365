"""The dealer's side: its organisation, its account."""

from sanbao.apps.dealers.models.account import BankAccount as BankAccount
from sanbao.apps.dealers.models.organisation import Equipment as Equipment
from sanbao.apps.dealers.models.organisation import Gear as Gear
from sanbao.apps.dealers.models.organisation import Post as Post
from sanbao.apps.dealers.models.organisation import PostKind as PostKind
