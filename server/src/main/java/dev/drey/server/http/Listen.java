package dev.drey.server.http;

/** Where to listen; port 0 stands for any free one. */
public record Listen(String host, int port) {}
