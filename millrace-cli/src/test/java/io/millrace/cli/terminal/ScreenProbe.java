package io.millrace.cli.terminal;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.AttributedString;

/** A process that draws on the terminal it is given, and makes it larger; see {@link LiveScreenTest}. */
public final class ScreenProbe {

    private ScreenProbe() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "line" -> line();
            case "exit" -> exit();
            default -> screen();
        }
    }

    private static void line() {
        System.out.println("before");
        LiveLine line = LiveLine.open().orElseThrow();
        line.draw("10 %");
        line.draw("20 %");
        line.close();
        System.out.println("after");
    }

    private static void exit() {
        Canvas screen = LiveScreen.open(true).orElseThrow();
        screen.show(() -> {});
        screen.draw(List.of(new AttributedString("a … picture")));
        System.exit(7);
    }

    private static void screen() throws IOException, InterruptedException {
        CountDownLatch resized = new CountDownLatch(1);
        try (Canvas screen = LiveScreen.open(true).orElseThrow()) {
            screen.show(resized::countDown);
            screen.draw(List.of(new AttributedString("a … picture", Style.BAD.attributes())));
            new ProcessBuilder("stty", "cols", "100", "rows", "30")
                    .inheritIO()
                    .start()
                    .waitFor();
            boolean came = resized.await(30, TimeUnit.SECONDS);
            screen.draw(List.of(new AttributedString(screen.width() + "x" + screen.height() + " " + came)));
        }
        System.out.println("closed");
    }
}
