-- Three card payments above 100 from one card within a minute are a fraud; and how many of the planted ones were caught.
--
--   transactions ─ above 100 ─ three in a minute ─┬─ fraud_alerts
--                                                 ├─ fraud_score
--   frauds (the truth, told 10 s later) ──────────┘

CREATE TABLE transactions (
  transaction_id STRING,
  card_id STRING,
  customer_id STRING,
  amount DECIMAL(10, 2),
  merchant STRING,
  country STRING,
  transaction_time TIMESTAMP_LTZ(3),
  WATERMARK FOR transaction_time AS transaction_time - INTERVAL '1' SECOND
-- A card's payments come in order, so an alert need not wait for the watermark: it comes with the third payment.
) WITH ('key.fields' = 'card_id', 'order' = 'key');

-- What the simulator has planted. It tells each fraud 10 s after its third payment, by when it ought to be caught.
CREATE TABLE frauds (
  fraud_id STRING,
  card_id STRING,
  first_time TIMESTAMP_LTZ(3),
  third_time TIMESTAMP_LTZ(3),
  detected_by TIMESTAMP_LTZ(3),
  told_at TIMESTAMP_LTZ(3),
  WATERMARK FOR told_at AS told_at - INTERVAL '1' SECOND
);

CREATE TABLE fraud_alerts (
  card_id STRING,
  first_time TIMESTAMP_LTZ(3),
  third_time TIMESTAMP_LTZ(3),
  amount DECIMAL(38, 2)
) WITH ('key.fields' = 'card_id');

CREATE TABLE fraud_score (
  planted BIGINT,
  caught BIGINT,
  missed BIGINT,
  false_alarms BIGINT,
  rule STRING, -- last, so that a narrow terminal shows the figures
  PRIMARY KEY (rule) NOT ENFORCED
);

-- A pattern is strictly contiguous, so small payments are filtered out first: one in between would break it. A payment
-- counts towards one alert only, hence SKIP PAST LAST ROW.
CREATE VIEW suspicious AS
SELECT card_id, first_time, third_time, total
FROM (SELECT card_id, amount, transaction_time FROM transactions WHERE amount > 100)
MATCH_RECOGNIZE (
  PARTITION BY card_id
  ORDER BY transaction_time
  MEASURES
    FIRST(payment.transaction_time) AS first_time,
    MATCH_ROWTIME(transaction_time) AS third_time,
    SUM(payment.amount) AS total
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (payment{3}) WITHIN INTERVAL '60' SECOND
  DEFINE payment AS payment.amount > 100
);

INSERT INTO fraud_alerts SELECT card_id, first_time, third_time, total FROM suspicious;

-- An interval join knows when nothing can come any more, so a fraud is missed, or an alarm false, only when that is
-- certain, and its state is a minute long.
INSERT INTO fraud_score
SELECT
  COUNT(fraud_id),
  COUNT(CASE WHEN alerted_card IS NOT NULL THEN fraud_id END),
  COUNT(CASE WHEN alerted_card IS NULL THEN fraud_id END),
  COUNT(CASE WHEN fraud_id IS NULL THEN alerted_card END),
  'three above 100 in a minute'
FROM (
  SELECT f.fraud_id, a.card_id AS alerted_card
  FROM frauds f FULL OUTER JOIN suspicious a
    ON a.card_id = f.card_id AND a.third_time BETWEEN f.told_at - INTERVAL '60' SECOND AND f.told_at
);
