package dev.drey.runtime.process;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Free ports of this machine, below those that the system gives to connections going out. One may
 * be lost before it is used; then the JVM that wanted it ends, and the next incarnation has others.
 */
final class Ports {
  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;
  private static final int TRIES = 1_000;

  private Ports() {}

  static List<Integer> free(int count) {
    List<Integer> ports = new ArrayList<>();
    var random = new Random();
    for (int tries = 0; tries < TRIES && ports.size() < count; tries++) {
      int port = FIRST + random.nextInt(COUNT);
      if (!ports.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new Unavailable(
          "no free ports between " + FIRST + " and " + (FIRST + COUNT) + " on 127.0.0.1");
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
