package io.millrace.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    private static final List<String> KEYS = List.of("delivery", "profile", "checkpoint", "pause-above");

    @Test
    void findsTheNameThatTakesTheFewestMistakes() {
        assertThat(Suggestions.nearest("delivry", KEYS)).contains("delivery");
        assertThat(Suggestions.nearest("porfile", KEYS))
                .as("neighbours swapped")
                .contains("profile");
        assertThat(Suggestions.nearest("chekpiont", KEYS)).contains("checkpoint");
    }

    @Test
    void takesCaseAndUnderscoresForNoMistake() {
        assertThat(Suggestions.nearest("PAUSE_ABOVE", KEYS)).contains("pause-above");
        assertThat(Suggestions.nearest("pauseAbove", KEYS)).contains("pause-above");
    }

    @Test
    void staysSilentWhereNothingIsNear() {
        assertThat(Suggestions.nearest("retention", KEYS)).isEmpty();
        assertThat(Suggestions.nearest("", KEYS)).isEmpty();
        assertThat(Suggestions.nearest("x", List.of())).isEmpty();
    }

    @Test
    void takesTheFirstInTheAlphabetAmongEquals() {
        assertThat(Suggestions.nearest("tabl", List.of("table", "tabla"))).contains("tabla");
    }

    @Test
    void listsWhatIsKnownInAnyCase() {
        assertThat(Suggestions.remedy("delivry", List.of("delivery", "state"), "known keys"))
                .isEqualTo("write 'delivery' if that was meant; known keys: delivery, state");
        assertThat(Suggestions.remedy("foo", List.of("delivery", "state"), "known keys"))
                .isEqualTo("use one of the known keys: delivery, state");
    }
}
