package org.demo;

import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcContext;

/**
 * Hands an answer's attachments to the caller. Dubbo does so in its cluster layer, which 2.7 leaves out when it is given one
 * direct URL (and given two it fails with a ClassCastException).
 */
public class AnswerAttachments implements Filter {
    @Override
    public Result invoke(Invoker<?> invoker, Invocation invocation) {
        Result result = invoker.invoke(invocation);
        RpcContext.getServerContext().setObjectAttachments(result.getObjectAttachments());
        return result;
    }
}
