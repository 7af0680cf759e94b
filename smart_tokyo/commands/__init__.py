"""The command line, one module for each group of commands, and what starts servers. Nothing imports it; what a command
does is done by the ledger, the figures and the outputs."""
