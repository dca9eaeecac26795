package dev.drey.keeper.tend;

import dev.drey.keeper.policy.Share.Depth;
import java.util.Optional;
import java.util.Set;

/** Has snapshots read to their end. Drey does; AWS has nothing of the kind. */
public interface Verifier {
  Verifier NONE =
      new Verifier() {
        @Override
        public Set<String> unverified(String application) {
          return Set.of();
        }

        @Override
        public Optional<String> lastProven(String application) {
          return Optional.empty();
        }

        @Override
        public Optional<String> verify(String application, String snapshot, Depth depth) {
          throw new UnsupportedOperationException("nobody can verify snapshots here");
        }
      };

  /** Names of its snapshots that no verification has a result of, and none is under way. */
  Set<String> unverified(String application);

  /** The newest that a verification has found whole. */
  Optional<String> lastProven(String application);

  /**
   * Asks for one, and does not wait for its end.
   *
   * @return why that is refused, if it is
   */
  Optional<String> verify(String application, String snapshot, Depth depth);
}
