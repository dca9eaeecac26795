package dev.drey.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which way the packages of core, storage, runtime and server look. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShapeTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.drey");

  @Test
  void core_knows_nobody() {
    classes()
        .that()
        .resideInAPackage("dev.drey.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.drey.core..", "java..", "org.slf4j..")
        .because("what libraries and Flink can do must not shape what an application is")
        .check(OURS);
  }

  @Test
  void deciding_does_not_know_acting() {
    noClasses()
        .that()
        .resideInAPackage("dev.drey.core.lifecycle..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.drey.core.control..")
        .because("a decision that can act cannot be tried in a test for every case")
        .check(OURS);
  }

  @Test
  void the_model_knows_nothing_but_itself() {
    noClasses()
        .that()
        .resideInAPackage("dev.drey.core.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.drey.core.lifecycle..", "dev.drey.core.control..", "dev.drey.core.capacity..")
        .because("everybody uses the model, so whatever it used, everybody would use")
        .check(OURS);
  }

  @Test
  void storage_sees_core_only() {
    noClasses()
        .that()
        .resideInAPackage("dev.drey.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.drey.runtime..", "dev.drey.server..")
        .because("another database or bucket is not to touch how Flink is run")
        .check(OURS);
  }

  @Test
  void runtime_sees_core_only() {
    noClasses()
        .that()
        .resideInAPackage("dev.drey.runtime..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.drey.storage..", "dev.drey.server..")
        .because("another place to run Flink is not to touch what is kept")
        .check(OURS);
  }

  @Test
  void the_contract_of_the_API_knows_no_HTTP() {
    noClasses()
        .that()
        .resideInAPackage("dev.drey.server.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.drey.server.http..", "io.javalin..", "jakarta.servlet..", "java.net.http..")
        .because("what a request may hold does not depend on how it came")
        .check(OURS);
  }

  @Test
  void libraries_stay_where_they_are_used() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.drey.server.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.javalin..")
        .because("one package is to be rewritten when the HTTP server changes")
        .check(OURS);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.drey.storage.database..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "org.flywaydb..", "java.sql..")
        .because("one package is to be rewritten when the database changes")
        .check(OURS);
  }

  @Test
  void packages_do_not_go_in_circles() {
    slices()
        .matching("dev.drey.(**)")
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one package")
        .check(OURS);
  }

  @Test
  void only_Main_reads_the_environment() {
    noClasses()
        .that(not(belongToAnyOf(Main.class)))
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .because("a setting that is read elsewhere is in no list and told by no message")
        .check(OURS);
  }

  /** These ask the JVM about itself: where Java is, who runs it, on what and from which home. */
  @Test
  void system_properties_are_no_settings() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.drey.server.Assembly")
        .and()
        .doNotHaveFullyQualifiedName("dev.drey.server.CommandLine")
        .and()
        .doNotHaveFullyQualifiedName("dev.drey.runtime.process.FlinkJvms")
        .and()
        .doNotHaveFullyQualifiedName("dev.drey.runtime.process.JavaHome")
        .and()
        .doNotHaveFullyQualifiedName("dev.drey.runtime.python.NativeCode")
        .and()
        .doNotHaveFullyQualifiedName("dev.drey.storage.database.SqliteFile")
        .should()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class, String.class)
        .orShould()
        .callMethod(Boolean.class, "getBoolean", String.class)
        .orShould()
        .callMethod(Integer.class, "getInteger", String.class)
        .orShould()
        .callMethod(Long.class, "getLong", String.class)
        .because("a setting that is read elsewhere is in no list and told by no message")
        .check(OURS);
  }

  @Test
  void every_class_has_a_subject() {
    noClasses()
        .should()
        .haveNameMatching(
            ".*[.$]([A-Za-z]*(Impl|Manager|Support|Utils?|Helper)|(Abstract|Base)[A-Z][A-Za-z]*)")
        .because("a class that wants such a name does not know yet what it is about")
        .check(OURS);
  }
}
