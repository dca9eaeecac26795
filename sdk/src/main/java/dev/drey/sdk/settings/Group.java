package dev.drey.sdk.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The property group that a settings record is read from. On a component it names another group
 * than the record's: for a nested record, or for {@link java.util.Properties}, which take the group
 * as it is and are empty where there is none (settings of a client library, for example).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Group {
  /**
   * The group's id.
   *
   * @return the id, as in {@code PropertyGroupId}
   */
  String value();
}
