package dev.drey.server;

import java.nio.file.Path;

/** Where things lie in the home of a server. */
record Layout(Path home) {
  Layout {
    home = home.toAbsolutePath().normalize();
  }

  Path lock() {
    return home.resolve("server.lock");
  }

  Path database() {
    return home.resolve("drey.db");
  }

  Path metrics() {
    return home.resolve("metrics.db");
  }

  Path endpoints() {
    return home.resolve("endpoints.json");
  }

  Path credentials() {
    return home.resolve("credentials");
  }

  Path audit() {
    return home.resolve("audit.jsonl");
  }

  /** Requests too large for memory, while they come. */
  Path received() {
    return home.resolve("received");
  }

  /** Of the embedded object store, a folder for each account. */
  Path buckets() {
    return home.resolve("buckets");
  }

  Path artifacts() {
    return home.resolve("artifacts");
  }
}
