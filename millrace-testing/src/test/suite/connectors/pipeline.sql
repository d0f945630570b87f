-- Tables of other systems: rows stand in for them in a test.
CREATE TABLE customers (customer_id STRING, city STRING, PRIMARY KEY (customer_id) NOT ENFORCED) WITH ('connector' = 'jdbc', 'url' = 'jdbc:postgresql:shop', 'table-name' = 'customers');
CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen');
CREATE TABLE cities (city STRING, customers BIGINT) WITH ('connector' = 'print');
CREATE TABLE evens (n INT) WITH ('connector' = 'blackhole');
INSERT INTO cities SELECT city, COUNT(*) FROM customers GROUP BY city;
INSERT INTO evens SELECT n FROM numbers WHERE MOD(n, 2) = 0;
