package dev.drey.runtime.process;

import dev.drey.core.model.DeploymentId;
import dev.drey.runtime.files.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a deployment: its jar, its properties, a folder for each incarnation ({@code 1},
 * {@code 2}, …) and one for each check of a version that may follow it ({@code check-7}).
 */
record DeploymentFolder(Path path, DeploymentId id) {

  Path job() {
    return path.resolve("usrlib/job.jar");
  }

  /** Of an application in Python. */
  Path python() {
    return path.resolve("python");
  }

  /** What its processes log, and what is left when this folder is gone. */
  Path logs() {
    return path.resolveSibling(Home.LOGS).resolve(path.getFileName());
  }

  /** Where Flink writes what its job was, once that has ended. */
  Path past() {
    return path.resolveSibling(Home.PAST).resolve(path.getFileName());
  }

  /** Holds {@code etc/flink}. */
  Path etc() {
    return path;
  }

  /** What the class path begins with where there can be no private {@code /etc/flink}. */
  Path redirect() {
    return path.resolve("redirect");
  }

  /** Flink finds usrlib beside the directory that it is told is its lib. */
  Path lib() {
    return path.resolve("lib");
  }

  Incarnation incarnation(int number) {
    String folder = Integer.toString(number);
    return new Incarnation(path.resolve(folder), logs().resolve(folder), id, number);
  }

  /** All that were begun, the first one first. */
  List<Incarnation> incarnations() {
    return Trees.children(path).stream()
        .map(child -> child.getFileName().toString())
        .filter(name -> name.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .sorted()
        .map(this::incarnation)
        .toList();
  }

  CheckFolder check(int version) {
    String folder = CheckFolder.PREFIX + version;
    return new CheckFolder(path.resolve(folder), logs().resolve(folder), id);
  }

  /** Every folder in which a JVM may have been started. */
  List<Path> places() {
    return Stream.concat(incarnations().stream().map(Incarnation::path), checks()).toList();
  }

  /** Those of incarnations before this one, and of checks, which belong to none. */
  List<Path> placesBefore(int number) {
    Stream<Path> earlier =
        incarnations().stream().filter(each -> each.number() < number).map(Incarnation::path);
    return Stream.concat(earlier, checks()).toList();
  }

  private Stream<Path> checks() {
    return Trees.children(path).stream()
        .filter(child -> child.getFileName().toString().startsWith(CheckFolder.PREFIX));
  }

  /** Every JVM that was ever started in a place. */
  List<ProcessFiles> processesIn(Path place) {
    return Trees.children(place).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(ProcessFiles.PROCESS))
        .map(name -> name.substring(0, name.length() - ProcessFiles.PROCESS.length()))
        .map(name -> new ProcessFiles(place.resolve(name), id))
        .toList();
  }

  boolean hasProcesses(ProcFs kernel) {
    return places().stream().anyMatch(place -> hasProcesses(place, kernel));
  }

  boolean hasProcesses(Path place, ProcFs kernel) {
    return processesIn(place).stream().anyMatch(files -> files.running(kernel).isPresent());
  }

  boolean exists() {
    return Files.exists(path);
  }
}
