-- Three failed logins in a row, told with the third; a success in between begins anew. Equal times count in their order.
CREATE TABLE logins (
  account STRING, ok BOOLEAN, attempt INT, ts TIMESTAMP_LTZ(3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH ('key.fields' = 'account', 'order' = 'key');
CREATE TABLE locked (account STRING, began TIMESTAMP_LTZ(3), ended TIMESTAMP_LTZ(3), attempts STRING);
INSERT INTO locked
SELECT account, began, ended, attempts
FROM logins MATCH_RECOGNIZE (
  PARTITION BY account ORDER BY ts, attempt
  MEASURES
    FIRST(failed.ts) AS began,
    MATCH_ROWTIME(ts) AS ended,
    CONCAT_WS(' ', CAST(FIRST(failed.attempt) AS STRING), CAST(FIRST(failed.attempt, 1) AS STRING), CAST(LAST(failed.attempt) AS STRING)) AS attempts
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (failed{3}) WITHIN INTERVAL '60' SECOND
  DEFINE failed AS NOT failed.ok
);
