CREATE TABLE strict (
  id STRING NOT NULL, n INT, tiny TINYINT, big BIGINT, flag BOOLEAN, price DECIMAL(5, 2), ratio DOUBLE,
  on_day DATE, at_time TIME, made TIMESTAMP_LTZ(3), code VARCHAR(3), text STRING
) WITH ('partitions' = '8');
CREATE TABLE strict_rows (
  id STRING, n INT, tiny TINYINT, big BIGINT, flag BOOLEAN, price DECIMAL(5, 2), ratio DOUBLE,
  on_day DATE, at_time TIME, made TIMESTAMP_LTZ(3), code VARCHAR(3), text STRING
) WITH ('partitions' = '1');
INSERT INTO strict_rows SELECT * FROM strict;

-- A key that only the record has.
CREATE TABLE keyed (k INT NOT NULL, v STRING) WITH ('key.fields' = 'k', 'partitions' = '1');
CREATE TABLE keyed_rows (k INT, v STRING) WITH ('partitions' = '1');
INSERT INTO keyed_rows SELECT k, v FROM keyed;

CREATE TABLE people (id STRING, name STRING, PRIMARY KEY (id) NOT ENFORCED) WITH ('partitions' = '1');
CREATE TABLE names (id STRING, name STRING, PRIMARY KEY (id) NOT ENFORCED) WITH ('partitions' = '1');
INSERT INTO names SELECT id, UPPER(name) FROM people;

-- The same rules with the conversions that lose nothing.
CREATE TABLE lenient (n INT, flag BOOLEAN, text STRING) WITH ('json.coerce' = 'true', 'partitions' = '1');
CREATE TABLE lenient_rows (n INT, flag BOOLEAN, text STRING) WITH ('partitions' = '1');
INSERT INTO lenient_rows SELECT * FROM lenient;
