-- Event time: lateness, the future, silent partitions.
CREATE TABLE events (
  id STRING, happened TIMESTAMP_LTZ(3), WATERMARK FOR happened AS happened - INTERVAL '5' SECOND
) WITH ('partitions' = '2');
CREATE TABLE event_rows (id STRING) WITH ('partitions' = '1');
CREATE TABLE minutes (starts TIMESTAMP(3), n BIGINT) WITH ('partitions' = '1');
INSERT INTO event_rows SELECT id FROM events;
INSERT INTO minutes SELECT window_start, COUNT(*)
FROM TUMBLE(TABLE events, DESCRIPTOR(happened), INTERVAL '1' MINUTE) GROUP BY window_start, window_end;

-- Epoch seconds where milliseconds are due: fine without a lower bound, a reject with one.
CREATE TABLE unbounded (
  ms BIGINT, happened AS TO_TIMESTAMP_LTZ(ms, 3), WATERMARK FOR happened AS happened
) WITH ('partitions' = '1');
CREATE TABLE bounded (
  ms BIGINT, happened AS TO_TIMESTAMP_LTZ(ms, 3), WATERMARK FOR happened AS happened
) WITH ('partitions' = '1');
CREATE TABLE times (happened TIMESTAMP_LTZ(3), source STRING) WITH ('partitions' = '1');
INSERT INTO times
SELECT happened, 'unbounded' FROM unbounded UNION ALL SELECT happened, 'bounded' FROM bounded;

-- Every type there and back.
CREATE TABLE types_in (
  c CHAR(3), vc VARCHAR(10), s STRING, flag BOOLEAN, bin BINARY(2), vbin VARBINARY(4), raw_bytes BYTES,
  ti TINYINT, si SMALLINT, i INT, bi BIGINT, f FLOAT, d DOUBLE, de DECIMAL(38, 18), da DATE, t TIME,
  ts0 TIMESTAMP(0), ts3 TIMESTAMP(3), ts9 TIMESTAMP(9), ltz3 TIMESTAMP_LTZ(3), ltz6 TIMESTAMP_LTZ(6),
  r ROW<a INT, b ROW<c STRING>>, arr ARRAY<INT>, mat ARRAY<ARRAY<STRING>>, m MAP<STRING, INT>,
  mr MAP<INT, ROW<x DECIMAL(5, 2)>>, ms MULTISET<STRING>, nothing STRING
) WITH ('partitions' = '1');
CREATE TABLE types_out (
  c CHAR(3), vc VARCHAR(10), s STRING, flag BOOLEAN, bin BINARY(2), vbin VARBINARY(4), raw_bytes BYTES,
  ti TINYINT, si SMALLINT, i INT, bi BIGINT, f FLOAT, d DOUBLE, de DECIMAL(38, 18), da DATE, t TIME,
  ts0 TIMESTAMP(0), ts3 TIMESTAMP(3), ts9 TIMESTAMP(9), ltz3 TIMESTAMP_LTZ(3), ltz6 TIMESTAMP_LTZ(6),
  r ROW<a INT, b ROW<c STRING>>, arr ARRAY<INT>, mat ARRAY<ARRAY<STRING>>, m MAP<STRING, INT>,
  mr MAP<INT, ROW<x DECIMAL(5, 2)>>, ms MULTISET<STRING>, nothing STRING
) WITH ('partitions' = '1');
INSERT INTO types_out SELECT * FROM types_in;

-- What Kafka knows of a record, read and written.
CREATE TABLE meta_in (
  v INT, topic STRING METADATA VIRTUAL, `partition` INT METADATA VIRTUAL, `offset` BIGINT METADATA VIRTUAL,
  written TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL, headers MAP<STRING, BYTES> METADATA VIRTUAL
) WITH ('partitions' = '2');
CREATE TABLE meta_out (
  v INT, topic STRING, p INT, o BIGINT, written TIMESTAMP_LTZ(3),
  stamp TIMESTAMP_LTZ(3) METADATA FROM 'timestamp', headers MAP<STRING, BYTES> METADATA
) WITH ('partitions' = '1', 'retention' = '7 d');
INSERT INTO meta_out SELECT v, topic, `partition`, `offset`, written, written, headers FROM meta_in;

-- Results that their table cannot hold.
CREATE TABLE numbers (n INT) WITH ('partitions' = '1');
CREATE TABLE required (n INT NOT NULL) WITH ('partitions' = '1');
CREATE TABLE by_text (t STRING, n BIGINT, PRIMARY KEY (t) NOT ENFORCED) WITH ('partitions' = '1');
CREATE TABLE long_texts (n INT, text STRING) WITH ('partitions' = '1');
INSERT INTO required SELECT NULLIF(n, 0) FROM numbers;
INSERT INTO by_text SELECT t, COUNT(*) FROM (SELECT CAST(NULLIF(n, 0) AS STRING) AS t FROM numbers) GROUP BY t;
INSERT INTO long_texts SELECT n, REPEAT('x', n) FROM numbers;
