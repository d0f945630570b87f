-- A price that falls at least twice and rises again.
CREATE TABLE prices (symbol STRING, price INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE dips (symbol STRING, began TIMESTAMP_LTZ(3), bottom INT, ended TIMESTAMP_LTZ(3));
INSERT INTO dips
SELECT symbol, began, bottom, ended
FROM prices MATCH_RECOGNIZE (
  PARTITION BY symbol ORDER BY ts
  MEASURES FIRST(down.ts) AS began, LAST(down.price) AS bottom, up.ts AS ended
  ONE ROW PER MATCH
  AFTER MATCH SKIP TO LAST up
  PATTERN (top down{2,} up)
  DEFINE
    down AS (LAST(down.price, 1) IS NULL AND down.price < top.price) OR down.price < LAST(down.price, 1),
    up AS up.price > LAST(down.price)
);
