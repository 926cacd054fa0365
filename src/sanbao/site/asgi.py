"""What granian serves."""

import gc
import os

from django.core.asgi import get_asgi_application
from django.urls import get_resolver

from sanbao.site.environment import end_with_supervisor

end_with_supervisor()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
gc.disable()  # a fifth of the time of loading went into looking for garbage where there is none
application = get_asgi_application()
get_resolver().url_patterns  # noqa: B018 - the pages too, before somebody asks for one
gc.freeze()
gc.enable()
