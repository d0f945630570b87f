CREATE TABLE transactions (
  transaction_id STRING, card_id STRING, amount DECIMAL(10, 2), transaction_time TIMESTAMP_LTZ(3),
  WATERMARK FOR transaction_time AS transaction_time - INTERVAL '1' SECOND
);
CREATE TABLE alerts (card_id STRING, first_time TIMESTAMP_LTZ(3), third_time TIMESTAMP_LTZ(3));
INSERT INTO alerts
SELECT card_id, first_time, third_time
FROM (SELECT card_id, amount, transaction_time FROM transactions WHERE amount > 100)
MATCH_RECOGNIZE (
  PARTITION BY card_id ORDER BY transaction_time
  MEASURES FIRST(A.transaction_time) AS first_time, LAST(A.transaction_time) AS third_time
  ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
  PATTERN (A{3}) WITHIN INTERVAL '60' SECOND
  DEFINE A AS A.amount > 100
);
