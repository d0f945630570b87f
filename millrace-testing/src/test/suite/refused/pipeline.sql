-- Not a pipeline: the column is misspelt.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE totals (clicks BIGINT);
INSERT INTO totals SELECT COUNT(clickz) FROM clicks;
