package dev.drey.sdk;

import java.io.Serializable;
import java.util.function.ToLongFunction;

/**
 * When an element belongs, in epoch milliseconds; travels with the job.
 *
 * @param <T> the elements
 */
@FunctionalInterface
public interface ElementTime<T> extends ToLongFunction<T>, Serializable {}
