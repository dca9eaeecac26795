package dev.drey.core.capacity;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Those of an application's options that decide how large its processes are, by Flink's own names,
 * and the disk, for which Flink has none. What they leave open follows from the size of a KPU.
 */
public record SizeOptions(Map<String, String> values) {
  public static final SizeOptions NONE = new SizeOptions(Map.of());
  static final String TASK_MANAGER = "taskmanager.memory.";
  static final String JOB_MANAGER = "jobmanager.memory.";
  static final String CORES = "taskmanager.cpu.cores";

  /** Of one TaskManager. */
  public static final String DISK = "taskmanager.disk.size";

  private static final String ROCKSDB_ELSEWHERE = "state.backend.rocksdb.localdir";

  public SizeOptions {
    var sizes = new TreeMap<String, String>();
    values.forEach(
        (key, value) -> {
          if (decidesSize(key) || key.equals(DISK) || key.equals(ROCKSDB_ELSEWHERE)) {
            sizes.put(key, value);
          }
        });
    values = Map.copyOf(sizes);
  }

  /** Whether an option is settled here, part by part, before Flink sees anything. */
  public static boolean decidesSize(String key) {
    return key.equals(CORES)
        || key.startsWith(JOB_MANAGER)
        || (key.startsWith(TASK_MANAGER)
            && (key.endsWith("size")
                || key.endsWith(".min")
                || key.endsWith(".max")
                || key.endsWith("fraction"))
            && !key.contains(".consumer-weights")
            && !key.startsWith(TASK_MANAGER + "segment-size")
            && !key.startsWith(TASK_MANAGER + "min-segment-size"));
  }

  Kpu kpu(Kpu usual) {
    return new Kpu(
        value(CORES).map(text -> cores(text)).orElse(usual.cores()),
        memory(TASK_MANAGER + "process.size").orElse(usual.memory()));
  }

  MemorySize jobManager(MemorySize usual) {
    return memory(JOB_MANAGER + "process.size").orElse(usual);
  }

  /** Absent where nobody has said how much a TaskManager is meant to take. */
  Optional<MemorySize> disk() {
    Optional<MemorySize> disk = memory(DISK);
    if (disk.filter(size -> size.bytes() == 0).isPresent()) {
      throw conflict(DISK + " is 0; leave it out where nothing is to be said");
    }
    if (disk.isPresent() && value(ROCKSDB_ELSEWHERE).isPresent()) {
      throw conflict(
          DISK
              + " is measured in the folder that Drey gives to Flink, and "
              + ROCKSDB_ELSEWHERE
              + " leads RocksDB out of it; set one of them");
    }
    return disk;
  }

  Optional<MemorySize> memory(String key) {
    return value(key).map(text -> readMemory(key, text));
  }

  MemorySize memory(String key, MemorySize preset) {
    return memory(key).orElse(preset);
  }

  /** As Flink reads it: in single precision. */
  private double fraction(String key, float preset) {
    return value(key).map(text -> number(key, text)).orElse(preset);
  }

  /** A fraction with bounds: three options whose names begin alike. */
  Share share(String name, String prefix, MemorySize least, MemorySize most, float preset) {
    return new Share(
        name,
        memory(prefix + ".min", least),
        memory(prefix + ".max", most),
        fraction(prefix + ".fraction", preset));
  }

  private Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip);
  }

  private static double cores(String text) {
    try {
      double cores = Double.parseDouble(text);
      if (cores > 0 && cores < 1_000_000) {
        return cores;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw conflict(CORES + " is '" + text + "'; it has to be a number of cores, such as 0.5 or 4");
  }

  private static float number(String key, String text) {
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw conflict(key + " is '" + text + "'; it has to be a fraction, such as 0.3");
    }
  }

  private static MemorySize readMemory(String key, String text) {
    try {
      return MemorySize.parse(text);
    } catch (IllegalArgumentException e) {
      throw conflict(key + ": " + e.getMessage());
    }
  }

  static Refused conflict(String message) {
    return new Refused(Reason.INVALID_CONFIGURATION, message);
  }
}
