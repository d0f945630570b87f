package io.millrace.core.environment;

/**
 * How a database of an environment is reached.
 *
 * @param port from 1 to 65535
 * @param password as its reference was resolved on this machine
 */
public record PostgresAccess(String host, int port, String database, String user, Secret password) {}
