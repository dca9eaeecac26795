package dev.drey.server.http.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'key':'s3.secret-key','value':'hunter2'}]              | [{'key':'s3.secret-key','value':'******'}]",
        "[{'key':'s3.access-key','value':'hunter2'}]              | [{'key':'s3.access-key','value':'******'}]",
        "[{'key':'parallelism.default','value':'4'}]              | [{'key':'parallelism.default','value':'4'}]",
        "[{'key':'security.delegation.tokens.enabled','value':'true'}] | [{'key':'security.delegation.tokens.enabled','value':'true'}]",
        "{'user-config':{'db.PassWord':'hunter2','topic':'clicks'}} | {'user-config':{'db.PassWord':'******','topic':'clicks'}}",
        "{'db.password':12345}                                    | {'db.password':'******'}",
        "{'credentials':{'user':'a','api_key':'hunter2'}}         | {'credentials':{'user':'a','api_key':'******'}}",
        "{'jvm':{'options':['-Xmx1g','-Ddb.password=hunter2 and more']}} | {'jvm':{'options':['-Xmx1g','-Ddb.password=******']}}",
        "{'environment':['PATH=/bin','AWS_SECRET_ACCESS_KEY=hunter2']} | {'environment':['PATH=/bin','AWS_SECRET_ACCESS_KEY=******']}",
      })
  void what_stands_beside_a_secret_name_is_hidden(String settings, String shown)
      throws JsonProcessingException {
    var json = new ObjectMapper();

    assertThat(Secrets.hideIn(json.readTree(settings.replace('\'', '"'))))
        .isEqualTo(json.readTree(shown.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC -Dmy.api-key=hunter2 -Dother=1",
        "-Dx=1 -Dmy.token='hunter2 hunter2'",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"a\" password=\"hunter2\";",
        "jdbc:postgresql://db/x?user=a&password=hunter2&ssl=true",
        "postgres://admin:hunter2@db:5432/x",
        "--db-password hunter2 --topic clicks",
        "{\"password\": \"hunter2\"}",
        "Authorization: hunter2",
      })
  void a_secret_within_a_text_is_hidden(String text) {
    assertThat(Secrets.hideIn(text)).doesNotContain("hunter2").contains(Secrets.MASK);
  }

  @Test
  void an_access_key_is_hidden_wherever_it_stands() {
    assertThat(Secrets.hideIn("with AKIAIOSFODNN7EXAMPLE in it")).isEqualTo("with ****** in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/opt/flink/lib/flink-dist-1.20.5.jar:/opt/x.jar",
        "-Xmx1g",
        "s3://bucket/a@b",
        "-Dlog.file=/tmp/x.log"
      })
  void all_else_stays(String text) {
    assertThat(Secrets.hideIn(text)).isEqualTo(text);
  }
}
