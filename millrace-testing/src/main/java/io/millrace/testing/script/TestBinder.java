package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.testing.run.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds tests to the tables of their pipeline: rows become bytes, expectations become matchers. */
public final class TestBinder {

    private final Map<String, TableShape> tables;
    private final Problems problems;

    /**
     * @param tables by name, in the script's order
     * @param problems is told whatever a test says that the tables cannot have
     */
    public TestBinder(Map<String, TableShape> tables, Problems problems) {
        this.tables = tables;
        this.problems = problems;
    }

    /** @return empty exactly if there is a problem; of a test that expects an error a test without steps */
    public Optional<TestCase> bind(TestScript test) {
        int before = problems.count();
        TestTables known = new TestTables(tables, problems);
        GivenBinder given = new GivenBinder(known, test.file(), test.clock(), ValueReader.given(problems), problems);
        ExpectBinder expect = new ExpectBinder(known, ValueReader.expected(problems), problems);
        test.defaults().ifPresent(given::setDefaults);
        List<TestCase.Step> steps = new ArrayList<>();
        for (TestScript.Part part : test.parts()) {
            if (part instanceof TestScript.Part.Given rows) {
                steps.add(new TestCase.Step.Given(given.bind(rows.tables())));
            } else if (part instanceof TestScript.Part.Expect rows) {
                steps.add(new TestCase.Step.Expect(expect.bind(rows.path(), rows.streams())));
            } else if (part instanceof TestScript.Part.Advance advance) {
                steps.add(new TestCase.Step.Advance(advance.at(), advance.target()));
            }
        }
        List<Expectation> atEnd = test.atEnd()
                .map(streams -> expect.bind(List.of("expect"), streams))
                .orElse(List.of());
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new TestCase(
                        test.name(),
                        test.file(),
                        test.document(),
                        test.at(),
                        test.clock(),
                        steps,
                        atEnd,
                        test.isOpen()));
    }
}
