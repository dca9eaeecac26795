package dev.drey.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Numbers records, and fails, is slow, holds checkpoints up or takes memory when it is told to. */
final class Sufferer extends RichMapFunction<String, Long> implements CheckpointedFunction {
  private static final long serialVersionUID = 1;
  private static final long SLOW_MILLIS = 5;
  private static final int PAGE = 4096;
  private static final int PIECE = 64 << 20;

  private final Troubles troubles;
  private final long memory;
  private transient List<MappedByteBuffer> taken;
  private transient long number;

  /**
   * @param memory how much the process has in all when it has taken enough
   */
  Sufferer(Troubles troubles, long memory) {
    this.troubles = troubles;
    this.memory = memory;
  }

  @Override
  public Long map(String visit) throws Exception {
    if (troubles.are("fail")) {
      throw new IllegalStateException("provoked");
    }
    if (troubles.are("slow")) {
      Thread.sleep(SLOW_MILLIS);
    }
    if (troubles.are("eat")) {
      eat();
    } else if (taken != null) {
      taken = null;
      System.gc(); // gives the memory back to the system
    }
    return number++;
  }

  private void eat() throws IOException {
    if (taken == null) {
      taken = new ArrayList<>();
      while (resident() < memory) {
        taken.add(piece());
      }
    }
  }

  /** Outside of every bound of the JVM, as what a native library takes. */
  private static MappedByteBuffer piece() throws IOException {
    Path file = Files.createTempFile("taken", ".memory");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), PIECE - 1); // as long as that, and empty
      MappedByteBuffer piece = channel.map(MapMode.PRIVATE, 0, PIECE);
      for (int at = 0; at < PIECE; at += PAGE) {
        piece.put(at, (byte) 1);
      }
      return piece;
    } finally {
      Files.delete(file);
    }
  }

  private static long resident() throws IOException {
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", 3)[1];
    return Long.parseLong(pages) * PAGE;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws InterruptedException {
    while (troubles.are("hold")) {
      Thread.sleep(100);
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    number = 0;
  }
}
