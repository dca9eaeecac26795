package dev.drey.runtime.process;

/** What Flink's logging is told. */
final class LogSettings {
  private LogSettings() {}

  /**
   * @param level of everything, by Log4j's name
   */
  static String text(String level) {
    return """
        monitorInterval = 0
        rootLogger.level = %s
        rootLogger.appenderRef.file.ref = file
        appender.file.name = file
        appender.file.type = RollingFile
        appender.file.fileName = ${sys:log.file}
        appender.file.filePattern = ${sys:log.file}.%%i
        appender.file.layout.type = PatternLayout
        appender.file.layout.pattern = %%d{yyyy-MM-dd HH:mm:ss,SSS} %%-5p %%-60c %%x - %%m%%n
        appender.file.policies.type = Policies
        appender.file.policies.size.type = SizeBasedTriggeringPolicy
        appender.file.policies.size.size = 20MB
        appender.file.strategy.type = DefaultRolloverStrategy
        appender.file.strategy.max = 4
        logger.netty.name = org.jboss.netty.channel.DefaultChannelPipeline
        logger.netty.level = OFF
        """
        .formatted(level);
  }
}
