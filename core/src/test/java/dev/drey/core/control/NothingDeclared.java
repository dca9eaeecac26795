package dev.drey.core.control;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.options.OptionCheck;
import java.util.Map;

/** Declarations where no runtime's options are known and nobody follows policies. */
public final class NothingDeclared {
  public static final Declarations INSTANCE =
      new Declarations(new OptionCheck(Map.of(), Sizes.LAPTOP), PolicyCheck.NONE);

  private NothingDeclared() {}
}
