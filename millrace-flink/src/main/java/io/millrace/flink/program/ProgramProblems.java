package io.millrace.flink.program;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.flink.code.UserCode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.InvalidTypesException;

/** What is wrong with one program, each with its place in the user's Java. */
final class ProgramProblems {

    private static final Pattern GENERIC = Pattern.compile("and type (.+?) is treated as a generic type");
    private static final String GENERIC_REMEDY =
            "make it a public record, or a public class with a public constructor without arguments and fields that"
                    + " are public or have getters and setters; or build it of numbers, String, Instant, BigDecimal,"
                    + " arrays, List and Map";

    private final Class<?> program;
    private final UserCode code;
    private final List<Problem> found = new ArrayList<>();

    ProgramProblems(Class<?> program, UserCode code) {
        this.program = program;
        this.code = code;
    }

    List<Problem> found() {
        return found;
    }

    /** At the call that is being made. */
    void add(ErrorCode code, String message, String remedy) {
        found.add(Problem.at(here(), code, message, remedy));
    }

    /** A problem that leaves nothing to go on with. */
    MillraceException fatal(ErrorCode code, String message, String remedy) {
        return new MillraceException(List.of(Problem.at(here(), code, message, remedy)));
    }

    SourceLocation here() {
        return code.line().orElseGet(() -> code.declaration(program));
    }

    void addAll(ClassMatch match) {
        for (ClassMatch.Mismatch mismatch : match.mismatches()) {
            SourceLocation at = code.isOwn(mismatch.type())
                    ? code.find(
                            mismatch.type(), Pattern.compile("\\b(" + Pattern.quote(mismatch.part()) + ")\\s*[,;)=]"))
                    : here();
            found.add(Problem.at(at, ErrorCode.CLASS_MISMATCH, mismatch.message(), mismatch.remedy()));
        }
    }

    /** Operators and what they read are named by the program's simple name. */
    void twin() {
        found.add(Problem.at(
                code.declaration(program),
                ErrorCode.PROGRAM_INVALID,
                "another program is called '" + program.getSimpleName() + "' too",
                "rename one of the two classes"));
    }

    void sameUid(String uid) {
        found.add(Problem.at(
                code.find(program, Pattern.compile("\\buid\\(\"(" + Pattern.quote(uid) + ")\"")),
                ErrorCode.PROGRAM_INVALID,
                "two operators have the uid '" + uid + "', by which they find their state",
                "give each operator of the pipeline's programs a uid of its own"));
    }

    /** What {@code define}, or a constructor, threw. */
    void thrown(Throwable thrown) {
        if (thrown instanceof MillraceException own) {
            found.addAll(own.problems());
            return;
        }
        if (thrown instanceof InvocationTargetException && thrown.getCause() != null) {
            thrown(thrown.getCause());
            return;
        }
        SourceLocation at = code.line(thrown).orElseGet(() -> code.declaration(program));
        Optional<String> generic = generic(thrown);
        if (generic.isPresent()) {
            found.add(noSerializer(at, generic.get()));
            return;
        }
        if (thrown instanceof InvalidTypesException) {
            found.add(Problem.at(
                    at,
                    ErrorCode.PROGRAM_INVALID,
                    "the operator before this one does not say what comes out of it, which a lambda cannot tell",
                    "say it behind the operator: .returns(Some.class)"));
            return;
        }
        if (thrown instanceof NoSuchMethodException) {
            found.add(Problem.at(
                    at,
                    ErrorCode.PROGRAM_INVALID,
                    "program '" + program.getSimpleName() + "' cannot be made: it has no public constructor without"
                            + " arguments",
                    "make the class public, and give it no constructor, or a public one without arguments"));
            return;
        }
        found.add(Problem.at(
                at,
                ErrorCode.PROGRAM_INVALID,
                "program '" + program.getSimpleName() + "' cannot be defined: " + text(thrown),
                "correct it here; define says what to compute, and is called before anything flows"));
    }

    /** Flink would take a class that it cannot see into for one of unknown parts. */
    void refuseHidden(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (code.isOwn(outer) && !Modifier.isPublic(outer.getModifiers())) {
                throw new MillraceException(List.of(Problem.at(
                        code.find(
                                outer,
                                Pattern.compile(
                                        "\\b(?:class|record)\\s+(" + Pattern.quote(outer.getSimpleName()) + ")\\b")),
                        ErrorCode.SERIALIZER_UNKNOWN,
                        "'" + outer.getSimpleName() + "' is not public, so that only Kryo could write it",
                        "write public in front of it")));
            }
        }
    }

    /** @return to be thrown, at the call that is being made */
    MillraceException noSerializer(String type) {
        return new MillraceException(List.of(noSerializer(here(), type)));
    }

    /** Ends the program where a problem that was told leaves nothing to go on with. */
    MillraceException stop() {
        return new MillraceException(List.of(found.remove(found.size() - 1)));
    }

    static Problem noSerializer(SourceLocation at, String type) {
        return Problem.at(
                at,
                ErrorCode.SERIALIZER_UNKNOWN,
                "class '" + type + "' would need Kryo, whose bytes no later version could read",
                GENERIC_REMEDY);
    }

    /** The class that Flink has no serialiser of its own for, if that is what it says. */
    static Optional<String> generic(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Matcher matcher = GENERIC.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    private static String text(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
        return thrown.getClass().getSimpleName() + (message.isBlank() ? "" : ": " + message);
    }
}
