package dev.drey.storage.database;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Records of core as JSON text, by rules instead of a list: a sealed family by the simple names of
 * its records, a record that wraps a string as that string, times as ISO 8601, what is absent left
 * out. Renaming such a record or component needs a migration. What a later version added is skipped
 * in reading.
 */
final class StoredJson {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JsonMapper mapper =
      JsonMapper.builder()
          .annotationIntrospector(new Rules())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .withConfigOverride(
              List.class,
              list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .withConfigOverride(
              Map.class, map -> map.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  <T> String write(Class<T> type, T value) {
    try {
      return mapper.writerFor(type).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be stored: " + type.getSimpleName(), e);
    }
  }

  <T> T read(Class<T> type, String json) {
    try {
      return mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be read: a stored " + type.getSimpleName(), e);
    }
  }

  String write(Map<String, String> texts) {
    try {
      return mapper.writerFor(TEXTS).writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be stored", e);
    }
  }

  Map<String, String> readTexts(String json) {
    try {
      return mapper.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be read: a stored map of texts", e);
    }
  }

  /** Says of core's types what they would say with annotations, if core knew Jackson. */
  private static final class Rules extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;
    private static final JsonTypeInfo.Value NAMED =
        JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true);

    @Override
    public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
      boolean family = annotated instanceof AnnotatedClass type && isFamily(type.getRawType());
      return family ? NAMED : super.findPolymorphicTypeInfo(config, annotated);
    }

    private static boolean isFamily(Class<?> type) {
      return type.isSealed() || Stream.of(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    @Override
    public List<NamedType> findSubtypes(Annotated annotated) {
      return annotated.getRawType().isSealed()
          ? Stream.of(annotated.getRawType().getPermittedSubclasses())
              .map(type -> new NamedType(type, type.getSimpleName()))
              .toList()
          : super.findSubtypes(annotated);
    }

    @Override
    public String findTypeName(AnnotatedClass type) {
      return type.getRawType().getSimpleName();
    }

    @Override
    public Boolean hasAsValue(Annotated annotated) {
      boolean text =
          annotated instanceof AnnotatedMethod method
              && method.getName().equals("value")
              && isText(method.getDeclaringClass());
      return text ? Boolean.TRUE : super.hasAsValue(annotated);
    }

    @Override
    public JsonCreator.Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
      boolean text =
          annotated instanceof AnnotatedConstructor constructor
              && isText(constructor.getDeclaringClass());
      return text ? JsonCreator.Mode.DELEGATING : super.findCreatorAnnotation(config, annotated);
    }

    private static boolean isText(Class<?> type) {
      if (!type.isRecord()) {
        return false;
      }
      RecordComponent[] components = type.getRecordComponents();
      return components.length == 1
          && components[0].getName().equals("value")
          && components[0].getType() == String.class;
    }
  }
}
