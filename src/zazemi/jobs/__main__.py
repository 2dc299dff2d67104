"""``python -m zazemi.jobs``: the worker alone, as the supervisor starts it."""

if __name__ == "__main__":
    import django

    django.setup()

    from zazemi.jobs.worker import run_worker

    run_worker()
