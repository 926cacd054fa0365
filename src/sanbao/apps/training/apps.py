from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "sanbao.apps.training"
    label = "training"
