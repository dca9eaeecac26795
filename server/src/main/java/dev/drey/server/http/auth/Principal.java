package dev.drey.server.http.auth;

/** Who asks: a key by its id, the name it has in the file, its account, and what it may do. */
public record Principal(String keyId, String name, String account, Role role) {

  /** As AWS would name a user whose key this is. */
  public String arn() {
    return "arn:aws:iam::" + account + ":user/" + name;
  }
}
