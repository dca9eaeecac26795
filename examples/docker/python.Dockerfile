# Makes the zip of a PyFlink application where there is Docker and nothing else, and leaves it in the folder `out`:
#
#     docker build --file examples/docker/python.Dockerfile --build-context project=PATH --output out .
#
# PATH is the application's folder (docs/python.md#packaging); the context is the root of this repository.

FROM python:3.11-slim AS build
# Maven fetches connectors; PyFlink is what every module is imported with before it is packed.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends maven \
 && rm -rf /var/lib/apt/lists/*
RUN pip install --quiet --no-cache-dir apache-flink==1.20.5
COPY python /drey
RUN pip install --quiet --no-cache-dir /drey
COPY --from=project . /project
RUN mkdir /out && python -m drey package /project --output /out/application.zip > /out/run-options.json

FROM scratch
COPY --from=build /out /
