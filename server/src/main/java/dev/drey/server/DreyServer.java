package dev.drey.server;

import dev.drey.core.control.Commands;
import dev.drey.core.control.Copyist;
import dev.drey.core.control.Reconciler;
import dev.drey.server.http.HttpServer;
import dev.drey.server.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server: comes up, tends its applications, and ends with them or without them. */
final class DreyServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DreyServer.class);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Settings settings;
  private final HttpServer http;
  private final Reconciler reconciler;
  private final Copyist copyist;
  private final Commands commands;
  private final Ending ending;
  private final Runnable announce;
  private final Runnable withdraw;
  private final String properties;
  private final Closing closing;

  DreyServer(
      Settings settings,
      HttpServer http,
      Reconciler reconciler,
      Copyist copyist,
      Commands commands,
      Ending ending,
      Runnable announce,
      Runnable withdraw,
      String properties,
      Closing closing) {
    this.settings = settings;
    this.http = http;
    this.reconciler = reconciler;
    this.copyist = copyist;
    this.commands = commands;
    this.ending = ending;
    this.announce = announce;
    this.withdraw = withdraw;
    this.properties = properties;
    this.closing = closing;
  }

  /** Answers, and runs what should run. */
  void start() {
    http.start();
    commands.runs().resume();
    reconciler.start();
    copyist.start();
    announce.run();
    log.info(
        "up home={} api=http://{}:{} kpu={} cores and {} jobmanager={}",
        settings.home(),
        settings.http().host(),
        http.port(),
        settings.sizes().kpu().cores(),
        settings.sizes().kpu().memory(),
        settings.sizes().jobManager());
    log.info("applications get {}", properties);
    if (settings.auth() == Settings.Auth.NONE) {
      log.warn(
          "--auth none: signatures are not looked at; everybody on this machine may do everything");
    }
  }

  /** Tends without answering anybody, to stop what the last server left running. */
  void startToStop() {
    reconciler.start();
    ending.wish();
  }

  /** Waits for the wish that everything ends, and stops every application with a snapshot. */
  void awaitShutDown() throws InterruptedException {
    ending.await();
    Instant late = Instant.now().plus(settings.down());
    while (commands.runs().park(settings.down())) {
      if (Instant.now().isAfter(late.plus(settings.down()))) {
        throw new StartRefused(
            "Not everything came to rest in time; 'drey down' again goes on with it.");
      }
      Thread.sleep(LOOK.toMillis());
    }
    log.info("every application is at rest");
  }

  @Override
  public void close() {
    withdraw.run();
    closing.close();
  }
}
