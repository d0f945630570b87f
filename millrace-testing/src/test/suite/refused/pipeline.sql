-- Not a pipeline: the column is misspelt.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, at TIMESTAMP_LTZ(3), WATERMARK FOR at AS at - INTERVAL '5' SECOND);
CREATE TABLE totals (clicks BIGINT);
INSERT INTO totals SELECT COUNT(clickz) FROM clicks;
