"""What granian serves."""

import os

from django.core.asgi import get_asgi_application

from sanbao.site.environment import end_with_supervisor

end_with_supervisor()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
application = get_asgi_application()
