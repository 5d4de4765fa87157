"""The starter of this repository: environment, embedded servers, supervisor, gates. No part of the application."""
