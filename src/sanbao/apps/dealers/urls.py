"""Where the pages of the dealer's side are."""

from django.urls import path

from sanbao.apps.dealers import views

app_name = "dealers"
urlpatterns = [
    path("", views.dealer_list, name="list"),
    path("orders/", views.order_list, name="order_list"),
    path("orders/new/<str:code>/", views.send, name="send"),
    path("orders/<str:code>/", views.order, name="order"),
    path("orders/<str:code>/<slug:name>/", views.order_step, name="order_step"),
    path("award/", views.award_list, name="award_list"),
    path("award/<int:year>/", views.award, name="award"),
    path("award/<int:year>/decide/", views.decide, name="decide"),
    path("award/<int:year>/<str:code>.pdf", views.certificate, name="certificate"),
    path("territory/", views.move_list, name="move_list"),
    path("reports/", views.report_list, name="report_list"),
    path("surveys/", views.survey_list, name="survey_list"),
    path("surveys/new/", views.open_survey, name="open_survey"),
    path("surveys/<str:code>/", views.survey, name="survey"),
    path("checks/", views.audit_list, name="audit_list"),
    path("checks/draw/", views.draw, name="draw"),
    path("checks/<str:code>/", views.audit, name="audit"),
    path("failures/", views.failure_list, name="failure_list"),
    path("failures/new/", views.open_failure, name="open_failure"),
    path("failures/<str:code>/", views.failure, name="failure"),
    path("failures/<str:code>/<slug:name>/", views.failure_step, name="failure_step"),
    path("<str:code>/", views.dealer_file, name="file"),
    path("<str:code>/reports/<slug:kind>/<str:period>/", views.report, name="report"),
    path("<str:code>/<slug:name>/", views.step, name="step"),
]
