package io.millrace.testing.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.testing.Rows;
import io.millrace.testing.TestResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitXmlTest {

    @Test
    void writesASuitePerFile() {
        // Given
        List<TestResult> results = List.of(
                result("a", "tests/one.yml", new TestResult.Passed()),
                result("b", "tests/two.yml", new TestResult.Passed(), "it reads the machine's clock"),
                result("c", "tests/one.yml", failed("x")),
                result(
                        "d",
                        "tests/one.yml",
                        new TestResult.Broken(List.of(
                                Problem.of(ErrorCode.TABLE_UNKNOWN, "there is no table 'u'", "name a table")))));

        // When
        String xml = JUnitXml.of(results);

        // Then
        assertThat(xml).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites name="millrace" tests="4" failures="1" errors="1" skipped="0" time="4.936">
                          <testsuite name="tests/one.yml" tests="3" failures="1" errors="1" skipped="0" time="3.702">
                            <testcase name="a" classname="tests/one.yml" file="tests/one.yml" line="7" time="1.234">
                            </testcase>
                            <testcase name="c" classname="tests/one.yml" file="tests/one.yml" line="7" time="1.234">
                              <failure message="tests/spend.yml:12: t: 1 row is missing, 1 is unexpected, none as expected" type="difference">tests/spend.yml:12: t: 1 row is missing, 1 is unexpected, none as expected
                                              a
                          line 3  expected    y
                                  nothing like it came
                                  unexpected  x</failure>
                            </testcase>
                            <testcase name="d" classname="tests/one.yml" file="tests/one.yml" line="7" time="1.234">
                              <error message="there is no table 'u'" type="MR-1011">[MR-1011] there is no table 'u'
                          Fix: name a table (docs/errors/MR-1011.md)</error>
                            </testcase>
                          </testsuite>
                          <testsuite name="tests/two.yml" tests="1" failures="0" errors="0" skipped="0" time="1.234">
                            <testcase name="b" classname="tests/two.yml" file="tests/two.yml" line="7" time="1.234">
                              <system-out>it reads the machine's clock</system-out>
                            </testcase>
                          </testsuite>
                        </testsuites>
                        """);
    }

    @Test
    void isValidWhateverCharactersCome() throws Exception {
        // Given
        String hostile = "\u0000\u0007\u001b[31m <a b=\"c\"> & ' ]]> \uFFFE \uD800 \uD83D\uDE00 \r\n\té";

        // When
        Document read = read(JUnitXml.of(List.of(result(hostile, hostile, failed(hostile), hostile))));

        // Then
        String shown = "\\u0000\\u0007\\u001B[31m <a b=\"c\"> & ' ]]> \\uFFFE \\uD800 \uD83D\uDE00 \r\n\té";
        Element test = (Element) read.getElementsByTagName("testcase").item(0);
        assertThat(test.getAttribute("name")).isEqualTo(shown);
        assertThat(test.getAttribute("classname")).isEqualTo(shown);
        assertThat(test.getElementsByTagName("system-out").item(0).getTextContent())
                .isEqualTo(shown);
    }

    @Test
    void isWrittenAsAWholeIntoAFolderOfItsOwn(@TempDir Path folder) throws Exception {
        // Given
        Path file = folder.resolve("reports/junit.xml");
        List<TestResult> results = List.of(result("a", "tests/one.yml", new TestResult.Passed()));
        JUnitXml.write(file, List.of());

        // When
        JUnitXml.write(file, results);

        // Then
        assertThat(file).hasContent(JUnitXml.of(results));
        try (var files = Files.list(file.resolveSibling("."))) {
            assertThat(files).as("no draft is left").hasSize(1);
        }
    }

    private static Document read(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static TestResult.Failed failed(String came) {
        return new TestResult.Failed(List.of(Rows.mismatch(
                "t",
                List.of(Rows.expected(3, "a", "y")),
                Rows.stream(List.of("a"), List.of(), Rows.actual("a", came)))));
    }

    private static TestResult result(String name, String file, TestResult.Outcome outcome, String... warnings) {
        return new TestResult(name, file, 7, Duration.ofMillis(1234), outcome, List.of(warnings));
    }
}
