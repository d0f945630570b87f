-- The first click of each user and page.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE firsts (user_id STRING, page STRING, n INT);
INSERT INTO firsts
SELECT user_id, page, n FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY user_id, page ORDER BY ts) AS place FROM clicks
) WHERE place = 1;
