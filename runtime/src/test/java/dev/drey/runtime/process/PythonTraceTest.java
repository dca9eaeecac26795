package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonTraceTest {
  @Test
  void what_a_worker_raised_is_told_without_the_frames_of_libraries() {
    String trace =
        """
        org.apache.flink.runtime.JobException: Recovery is suppressed
        \tat org.apache.flink.A.b(A.java:1)
        Caused by: java.lang.RuntimeException: Error received from SDK harness for instruction 1: Traceback (most recent call last):
          File "/e/lib/python3.11/site-packages/apache_beam/runners/worker/sdk_worker.py", line 287, in _execute
            response = task()
                       ^^^^^^
          File "pyflink/fn_execution/beam/beam_operations_fast.pyx", line 201, in process
          File "/c/python/app/dep/counting.py", line 27, in map
            raise ValueError(f"number {number} is not wanted")
        ValueError: number 7 is not wanted

        \tat org.apache.beam.C.d(C.java:2)
        """;

    assertThat(Causes.ofTrace(trace))
        .isEqualTo(
            """
            a Python worker failed: Traceback (most recent call last):
              File "dep/counting.py", line 27, in map
                raise ValueError(f"number {number} is not wanted")
            ValueError: number 7 is not wanted""");
  }

  @Test
  void what_is_raised_in_a_thread_is_told_as_python_would() {
    String trace =
        """
        pemja.core.PythonException: <class 'counting.Unwanted'>: number 7
        and no other
        \tat /e/lib/python3.11/site-packages/pyflink/fn_execution/embedded/operations.open(operations.py:33)
        \tat /c/1/tmp/python-dist-f2d58c73-01d7/python-files/dep/dep/counting.<lambda>(counting.py:65)
        \tat /e/lib/python3.11/site-packages/pyflink/datastream/state.__init__(state.py:932)
        \tat pemja.core.PythonInterpreter.invokeMethodNoArgs(Native Method)
        \tat org.apache.flink.A.b(A.java:1)
        """;

    assertThat(Causes.ofTrace(trace))
        .isEqualTo(
            """
            a Python worker failed: Traceback (most recent call last):
              File "dep/counting.py", line 65, in <lambda>
            counting.Unwanted: number 7
            and no other""");
    assertThat(
            Causes.ofTrace(
                "Caused by: pemja.core.PythonException: <class 'ValueError'>: no\n\tat a.B.c(B.java:1)"))
        .endsWith("ValueError: no");
  }

  @Test
  void a_single_file_that_a_worker_was_given_is_told_by_its_name() {
    assertThat(
            PythonTrace.shortened(
                """
                Traceback (most recent call last):
                  File "/c/1/tmp/python-dist-66910c21-73a6/python-files/blob_p-1/job.py", line 8, in open
                LookupError: no topic
                """))
        .isEqualTo(
            """
            Traceback (most recent call last):
              File "job.py", line 8, in open
            LookupError: no topic""");
  }

  @Test
  void of_several_tracebacks_the_last_is_told() {
    String trace =
        """
        Caused by: main.py failed: Traceback (most recent call last):
          File "/app/main.py", line 3, in <module>
            int("x")
        ValueError: invalid literal

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "/app/main.py", line 5, in <module>
            raise LookupError("no topic")
        LookupError: no topic
        """;

    assertThat(Causes.ofTrace(trace))
        .startsWith("main.py failed: Traceback (most recent call last):\n")
        .contains("line 5")
        .doesNotContain("line 3")
        .endsWith("LookupError: no topic");
  }

  @Test
  void an_exception_of_javas_is_told_without_what_stands_around_it() {
    String trace =
        """
        Caused by: main.py failed: Traceback (most recent call last):
          File "/c/1/python/app/main.py", line 36, in main
            env.execute("counting in Python")
          File "/e/lib/python3.11/site-packages/py4j/protocol.py", line 326, in get_return_value
            raise Py4JJavaError(
        py4j.protocol.Py4JJavaError: An error occurred while calling o0.execute.
        : org.apache.flink.util.StateMigrationException: the state of 'counts' was written elsewhere
        \tat dev.drey.A.b(A.java:1)
        \tSuppressed: org.apache.flink.client.program.ProgramAbortException
        """;

    assertThat(Causes.ofTrace(trace))
        .isEqualTo(
            """
            main.py failed: Traceback (most recent call last):
              File "main.py", line 36, in main
                env.execute("counting in Python")
            org.apache.flink.util.StateMigrationException: the state of 'counts' was written elsewhere""");
    assertThat(Causes.isOfState(trace)).isTrue();
  }

  @Test
  void frames_of_libraries_are_told_where_there_are_no_others() {
    assertThat(
            PythonTrace.shortened(
                """
                Traceback (most recent call last):
                  File "/e/lib/python3.11/runpy.py", line 198, in _run_module_as_main
                ModuleNotFoundError: No module named 'pemja'
                """))
        .contains("runpy.py")
        .endsWith("No module named 'pemja'");
    assertThat(PythonTrace.shortened("no traceback at all")).isEqualTo("no traceback at all");
  }
}
