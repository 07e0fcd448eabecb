"""What the queue of django.tasks holds: of each job its key and nothing else; the job's row says the rest."""

from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from cases.models import Job


@task()
def run_job(key: int) -> None:
    """Take the job up, for as long as it is this worker's turn."""
    from cases.jobs.running import run

    run(key)


def enqueue(job: Job) -> None:
    """Put `job` in the queue, together with what else the transaction writes."""
    run_job.enqueue(job.pk)


def is_queued(job: Job) -> bool:
    """Whether a worker will come to `job` without anybody doing more."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=run_job.module_path)
    return waiting.filter(args_kwargs={"args": [job.pk], "kwargs": {}}).exists()
