package dev.drey.sessionize;

/** Whose session it is: one user agent at one client address. */
public record Visitor(String address, String userAgent) {

  /**
   * Written out because it decides where state lies: Java may compute a record's own hash
   * differently in another release, and then no restored session would be found again.
   */
  @Override
  public int hashCode() {
    return 31 * address.hashCode() + userAgent.hashCode();
  }
}
