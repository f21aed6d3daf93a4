"""The command line: thin commands on typer, the only place that knows it, the clock and the environment."""
