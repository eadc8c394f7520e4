from hundred.stewardship.models.run import Run, RunFile, RunFinding

__all__ = ["Run", "RunFile", "RunFinding"]
