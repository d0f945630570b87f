package io.millrace.cli.account;

import static io.millrace.cli.terminal.Text.count;

import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.Text;
import io.millrace.core.account.InputAccount;
import io.millrace.core.account.OutputAccount;
import io.millrace.core.account.PartitionAccount;
import io.millrace.core.account.PipelineAccount;
import java.util.ArrayList;
import java.util.List;

/** The account of one pipeline as text for people: what was read, and what became of every record of it. */
public final class AccountText {

    private static final int PARTITION = 11;
    private static final int COUNT = 13;

    private final Terminal.Stream out;
    private final List<String> lines = new ArrayList<>();

    private AccountText(Terminal.Stream out) {
        this.out = out;
    }

    /**
     * @param verdict what is to be said in the headline
     * @param out decides on colours only; nothing is written
     */
    public static List<String> lines(PipelineAccount account, String verdict, Terminal.Stream out) {
        AccountText text = new AccountText(out);
        String name = Style.HEADING.paint("Account of " + Printable.line(account.pipeline()), out);
        text.add(name + ", since its first run: " + verdict);
        account.inputs().forEach(input -> text.input(account.pipeline(), input));
        account.outputs().forEach(output -> text.output(account.pipeline(), output));
        account.droppedBehindIntake()
                .forEach((operator, rows) -> text.add("  " + text.bad("LOST") + " " + count(rows)
                        + " rows dropped behind the intake by " + Printable.line(operator)));
        return List.copyOf(text.lines);
    }

    /** Whether all of it is accounted for, in words. */
    public static String verdict(PipelineAccount account, Terminal.Stream out) {
        if (!account.droppedBehindIntake().isEmpty()) {
            return Style.BAD.paint("ROWS WERE LOST", out);
        }
        return account.isBalanced()
                ? Style.GOOD.paint("every record accounted for", out)
                : Style.BAD.paint("OFF BALANCE", out) + ", a fault of Millrace; please report it with the log";
    }

    private void input(String pipeline, InputAccount input) {
        add("");
        add("  in " + named(input.table(), input.topic()));
        if (!Text.minute(input.watermark()).equals(Text.NO_TIME)) {
            add("  watermark " + Text.minute(input.watermark()) + " UTC");
        }
        if (input.partitions().isEmpty()) {
            add("  nothing read yet");
            return;
        }
        add("  " + Text.right("partition", PARTITION) + Text.right("read =", COUNT) + Text.right("rows +", COUNT)
                + Text.right("late +", COUNT) + Text.right("rejected", COUNT));
        input.partitions().forEach(this::partition);
        if (input.partitions().size() > 1) {
            add(row("total", input.read(), input.rows(), input.late(), input.rejected()));
        }
        SideStreams beside = new SideStreams(pipeline, input.table());
        if (input.rejected() > 0) {
            add("  rejected: " + Reasons.text(Reasons.of(input)));
            add("    kept in topic " + Printable.line(beside.rejects()));
            if (input.rows() + input.late() == 0) {
                add("    " + bad("NO ROWS") + ": no record of this topic can be a row of the table");
            }
        }
        if (input.late() > 0) {
            add("  late: kept in topic " + Printable.line(beside.late()));
        }
        long extra = input.partitions().stream()
                .mapToLong(PartitionAccount::extraFields)
                .sum();
        if (extra > 0) {
            add("  " + count(extra) + " records had fields that the table does not declare");
        }
        if (input.repeated() > 0) {
            add("  " + count(input.repeated()) + " changes came once more and were passed over");
        }
    }

    private void partition(PartitionAccount of) {
        long off = of.read() - of.rows() - of.late() - of.rejectedTotal();
        String mark = of.isBalanced() ? Style.GOOD.paint("OK", out) : bad("OFF BY " + count(off));
        String row = row(String.valueOf(of.partition()), of.read(), of.rows(), of.late(), of.rejectedTotal());
        add(row + "  " + mark);
    }

    private static String row(String label, long read, long rows, long late, long rejected) {
        return "  " + Text.right(label, PARTITION) + Text.right(count(read) + "  ", COUNT)
                + Text.right(count(rows) + "  ", COUNT) + Text.right(count(late) + "  ", COUNT)
                + Text.right(count(rejected), COUNT);
    }

    private void output(String pipeline, OutputAccount output) {
        add("");
        add("  out " + named(output.table(), output.topic()));
        String deleted = output.deleted() > 0 ? " (" + count(output.deleted()) + " of them deletes)" : "";
        add("  written " + count(output.written()) + deleted + ", rejected " + count(output.rejectedTotal()));
        if (output.rejectedTotal() > 0) {
            add("  rejected: " + Reasons.text(output.rejected()));
            add("    kept in topic " + Printable.line(new SideStreams(pipeline, output.table()).rejects()));
        }
    }

    private static String named(String table, String topic) {
        return Printable.line(table) + (table.equals(topic) ? "" : ", topic " + Printable.line(topic));
    }

    private String bad(String text) {
        return Style.BAD.paint(text, out);
    }

    private void add(String line) {
        lines.add(line);
    }
}
