-- The rule of examples/shop/fraud twice: in SQL here, in Java with Flink CEP in java/FraudAlerts.java. Three card payments
-- above 100 from one card within a minute are a fraud.
--
--   transactions ─┬─ SQL ──→ sql_alerts ──┬─→ agreement
--                 └─ Java ─→ java_alerts ─┘

-- A card's transactions come in order, so both rules tell an alert with the third payment instead of waiting for the
-- watermark. NOT NULL: a transaction without its card, amount or time is a reject, and nobody behind has to ask for null.
CREATE TABLE transactions (
  transaction_id STRING,
  card_id STRING NOT NULL,
  amount DECIMAL(10, 2) NOT NULL,
  merchant STRING,
  transaction_time TIMESTAMP_LTZ(3) NOT NULL,
  WATERMARK FOR transaction_time AS transaction_time - INTERVAL '1' SECOND
) WITH ('key.fields' = 'card_id', 'order' = 'key');

CREATE TABLE sql_alerts (
  card_id STRING,
  first_time TIMESTAMP_LTZ(3),
  third_time TIMESTAMP_LTZ(3),
  amount DECIMAL(38, 2)
) WITH ('key.fields' = 'card_id');

CREATE TABLE java_alerts (
  card_id STRING,
  first_time TIMESTAMP_LTZ(3),
  third_time TIMESTAMP_LTZ(3),
  amount DECIMAL(38, 2)
) WITH ('key.fields' = 'card_id');

CREATE TABLE agreement (
  alerts BIGINT,
  found_by_both BIGINT,
  found_by_one BIGINT,
  rule STRING,
  PRIMARY KEY (rule) NOT ENFORCED
);

-- A payment counts towards one alert only, hence SKIP PAST LAST ROW; Java says AfterMatchSkipStrategy.skipPastLastEvent.
INSERT INTO sql_alerts
SELECT card_id, first_time, third_time, total
FROM (SELECT card_id, amount, transaction_time FROM transactions WHERE amount > 100)
MATCH_RECOGNIZE (
  PARTITION BY card_id
  ORDER BY transaction_time
  MEASURES
    FIRST(payment.transaction_time) AS first_time,
    LAST(payment.transaction_time) AS third_time,
    SUM(payment.amount) AS total
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (payment{3}) WITHIN INTERVAL '60' SECOND
  DEFINE payment AS payment.amount > 100
);

-- SQL reads what Java wrote: both tables come back from their topics. The state is every alert, for ever; SET
-- 'table.exec.state.ttl' would bound it.
INSERT INTO agreement
SELECT COUNT(*), COUNT(*) FILTER (WHERE finders = 2), COUNT(*) FILTER (WHERE finders <> 2), 'three above 100 in a minute'
FROM (
  SELECT COUNT(*) AS finders
  FROM (SELECT * FROM sql_alerts UNION ALL SELECT * FROM java_alerts)
  GROUP BY card_id, first_time, third_time, amount
);
