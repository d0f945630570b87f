package io.millrace.kafka.simulator;

import io.millrace.core.pipeline.ShopStream;

/** What a stream of even pace is made with: moments, chances, people, and what goes wrong. */
record EvenStream(Timeline timeline, Dice dice, People people, Flaws flaws) {

    static EvenStream of(ShopStream stream, int rate, Dice dice) {
        return new EvenStream(new Timeline(rate), dice, new People(dice), new Flaws(stream, dice));
    }
}
