package io.millrace.cli.run;

import io.millrace.cli.terminal.Canvas;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.Text;
import io.millrace.core.error.Problem;
import io.millrace.local.PipelineStatus;
import io.millrace.local.TableResults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * For people in front of a terminal: a picture that changes in place while the pipelines run. What comes before and
 * after, the account above all, are plain lines that stay; the messages of the time between are told again there.
 */
final class ScreenReport implements RunReport {

    private static final Duration BETWEEN_TICKS = Duration.ofMillis(250);
    private static final Duration RATES_OVER = Duration.ofSeconds(2);

    /** Who wants to end at once does not wait for a picture that the terminal does not take. */
    private static final long CLOSE_PATIENCE_MS = 500;

    private final Terminal terminal;
    private final Supplier<Optional<Canvas>> screens;
    private final Messages messages = new Messages();
    private final RecentResults results = new RecentResults();
    private final ReentrantLock lock = new ReentrantLock();
    private final Function<Consumer<String>, Runnable> prints;
    private Runnable release = () -> {};
    private RunReport plain;
    private Optional<Started> started = Optional.empty();
    private volatile Optional<Tick> last = Optional.empty();
    private boolean isStopping;
    private boolean isOpening;
    private volatile CompletableFuture<Optional<Canvas>> opening = CompletableFuture.completedFuture(Optional.empty());

    /** While the pipelines run; empty for lines. */
    private volatile Optional<Canvas> canvas = Optional.empty();

    /**
     * @param screens asked once all runs, since that takes a while; gives none where only lines will do
     * @param prints takes what the process prints besides, line by line; gives what ends that
     */
    ScreenReport(Terminal terminal, Supplier<Optional<Canvas>> screens, Function<Consumer<String>, Runnable> prints) {
        this.terminal = terminal;
        this.prints = prints;
        this.plain = new TextReport(terminal);
        this.screens = screens;
    }

    @Override
    public void progress(String step) {
        locked(() -> plain.progress(step));
    }

    @Override
    public void warning(String warning) {
        tell("Warning: " + warning, Style.CAREFUL, report -> report.warning(warning));
    }

    @Override
    public void started(Started where) {
        locked(() -> {
            plain.started(where);
            started = Optional.of(where);
            opening = CompletableFuture.supplyAsync(screens);
            isOpening = true;
        });
    }

    @Override
    public Duration betweenTicks() {
        return isOpening || canvas.isPresent() ? BETWEEN_TICKS : plain.betweenTicks();
    }

    @Override
    public Duration ratesOver() {
        return canvas.isPresent() ? RATES_OVER : plain.ratesOver();
    }

    @Override
    public void tick(Tick tick) {
        locked(() -> {
            if (isOpening) {
                isOpening = false;
                canvas = opening.join();
            }
            if (canvas.isEmpty()) {
                plain.tick(tick);
                return;
            }
            boolean isFirst = last.isEmpty();
            last = Optional.of(tick);
            results.add(tick.results());
            TickMessages.tell(tick, messages);
            if (isFirst) {
                release = prints.apply(this::printed);
                canvas.get().show(this::redraw);
            }
            redraw();
        });
    }

    @Override
    public void failed(String pipeline, Problem problem) {
        tell(
                TextReport.headline(pipeline, problem) + "\n" + problem.render(),
                Style.BAD,
                report -> report.failed(pipeline, problem));
    }

    @Override
    public void stopping() {
        locked(() -> {
            isStopping = true;
            if (last.isPresent()) {
                redraw();
            } else {
                plain.stopping();
            }
        });
    }

    @Override
    public void account(List<PipelineStatus> pipelines, List<TableResults> present, String bootstrapServers) {
        close();
        plain.account(pipelines, present, bootstrapServers);
    }

    @Override
    public boolean isUnread() {
        return canvas.map(Canvas::isGone).orElseGet(plain::isUnread);
    }

    /** First the screen, whatever else is under way; then everything that was to be seen on it. */
    @Override
    public void close() {
        opening.thenAccept(opened -> opened.ifPresent(Canvas::close));
        boolean isMine = false;
        try {
            isMine = lock.tryLock(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS);
            if (isMine) {
                end();
            }
        } catch (InterruptedException wish) {
            Thread.currentThread().interrupt();
        } finally {
            if (isMine) {
                lock.unlock();
            }
        }
    }

    private void end() {
        if (last.isPresent()) {
            last = Optional.empty();
            release.run();
            // the window may have another size by now
            plain = new TextReport(terminal.withWidth(canvas.map(Canvas::width).orElse(terminal.width())));
        }
        canvas = Optional.empty();
        if (messages.forgotten() > 0) {
            terminal.out()
                    .println("(" + Text.count(messages.forgotten()) + " lines printed before these were not kept)");
        }
        messages.tellAgain(plain);
    }

    private void redraw() {
        locked(() -> {
            if (canvas.isPresent() && started.isPresent() && last.isPresent()) {
                Canvas on = canvas.get();
                View view = new View(started.get(), last.get(), results.all(), messages.all(), isStopping);
                on.draw(ViewLayout.lines(view, on.width(), on.height()));
            }
        });
    }

    private void tell(String text, Style style, Consumer<RunReport> again) {
        locked(() -> {
            if (last.isPresent()) {
                messages.add(new Message(elapsed(), style, text), again);
                redraw();
            } else {
                again.accept(plain);
            }
        });
    }

    /** Takes no lock that is held while drawing: anything may print. */
    private void printed(String line) {
        String shown = Printable.line(line);
        messages.print(new Message(elapsed(), Style.PLAIN, line), report -> terminal.out()
                .println(shown));
    }

    private Duration elapsed() {
        return last.map(Tick::elapsed).orElse(Duration.ZERO);
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
