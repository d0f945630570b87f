package io.millrace.flink.check;

import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SqlOutline;
import io.millrace.core.pipeline.SqlOutline.Clause;
import io.millrace.core.pipeline.SqlOutline.ClauseKind;
import io.millrace.core.pipeline.SqlStatement.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pipeline's statements, searched for where an operator comes from: a plan does not tell. */
final class Script {

    private final List<SqlOutline> inserts;
    private final Map<String, SqlOutline> views;
    private final Map<String, SqlOutline> tables;

    private Script(List<SqlOutline> inserts, Map<String, SqlOutline> views, Map<String, SqlOutline> tables) {
        this.inserts = inserts;
        this.views = views;
        this.tables = tables;
    }

    static Script of(Pipeline pipeline) {
        List<SqlOutline> all =
                pipeline.statements().stream().map(SqlOutline::of).toList();
        return new Script(
                all.stream()
                        .filter(outline -> outline.statement().kind() == Kind.INSERT)
                        .toList(),
                declared(all, Kind.CREATE_VIEW),
                declared(all, Kind.CREATE_TABLE));
    }

    private static Map<String, SqlOutline> declared(List<SqlOutline> all, Kind kind) {
        Map<String, SqlOutline> declared = new LinkedHashMap<>();
        all.stream().filter(outline -> outline.statement().kind() == kind).forEach(outline -> outline.subject()
                .ifPresent(name -> declared.put(name, outline)));
        return declared;
    }

    /** The statements that write a table, in the order of the script. */
    List<SqlOutline> inserts(String table) {
        return inserts.stream()
                .filter(insert -> insert.subject().filter(table::equals).isPresent())
                .toList();
    }

    /** Where a table is declared, by its name. */
    SourceLocation declaration(String table) {
        SqlOutline declaration = tables.get(table);
        return (declaration == null ? first() : declaration).subjectPlace();
    }

    /**
     * Every name that an INSERT says, or a view that it reads.
     *
     * @param elsewhere tables and views that something else than the script reads or writes
     */
    Set<String> namesInUse(Set<String> elsewhere) {
        List<SqlOutline> using = new ArrayList<>(inserts);
        elsewhere.stream().filter(views::containsKey).map(views::get).forEach(using::add);
        Set<String> names = new LinkedHashSet<>(elsewhere);
        behind(using).forEach(outline -> names.addAll(outline.names()));
        return names;
    }

    /** Something of the script, where nothing better is known; one that only Java reads has no INSERT. */
    private SqlOutline first() {
        return inserts.isEmpty() ? tables.values().iterator().next() : inserts.get(0);
    }

    /**
     * The clause of a kind that most likely became an operator: it speaks of the operator's columns, and of little else.
     *
     * @param results tables that the operator's rows reach; not empty
     * @param columns as the plan calls them
     */
    SourceLocation clause(ClauseKind kind, Collection<String> results, Collection<String> columns) {
        List<SqlOutline> writing =
                results.stream().flatMap(table -> inserts(table).stream()).toList();
        // what only Java reads stands in a view
        Collection<SqlOutline> searched = writing.isEmpty() ? views.values() : behind(writing);
        return searched.stream()
                .flatMap(outline -> outline.clauses(kind).stream())
                .max(Comparator.comparingInt(clause -> likeness(clause, columns)))
                .map(Clause::at)
                .orElseGet(() -> (writing.isEmpty() ? first() : writing.get(0)).subjectPlace());
    }

    private static int likeness(Clause clause, Collection<String> columns) {
        int found = (int) columns.stream().filter(clause.names()::contains).count();
        return 2 * found - clause.names().size();
    }

    /** These statements, and every view that they read. */
    private List<SqlOutline> behind(List<SqlOutline> statements) {
        List<SqlOutline> all = new ArrayList<>(statements);
        Set<String> seen = new LinkedHashSet<>();
        for (int index = 0; index < all.size(); index++) {
            for (String name : all.get(index).names()) {
                SqlOutline view = views.get(name);
                if (view != null && seen.add(name)) {
                    all.add(view);
                }
            }
        }
        return all;
    }
}
