"""The zip of a PyFlink application, for Drey and for Amazon Managed Service for Apache Flink alike.

``python -m drey package`` does it from the command line; here it is :func:`package`, of a :class:`Project`.
"""

from drey.package.aws import RUN_OPTIONS
from drey.package.packing import Package, package
from drey.package.project import Project, Refused, Runtime

__all__ = ["RUN_OPTIONS", "Package", "Project", "Refused", "Runtime", "package"]
