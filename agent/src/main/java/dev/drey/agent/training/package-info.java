/**
 * A small job that touches what most jobs touch: archives of class data are made from its run, and
 * tests start it. It is a jar of its own, as a user's would be; read {@link
 * dev.drey.agent.training.TrainingJob} first.
 */
package dev.drey.agent.training;
