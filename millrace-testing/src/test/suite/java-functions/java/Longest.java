import org.apache.flink.table.functions.AggregateFunction;

public class Longest extends AggregateFunction<String, Longest.Candidate> {

    public static class Candidate {
        public String word = "";
    }

    @Override
    public Candidate createAccumulator() {
        return new Candidate();
    }

    public void accumulate(Candidate candidate, String word) {
        if (word.length() > candidate.word.length()) {
            candidate.word = word;
        }
    }

    @Override
    public String getValue(Candidate candidate) {
        return candidate.word;
    }
}
