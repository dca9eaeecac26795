package dev.drey.testkit.engine;

import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointMetaData;
import org.apache.flink.runtime.checkpoint.CheckpointMetrics;
import org.apache.flink.runtime.checkpoint.InflightDataRescalingDescriptor;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.PrioritizedOperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SubTaskInitializationMetrics;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.checkpoint.channel.SequentialChannelStateReader;
import org.apache.flink.runtime.checkpoint.filemerging.FileMergingSnapshotManager;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.TaskStateManager;
import org.apache.flink.runtime.state.changelog.ChangelogStateHandle;
import org.apache.flink.runtime.state.changelog.StateChangelogStorage;
import org.apache.flink.runtime.state.changelog.StateChangelogStorageView;

/** Gives one subtask the state that it starts from, if there is any. */
record RestoredState(Optional<OperatorSubtaskState> state, long checkpoint)
    implements TaskStateManager {

  static RestoredState none() {
    return new RestoredState(Optional.empty(), 0);
  }

  @Override
  public PrioritizedOperatorSubtaskState prioritizedOperatorState(OperatorID operatorId) {
    return state
        .map(
            found ->
                new PrioritizedOperatorSubtaskState.Builder(found, List.of(), checkpoint).build())
        .orElseGet(
            () ->
                checkpoint == 0
                    ? PrioritizedOperatorSubtaskState.emptyNotRestored()
                    : PrioritizedOperatorSubtaskState.empty(checkpoint));
  }

  @Override
  public Optional<OperatorSubtaskState> getSubtaskJobManagerRestoredState(OperatorID operatorId) {
    return state;
  }

  @Override
  public Optional<Long> getRestoreCheckpointId() {
    return checkpoint == 0 ? Optional.empty() : Optional.of(checkpoint);
  }

  @Override
  public LocalRecoveryConfig createLocalRecoveryConfig() {
    return LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED;
  }

  @Override
  public SequentialChannelStateReader getSequentialChannelStateReader() {
    return SequentialChannelStateReader.NO_OP;
  }

  @Override
  public InflightDataRescalingDescriptor getInputRescalingDescriptor() {
    return InflightDataRescalingDescriptor.NO_RESCALE;
  }

  @Override
  public InflightDataRescalingDescriptor getOutputRescalingDescriptor() {
    return InflightDataRescalingDescriptor.NO_RESCALE;
  }

  @Override
  public boolean isTaskDeployedAsFinished() {
    return false;
  }

  @Override
  public StateChangelogStorage<?> getStateChangelogStorage() {
    return null;
  }

  @Override
  public StateChangelogStorageView<?> getStateChangelogStorageView(
      Configuration configuration, ChangelogStateHandle changelogStateHandle) {
    return null;
  }

  @Override
  public FileMergingSnapshotManager getFileMergingSnapshotManager() {
    return null;
  }

  @Override
  public void reportInitializationMetrics(SubTaskInitializationMetrics metrics) {}

  @Override
  public void reportTaskStateSnapshots(
      CheckpointMetaData checkpointMetaData,
      CheckpointMetrics checkpointMetrics,
      TaskStateSnapshot acknowledgedState,
      TaskStateSnapshot localState) {}

  @Override
  public void reportIncompleteTaskStateSnapshots(
      CheckpointMetaData checkpointMetaData, CheckpointMetrics checkpointMetrics) {}

  @Override
  public void notifyCheckpointComplete(long checkpointId) {}

  @Override
  public void notifyCheckpointAborted(long checkpointId) {}

  @Override
  public void close() {}
}
