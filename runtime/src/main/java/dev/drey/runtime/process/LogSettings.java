package dev.drey.runtime.process;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.LogLevels;
import dev.drey.core.model.Version;
import dev.drey.runtime.files.WholeFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Flink's logging is told: one JSON object a line, with the fields of the AWS service and two
 * before them, the time first, since a reader finds its way by it. Log4j looks for a change of this
 * file each second.
 */
record LogSettings(String arn, int version, Path folder, LogBounds bounds, LogLevels levels) {
  static final String NAME = "log4j.properties";

  private static final Pattern VERSION =
      Pattern.compile("^property\\.version = ([0-9]+)$", Pattern.MULTILINE);

  /** Location by its own converter: it holds nothing that JSON would have to escape. */
  private static final String LINE =
      "{\"timestamp\":%d{UNIX_MILLIS},\"process\":\"${sys:drey.process}\","
          + "\"locationInformation\":\"%l\",\"logger\":\"%enc{%c}{JSON}\","
          + "\"message\":\"%enc{%m}{JSON}\",\"threadName\":\"%enc{%t}{JSON}\","
          + "\"applicationARN\":\"${arn}\",\"applicationVersionId\":\"${version}\","
          + "\"messageSchemaVersion\":\"1\",\"messageType\":\"%p{TRACE=DEBUG, FATAL=ERROR}\""
          + "%notEmpty{,\"throwableInformation\":\"%enc{%ex}{JSON}\"}}%n";

  /** What is printed is told whatever the others' level is. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "stdout", "INFO",
          "stderr", "INFO",
          "org.jboss.netty.channel.DefaultChannelPipeline", "OFF");

  static LogSettings of(ApplicationId application, Version version, Path folder, LogBounds bounds) {
    return new LogSettings(
        application.arn(), version.number(), folder, bounds, version.configuration().logLevels());
  }

  String text() {
    var text =
        new StringBuilder(
            """
            monitorInterval = 1
            property.arn = %s
            property.version = %d
            rootLogger.level = %s
            rootLogger.appenderRef.file.ref = file
            appender.file.name = file
            appender.file.type = RollingFile
            appender.file.fileName = ${sys:log.file}
            appender.file.filePattern = ${sys:log.file}.%%i
            appender.file.layout.type = PatternLayout
            appender.file.layout.charset = UTF-8
            appender.file.layout.alwaysWriteExceptions = false
            appender.file.layout.pattern = %s
            appender.file.policies.type = Policies
            appender.file.policies.size.type = SizeBasedTriggeringPolicy
            appender.file.policies.size.size = %d
            appender.file.strategy.type = DefaultRolloverStrategy
            appender.file.strategy.fileIndex = nomax
            appender.file.strategy.delete.type = Delete
            appender.file.strategy.delete.basePath = %s
            appender.file.strategy.delete.maxDepth = 1
            appender.file.strategy.delete.name.type = IfFileName
            appender.file.strategy.delete.name.regex = ${sys:drey.process}\\\\.log\\\\.[0-9]+
            appender.file.strategy.delete.name.count.type = IfAccumulatedFileCount
            appender.file.strategy.delete.name.count.exceeds = %d
            """
                .formatted(
                    arn,
                    version,
                    levels.root(),
                    LINE,
                    bounds.file(),
                    escaped(folder),
                    bounds.olderFiles()));
    var loggers = new TreeMap<String, String>(ALWAYS);
    levels.loggers().forEach((logger, level) -> loggers.put(logger, level.name()));
    int number = 0;
    for (Map.Entry<String, String> logger : loggers.entrySet()) {
      number++;
      text.append("logger.%d.name = %s%n".formatted(number, logger.getKey()));
      text.append("logger.%d.level = %s%n".formatted(number, logger.getValue()));
    }
    return text.toString();
  }

  private static String escaped(Path path) {
    return path.toString().replace("\\", "\\\\");
  }

  /** By which version a file of these was written. */
  static OptionalInt version(Path file) {
    return WholeFile.read(file).map(VERSION::matcher).filter(Matcher::find).stream()
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst();
  }
}
