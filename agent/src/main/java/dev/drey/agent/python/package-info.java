/** Programs in Python. Read {@link dev.drey.agent.python.PythonMain} first. */
package dev.drey.agent.python;
