package dev.drey.runtime.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.model.PropertyGroup;
import java.util.List;

/** The file in which an application finds its properties, groups that are for Drey left out. */
final class PropertiesFile {
  static final String NAME = "application_properties.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private PropertiesFile() {}

  static String text(List<PropertyGroup> groups) {
    ArrayNode array = JSON.createArrayNode();
    for (PropertyGroup group : groups) {
      if (group.isForDrey()) {
        continue;
      }
      ObjectNode node = array.addObject().put("PropertyGroupId", group.id());
      ObjectNode map = node.putObject("PropertyMap");
      group.properties().forEach(map::put);
    }
    return array.toString();
  }
}
