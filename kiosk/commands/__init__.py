"""One module a command: `arguments` adds its options, `run` does it and gives the exit code."""
