package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Everything that lies where state lies. */
public interface StateFolders {

  /**
   * What is needed of it.
   *
   * @param applications all that there are
   * @param locations of all snapshots that are known, those of applications that are gone included
   * @param own folders that are known to have been made here: another server's may lie beside them
   */
  record Needs(List<StateNeeds> applications, Set<String> locations, Set<String> own) {
    public Needs {
      applications = List.copyOf(applications);
      locations = Set.copyOf(locations);
      own = Set.copyOf(own);
    }
  }

  /** The folder of an application. No other has it, ever. */
  String folder(Application application);

  /**
   * The largest parts of it that nothing needs. None of them ever comes to be needed again: each
   * has a name that is given once.
   *
   * @param needs asked after it was seen what there is, so that what comes into being meanwhile is
   *     not taken for unneeded
   */
  Set<String> strays(Supplier<Needs> needs);

  /** Deletes one of them. */
  void delete(String stray);
}
