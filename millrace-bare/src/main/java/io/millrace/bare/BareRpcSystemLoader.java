package io.millrace.bare;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;

/** Takes the actors from the class path, instead of from a jar in a jar that is first copied to a temporary file. */
public final class BareRpcSystemLoader implements RpcSystemLoader {

    private static final String RPC_SYSTEM = "org.apache.flink.runtime.rpc.pekko.PekkoRpcSystem";

    /** Before Flink's own, which has 0. */
    @Override
    public int getLoadPriority() {
        return -1;
    }

    @Override
    public RpcSystem loadRpcSystem(Configuration configuration) {
        try {
            return (RpcSystem) Class.forName(RPC_SYSTEM).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("flink-rpc-akka is not on the class path", e);
        }
    }
}
