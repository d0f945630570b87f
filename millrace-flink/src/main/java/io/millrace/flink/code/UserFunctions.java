package io.millrace.flink.code;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.functions.UserDefinedFunction;

/** Makes a pipeline's functions known to its SQL, each under its class's simple name. */
public final class UserFunctions {

    private static final Pattern RAW = Pattern.compile("\\b(RAW|allowRaw\\w*|forceRaw\\w*)\\b");

    private final UserCode code;
    private final TableEnvironment tables;
    private final Set<String> refused = new TreeSet<>();

    public UserFunctions(UserCode code, TableEnvironment tables) {
        this.code = code;
        this.tables = tables;
    }

    /**
     * @param declared names that the script gives functions itself; these are left to it
     * @return what is wrong; functions without a problem are registered all the same
     */
    public List<Problem> register(Collection<String> declared) {
        Problems problems = new Problems();
        Set<String> builtIn = names(Arrays.asList(tables.listFunctions()));
        Set<String> own = names(declared);
        Map<String, Class<?>> registered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Class<? extends UserDefinedFunction> function : code.classes(UserDefinedFunction.class)) {
            refuseRaw(function).ifPresent(problems::add);
            String name = function.getSimpleName();
            if (own.contains(name)) {
                continue;
            }
            Class<?> twin = registered.putIfAbsent(name, function);
            if (builtIn.contains(name)) {
                problems.add(invalid(
                        function,
                        "function '" + name + "' would hide the built-in function " + name.toUpperCase(Locale.ROOT),
                        "rename the class, or give it another name in SQL: CREATE FUNCTION my_"
                                + name.toLowerCase(Locale.ROOT) + " AS '" + function.getName() + "'"));
            } else if (twin != null) {
                problems.add(invalid(
                        function,
                        "classes " + twin.getName() + " and " + function.getName() + " would both be the function '"
                                + name + "'",
                        "rename one of the two; letter case makes no difference"));
            } else {
                register(name, function).ifPresent(problems::add);
            }
        }
        return problems.all();
    }

    /** Names of functions that are not there, since something is wrong with them. */
    public Set<String> refused() {
        return refused;
    }

    private static Set<String> names(Collection<String> names) {
        Set<String> folded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        folded.addAll(names);
        return folded;
    }

    private Optional<Problem> register(String name, Class<? extends UserDefinedFunction> function) {
        try {
            tables.createTemporarySystemFunction(name, function);
            return Optional.empty();
        } catch (ValidationException e) {
            return Optional.of(invalid(
                    function,
                    "class " + function.getName() + " cannot be a function: " + deepest(e),
                    "make the class public, with a public constructor without arguments and a public method such as"
                            + " eval or accumulate"));
        }
    }

    private Optional<Problem> refuseRaw(Class<?> function) {
        return RawHints.areIn(function)
                ? Optional.of(Problem.at(
                        code.find(function, RAW),
                        ErrorCode.SERIALIZER_UNKNOWN,
                        "a hint of function '" + function.getSimpleName()
                                + "' makes a value a RAW type, which only Kryo could write",
                        "use a type of SQL instead, such as @DataTypeHint(\"ROW<name STRING, n BIGINT>\"), or a public"
                                + " class or record with such fields"))
                : Optional.empty();
    }

    private Problem invalid(Class<?> function, String message, String remedy) {
        refused.add(function.getSimpleName());
        return Problem.at(code.declaration(function), ErrorCode.FUNCTION_INVALID, message, remedy);
    }

    private static String deepest(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
