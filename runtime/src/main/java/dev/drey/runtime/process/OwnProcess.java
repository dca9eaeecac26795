package dev.drey.runtime.process;

import dev.drey.core.model.DeploymentId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that was started for a deployment, as the launcher wrote it down. */
record OwnProcess(long pid, long startTime, String bootId) {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]+) ([0-9]+) (\\S+)\\s*");

  static Optional<OwnProcess> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new OwnProcess(
            Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)));
  }

  /** The argument by which a process says whose it is. */
  static String mark(DeploymentId deployment) {
    return "-Ddrey.deployment=" + deployment;
  }

  /** Only when everything agrees: pids are given again, and so is a machine. */
  boolean isAlive(ProcFs kernel, DeploymentId deployment) {
    return kernel.bootId().equals(bootId)
        && kernel.startTime(pid).filter(time -> time == startTime).isPresent()
        && isMarked(kernel.arguments(pid), deployment);
  }

  /** While one program takes another's place (exec) there are no arguments for a moment. */
  private static boolean isMarked(List<String> arguments, DeploymentId deployment) {
    return arguments.contains(mark(deployment)) || arguments.equals(List.of(""));
  }

  /** Ends it at once. */
  void kill() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Asks it to end. */
  void terminate() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
  }
}
