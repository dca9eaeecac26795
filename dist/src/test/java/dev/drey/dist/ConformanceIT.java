package dev.drey.dist;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The distribution passes the conformance tests, which know nothing of it but what the system
 * properties say, and so do three clients that are not ours.
 */
@Suite
@SelectPackages("dev.drey.conformance")
@SelectClasses(OtherClients.class)
class ConformanceIT {
  private static Optional<Drey> drey = Optional.empty();

  @BeforeSuite
  static void start() throws Exception {
    Path folder = Drey.freshFolder("conformance");
    drey = Optional.of(new Drey(folder.resolve("home")));
    JsonNode endpoints = drey.get().up().endpoints();
    Map.of(
            "drey.endpoint", endpoints.required("kinesisAnalytics").asText(),
            "drey.s3", endpoints.required("s3").asText(),
            "drey.credentials", endpoints.required("credentials").asText(),
            "drey.region", endpoints.required("region").asText(),
            "drey.jar", Odometer.jar(folder).toString())
        .forEach(System::setProperty);
  }

  @AfterSuite
  static void end() {
    drey.ifPresent(Drey::close);
  }
}
