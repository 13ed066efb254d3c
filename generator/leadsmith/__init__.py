"""Leadsmith: from an OpenAPI description to a typed Python client."""

__version__ = "0.1.0"
