package io.millrace.testing.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.Mismatch;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a file and whatever came: after an update it is what the file expects, and nothing else changed. */
class UpdatePropertyTest {

    private static final int ROUNDS = 2000;

    @Test
    void holdsForFilesOfToday() {
        long seed = System.nanoTime();
        System.out.println("UpdatePropertyTest: seed " + seed);
        holds(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holds(long seed) {
        RandomFiles files = new RandomFiles(seed);
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            RandomFiles.Sample sample = files.next();
            String text = sample.before() + sample.rows() + sample.behind();
            String about = "seed %s, round %s:\n%s\n".formatted(seed, round, text);
            Mismatch mismatch = compare(text, sample, sample.actual());
            assertThat(mismatch.expectation().rows())
                    .as(about)
                    .hasSize(sample.writtenRows().size());

            // When
            String updated = mismatch.comparison().isEqual() ? text : Update.of(text, List.of(mismatch));

            // Then
            String then = about + "became:\n" + updated;
            assertThat(compare(updated, sample, sample.actual()).comparison().isEqual())
                    .as(then)
                    .isTrue();
            assertThat(compare(updated, sample, sample.actual()).expectation().rows())
                    .as(then)
                    .hasSameSizeAs(sample.actual().rows());
            assertThat(updated).as(then).startsWith(sample.before()).endsWith(sample.behind());
            for (String comment : sample.ownLineComments()) {
                assertThat(updated).as(then).contains(comment);
            }
            for (Comparison.Pair pair : mismatch.comparison().pairs()) {
                assertThat(updated).as(then).contains(sample.writtenRows().get(pair.expected()));
            }
        }
    }

    private static Mismatch compare(String text, RandomFiles.Sample sample, Actual actual) {
        return FakeReader.compare(text, sample.document(), sample.path(), actual);
    }
}
