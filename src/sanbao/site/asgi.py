"""What granian serves."""

import gc
import os

gc.disable()  # a fifth of the time of loading went into looking for garbage where there is none

from django.core.asgi import get_asgi_application

from sanbao.site.environment import end_with_supervisor

end_with_supervisor()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
application = get_asgi_application()
gc.freeze()
gc.enable()
