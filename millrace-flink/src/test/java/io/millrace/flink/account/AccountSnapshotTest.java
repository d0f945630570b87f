package io.millrace.flink.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class AccountSnapshotTest {

    @Test
    void lagsAddUpAndOneThatIsUnknownHidesTheSum() {
        AccountSnapshot five = lag(5);

        assertThat(five.plus(lag(7)).lag()).isEqualTo(12);
        assertThat(five.plus(lag(AccountSnapshot.UNKNOWN)).lag()).isEqualTo(AccountSnapshot.UNKNOWN);
        assertThat(AccountSnapshot.EMPTY.plus(five).lag()).isEqualTo(5);
        assertThat(AccountSnapshot.EMPTY.plus(lag(AccountSnapshot.UNKNOWN)).lag())
                .isEqualTo(AccountSnapshot.UNKNOWN);
    }

    private static AccountSnapshot lag(long lag) {
        return new AccountSnapshot(new ArrayList<>(), 0, lag);
    }
}
