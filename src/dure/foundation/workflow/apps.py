from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "dure.foundation.workflow"
    label = "workflow"
