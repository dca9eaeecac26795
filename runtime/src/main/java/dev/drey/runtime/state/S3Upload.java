package dev.drey.runtime.state;

import dev.drey.core.model.Unavailable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes one object, in parts where it is large: memory holds one part. The object is there when
 * all of it is, and not before.
 */
final class S3Upload {
  private static final long LEAST = 8L * 1024 * 1024;

  /** S3 takes ten thousand. */
  private static final long MOST_PARTS = 9_000;

  private final S3Client s3;
  private final String bucket;
  private final String key;
  private final long size;

  S3Upload(S3Client s3, String bucket, String key, long size) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
    this.size = size;
  }

  /**
   * @throws EOFException if the content is shorter than was said
   */
  void send(InputStream content) throws IOException {
    try {
      if (size <= LEAST) {
        byte[] all = next(content, size);
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(all));
      } else {
        sendParts(content);
      }
    } catch (SdkException e) {
      throw new Unavailable(
          "s3://" + bucket + "/" + key + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void sendParts(InputStream content) throws IOException {
    String upload = s3.createMultipartUpload(it -> it.bucket(bucket).key(key)).uploadId();
    boolean complete = false;
    try {
      List<CompletedPart> parts = parts(upload, content);
      s3.completeMultipartUpload(
          it ->
              it.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
      complete = true;
    } finally {
      if (!complete) {
        abort(upload);
      }
    }
  }

  private List<CompletedPart> parts(String upload, InputStream content) throws IOException {
    long partSize = Math.max(LEAST, size / MOST_PARTS + 1);
    List<CompletedPart> parts = new ArrayList<>();
    for (long sent = 0; sent < size; sent += partSize) {
      int number = parts.size() + 1;
      byte[] part = next(content, Math.min(partSize, size - sent));
      String tag =
          s3.uploadPart(
                  it -> it.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                  RequestBody.fromBytes(part))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    return parts;
  }

  /**
   * What was sent costs room until it is given up; if that fails too, the store's rules find it.
   */
  private void abort(String upload) {
    try {
      s3.abortMultipartUpload(it -> it.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException e) {
      return;
    }
  }

  private static byte[] next(InputStream content, long length) throws IOException {
    byte[] bytes = content.readNBytes(Math.toIntExact(length));
    if (bytes.length < length) {
      throw new EOFException("it ends too early");
    }
    return bytes;
  }
}
