package dev.drey.demo.bots;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The files of JSON lines that a sink has finished in one folder of a bucket: what is not finished
 * has another name. A finished file never changes, and is read once.
 */
public final class FinishedFiles {
  private final S3Client objects;
  private final String bucket;
  private final String folder;
  private final Map<String, List<String>> lines = new TreeMap<>();

  public FinishedFiles(S3Client objects, String bucket, String folder) {
    this.objects = objects;
    this.bucket = bucket;
    this.folder = folder;
  }

  /** All lines of all files there are by now. */
  public List<String> lines() {
    objects
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(folder + "/"))
        .contents()
        .stream()
        .map(S3Object::key)
        .filter(key -> key.endsWith(".json"))
        .forEach(key -> lines.computeIfAbsent(key, this::content));
    return lines.values().stream().flatMap(List::stream).toList();
  }

  private List<String> content(String key) {
    return objects
        .getObjectAsBytes(request -> request.bucket(bucket).key(key))
        .asUtf8String()
        .lines()
        .toList();
  }
}
