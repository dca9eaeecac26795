"""The application: interactions from Kafka and Kinesis, tagged, into files."""

import sys

from bot_tagging.connections import build
from bot_tagging.settings import SERVICE, Connections, property_groups, tagging
from pyflink.datastream import StreamExecutionEnvironment


def main(properties=SERVICE):
    """Submits the job.

    :param properties: a file of property groups to use instead of the service's
    """
    groups = property_groups(properties)
    environment = StreamExecutionEnvironment.get_execution_environment()
    build(environment, Connections.of(groups), tagging(groups))
    environment.execute("bot-tagging")


if __name__ == "__main__":
    main(*sys.argv[1:2])
