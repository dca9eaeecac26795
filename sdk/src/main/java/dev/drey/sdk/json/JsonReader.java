package dev.drey.sdk.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.drey.sdk.Received;
import java.io.IOException;

/**
 * Reads JSON objects into a record of the application's (Jackson's, so annotations of its class
 * count). Fields that the record does not have are passed over, those that the object does not have
 * are null, 0 or false: what has to be there is for validation to say.
 *
 * @param <T> the record
 */
public final class JsonReader<T> implements Received.Reader<T> {
  private static final long serialVersionUID = 1;

  private final Class<T> type;
  private transient ObjectReader objects;

  /**
   * Reads this class.
   *
   * @param type the record
   */
  public JsonReader(Class<T> type) {
    this.type = type;
  }

  @Override
  public void open() {
    objects =
        new ObjectMapper()
            .readerFor(type)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  @Override
  public T read(byte[] bytes) throws IOException {
    return objects.readValue(bytes);
  }
}
