"""Where the pages of trainings and certificates are."""

from django.urls import path

from sanbao.apps.training import views

app_name = "training"
urlpatterns = [
    path("", views.session_list, name="session_list"),
    path("courses/", views.course_list, name="course_list"),
    path("courses/new/", views.create_course, name="create_course"),
    path("courses/<str:code>/", views.course, name="course"),
    path("courses/<str:code>/change/", views.change_course, name="change_course"),
    path("courses/<str:code>/plan/", views.plan, name="plan"),
    path("courses/<str:code>/material/", views.add_material, name="add_material"),
    path("courses/<str:code>/material/<int:pk>/drop/", views.drop_material, name="drop_material"),
    path("sessions/<str:code>/", views.session, name="session"),
    path("sessions/<str:code>/change/", views.change_session, name="change_session"),
    path("sessions/<str:code>/sign-up/", views.sign_up, name="sign_up"),
    path("sessions/<str:code>/withdraw/<int:pk>/", views.withdraw, name="withdraw"),
    path("sessions/<str:code>/cancel/", views.cancel, name="cancel"),
    path("sessions/<str:code>/hold/", views.hold, name="hold"),
    path("mine/", views.mine, name="mine"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
    path("certificates/", views.certificate_list, name="certificate_list"),
    path("certificates/<int:pk>/", views.certificate, name="certificate"),
    path("certificates/<int:pk>/renew/", views.renew, name="renew"),
    path("certificates/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("needs/", views.needs, name="needs"),
    path("needs/<int:pk>/drop/", views.drop_need, name="drop_need"),
]
