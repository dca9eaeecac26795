"""PyFlink applications: their tests, metrics, validation, packaging, and what they call in Java.

The parts are imported by name: ``drey.testing``, ``drey.metrics``, ``drey.validation``, ``drey.java`` and
``drey.package``.
"""
