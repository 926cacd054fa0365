"""Where the pages of loans, parts and stores are."""

from django.urls import path

from sanbao.apps.parts import views

app_name = "parts"
urlpatterns = [
    path("", views.loan_list, name="list"),
    path("pool/", views.pool, name="pool"),
    path("pool/<int:pk>/remove/", views.remove, name="remove"),
    path("ask/<str:case_code>/", views.ask, name="ask"),
    path("parts/", views.part_list, name="part_list"),
    path("usual/", views.usual_list, name="usual_list"),
    path("usual/<int:pk>/drop/", views.drop_usual, name="drop_usual"),
    path("stock/", views.stock_list, name="stock_list"),
    path("stock/<str:kind>/<str:code>/", views.store, name="store"),
    path("stock/<str:kind>/<str:code>/move/", views.move, name="move"),
    path("<str:code>/", views.loan, name="loan"),
    path("<str:code>/hand-over/", views.hand_over, name="hand_over"),
    path("<str:code>/take-back/", views.take_back, name="take_back"),
    path("<str:code>/withdraw/", views.withdraw, name="withdraw"),
]
