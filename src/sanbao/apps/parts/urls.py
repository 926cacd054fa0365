"""Where the pages of loans are."""

from django.urls import path

from sanbao.apps.parts import views

app_name = "parts"
urlpatterns = [
    path("", views.loan_list, name="list"),
    path("pool/", views.pool, name="pool"),
    path("pool/<int:pk>/remove/", views.remove, name="remove"),
    path("ask/<str:case_code>/", views.ask, name="ask"),
    path("<str:code>/", views.loan, name="loan"),
    path("<str:code>/hand-over/", views.hand_over, name="hand_over"),
    path("<str:code>/take-back/", views.take_back, name="take_back"),
    path("<str:code>/withdraw/", views.withdraw, name="withdraw"),
]
