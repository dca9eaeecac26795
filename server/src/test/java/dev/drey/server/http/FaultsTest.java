package dev.drey.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Unavailable;
import dev.drey.server.wire.Contract;
import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultsTest {
  private final Contract contract = Contract.kinesisAnalytics();

  @ParameterizedTest
  @EnumSource
  void whatever_the_reason_clients_get_an_error_that_they_expect_of_the_operation(Reason reason) {
    for (String name : contract.operationNames()) {
      Operation operation = operation(name);

      Fault fault = Faults.of(new Refused(reason, "because"), operation);

      assertThat(operation.errors()).as(name).contains(fault.type());
      assertThat(fault).hasMessage("because");
      assertThat(fault.status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeApplication,       NOT_FOUND,             ResourceNotFoundException",
    "ListApplicationSnapshots,  NOT_FOUND,             InvalidArgumentException",
    "UpdateApplication,         STALE_VERSION,         ConcurrentModificationException",
    "StartApplication,          INVALID_CONFIGURATION, InvalidApplicationConfigurationException",
    "CreateApplication,         INVALID_CONFIGURATION, InvalidArgumentException",
    "CreateApplication,         UNSUPPORTED,           UnsupportedOperationException",
    "TagResource,               TOO_MANY_TAGS,         TooManyTagsException",
    "DeleteApplicationOutput,   UNSUPPORTED,           InvalidArgumentException",
  })
  void a_reason_has_its_own_error_or_else_the_nearest(String name, Reason reason, String type) {
    assertThat(Faults.of(new Refused(reason, ""), operation(name)).type()).isEqualTo(type);
  }

  @Test
  void what_somebody_else_could_not_do_may_be_tried_again() {
    Fault fault = Faults.of(new Unavailable("no space is left", new IOException()), "r1");

    assertThat(fault.status()).isEqualTo(500);
    assertThat(fault.type()).isEqualTo("ServiceUnavailableException");
    assertThat(fault).hasMessage("no space is left");
  }

  private Operation operation(String name) {
    return contract.operation(name).orElseThrow();
  }
}
