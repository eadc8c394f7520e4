"""The worker beside the site: takes queued runs, oldest first, and works on each with its owner's rights."""
