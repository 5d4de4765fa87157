"""Turn a message in a file into what it says; read in a limited child process, which knows nothing of Django."""
