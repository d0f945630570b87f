-- CSV in and out, with a record key, metadata and event time.
CREATE TABLE orders (
  id STRING NOT NULL, amount DECIMAL(5, 2), made TIMESTAMP_LTZ(3), tags ARRAY<STRING>, note STRING,
  `partition` INT METADATA VIRTUAL, WATERMARK FOR made AS made
) WITH ('format' = 'csv', 'key.fields' = 'id', 'partitions' = '1');
CREATE TABLE order_rows (
  id STRING, amount DECIMAL(5, 2), made TIMESTAMP_LTZ(3), tags ARRAY<STRING>, note STRING, p INT
) WITH ('format' = 'csv', 'csv.field-delimiter' = '\t', 'csv.null-literal' = '-', 'partitions' = '1');
INSERT INTO order_rows SELECT * FROM orders;

-- A result that CSV without quotes cannot hold.
CREATE TABLE remarks (remark STRING) WITH ('format' = 'raw', 'partitions' = '1');
CREATE TABLE notes (note STRING)
WITH ('format' = 'csv', 'csv.disable-quote-character' = 'true', 'partitions' = '1');
INSERT INTO notes SELECT remark FROM remarks;

-- An upsert stream of CSV: a null value deletes.
CREATE TABLE people (id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED)
WITH ('format' = 'csv', 'partitions' = '1');
CREATE TABLE names (id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED)
WITH ('format' = 'csv', 'partitions' = '1');
INSERT INTO names SELECT id, UPPER(name) FROM people;

-- Raw text and raw numbers.
CREATE TABLE lines (line VARCHAR(20)) WITH ('format' = 'raw', 'partitions' = '1');
CREATE TABLE loud_lines (line STRING) WITH ('format' = 'raw', 'partitions' = '1');
INSERT INTO loud_lines SELECT UPPER(line) FROM lines;
CREATE TABLE readings (reading INT) WITH ('format' = 'raw', 'partitions' = '1');
CREATE TABLE doubled (reading BIGINT)
WITH ('format' = 'raw', 'raw.endianness' = 'little-endian', 'partitions' = '1');
INSERT INTO doubled SELECT CAST(reading AS BIGINT) * 2 FROM readings;

-- One file, fed to a table of each format.
CREATE TABLE fed (a STRING, n INT) WITH ('format' = 'csv', 'partitions' = '1');
CREATE TABLE fed_rows (n INT, a STRING) WITH ('format' = 'csv', 'partitions' = '1');
INSERT INTO fed_rows SELECT n, a FROM fed;
CREATE TABLE fed_lines (line STRING) WITH ('format' = 'raw', 'partitions' = '1');
CREATE TABLE long_lines (line STRING) WITH ('format' = 'raw', 'partitions' = '1');
INSERT INTO long_lines SELECT line FROM fed_lines WHERE CHAR_LENGTH(line) > 2;
