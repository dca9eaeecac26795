/**
 * What a machine has to have for Drey, looked at before something fails for want of it. Read {@link
 * dev.drey.cli.doctor.Finding} first.
 */
package dev.drey.cli.doctor;
