package io.millrace.core.environment;

/** A text that must not be shown: it prints as {@code ***}, so that no log and no message holds it by accident. */
public final class Secret {

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** For whoever logs in with it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
