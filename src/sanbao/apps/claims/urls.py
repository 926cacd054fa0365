"""Pages of repair sheets."""

from django.urls import path

from sanbao.apps.claims import views

app_name = "claims"
urlpatterns = [
    path("", views.sheet_list, name="list"),
    path("new/", views.new, name="new"),
    path("upload/", views.upload, name="upload"),
    path("imports/<str:code>/", views.sheet_import, name="import"),
    path("imports/<str:code>/take/", views.take_in, name="take_in"),
    path("imports/<str:code>/bad-rows/<str:file>/", views.bad_rows, name="bad_rows"),
    path("months/", views.month_list, name="month_list"),
    path("months/hand-in/", views.hand_in, name="hand_in"),
    path("penalties/", views.penalty_list, name="penalty_list"),
    path("penalties/<str:code>/", views.penalty, name="penalty"),
    path("penalties/<str:code>/<str:name>/", views.penalty_step, name="penalty_step"),
    path("checks/", views.spot_list, name="spot_list"),
    path("checks/draw/", views.draw, name="draw"),
    path("checks/<int:pk>/", views.spot, name="spot"),
    path("checks/<int:pk>/release/", views.release, name="release"),
    path("approvals/", views.word_list, name="word_list"),
    path("approvals/new/", views.ask_word, name="ask_word"),
    path("approvals/<str:code>/", views.word, name="word"),
    path("<str:code>/", views.sheet, name="sheet"),
    path("<str:code>/photos/", views.photo, name="photo"),
    path("<str:code>/edit/", views.edit, name="edit"),
    path("<str:code>/<str:name>/", views.step, name="step"),
]
