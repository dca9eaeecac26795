package dev.drey.core.control;

class InMemoryApplicationsTest extends ApplicationsContract {
  @Override
  protected Applications empty() {
    return new InMemoryApplications();
  }
}
