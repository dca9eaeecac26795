package dev.drey.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish that the server ends together with everything it runs. */
final class Ending {
  private final CountDownLatch wished = new CountDownLatch(1);

  void wish() {
    wished.countDown();
  }

  boolean isWished() {
    return wished.getCount() == 0;
  }

  void await() throws InterruptedException {
    wished.await();
  }

  boolean await(long millis) throws InterruptedException {
    return wished.await(millis, TimeUnit.MILLISECONDS);
  }
}
