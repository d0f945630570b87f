-- Customers per city, as they move and leave.
CREATE TABLE customers (customer_id STRING, city STRING, PRIMARY KEY (customer_id) NOT ENFORCED);
CREATE TABLE cities (city STRING, customers BIGINT, PRIMARY KEY (city) NOT ENFORCED);
INSERT INTO cities SELECT city, COUNT(*) FROM customers GROUP BY city;
