package io.millrace.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;

/** The arrows between modules, from the module that sees them all. Each rule says what to do instead. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

    private static final String CORE = "io.millrace.core..";
    private static final String KAFKA = "io.millrace.kafka..";
    private static final String FLINK = "io.millrace.flink..";
    private static final String POSTGRES = "io.millrace.postgres..";
    private static final String LOCAL = "io.millrace.local..";
    private static final String CLUSTER = "io.millrace.cluster..";
    private static final String TESTING = "io.millrace.testing..";
    private static final String CLI = "io.millrace.cli..";

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                            "org.apache..", "kafka..", "io.debezium..", "java.sql..", "java.net..", "picocli..")
                    // an address is a value
                    .and(DescribedPredicate.not(JavaClass.Predicates.type(URI.class))))
            .because("the core is tested without a cluster; put the adapter in millrace-flink or millrace-kafka");

    @ArchTest
    static final ArchRule CORE_USES_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(KAFKA, FLINK, POSTGRES, LOCAL, CLUSTER, TESTING, CLI)
            .because("arrows point to core; move the decision into core, or pass what it needs as a value");

    @ArchTest
    static final ArchRule KAFKA_USES_CORE_ONLY = noClasses()
            .that()
            .resideInAPackage(KAFKA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FLINK, POSTGRES, LOCAL, CLUSTER, TESTING, CLI, "org.apache.flink..")
            .because("Kafka clients must work without Flink; put what needs both in millrace-flink");

    @ArchTest
    static final ArchRule POSTGRES_KNOWS_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage(POSTGRES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FLINK, LOCAL, CLUSTER, TESTING, CLI, "org.apache.flink..", "io.zonky..")
            .because(
                    "a database is the same wherever it is; put what needs Flink in millrace-flink, what starts one in millrace-local");

    @ArchTest
    static final ArchRule FLINK_KNOWS_NO_ENVIRONMENT = noClasses()
            .that()
            .resideInAPackage(FLINK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOCAL, CLUSTER, TESTING, CLI, "kafka..")
            .because("jobs run unchanged on a cluster; pass addresses in, and keep embedded engines in millrace-local");

    @ArchTest
    static final ArchRule LOCAL_KNOWS_NO_COMMAND = noClasses()
            .that()
            .resideInAPackage(LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLUSTER, TESTING, CLI, "picocli..")
            .because("tests and servers start the local environment too; tell the user through a RunListener");

    @ArchTest
    static final ArchRule CLUSTER_KNOWS_NEITHER_COMMAND_NOR_LAPTOP = noClasses()
            .that()
            .resideInAPackage(CLUSTER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOCAL, TESTING, CLI, "picocli..")
            .because("what a laptop and a cluster share belongs into millrace-flink; tell the user through a listener");

    @ArchTest
    static final ArchRule COMMANDS_LEAVE_ENGINES_ALONE = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "kafka..")
            .because("a command shows what a module did; put what it needs to know into that module's public records");

    @ArchTest
    static final ArchRule ONLY_THE_TERMINAL_PRINTS = noClasses()
            .that()
            .resideInAPackage("io.millrace..")
            .and()
            .doNotHaveFullyQualifiedName("io.millrace.cli.Main")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("standard output belongs to the command: report through RunListener, or log");
}
