"""Pages of the dealer's side."""

from sanbao.apps.dealers.views.file import dealer_file as dealer_file
from sanbao.apps.dealers.views.file import step as step
from sanbao.apps.dealers.views.listing import dealer_list as dealer_list
