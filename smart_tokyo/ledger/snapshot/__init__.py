"""The two databases of a snapshot: what each audience sees, how they are written, what changes between two. Where they
are kept is the store's."""
