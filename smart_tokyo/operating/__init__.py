"""What keeps a server in order and tells its operator how it does: durable files, the log, numbers about the process.

Nothing here knows what is served, or to whom.
"""
