use std::collections::BTreeMap;

use dubbo_codec::Encoder;

use crate::error::Error;

/// Java's own exception of a call that failed on its way; a Java consumer takes it for such a
/// failure, not for the service's outcome (dubbo-protocol §7.3).
const RPC_EXCEPTION: &str = "org.apache.dubbo.rpc.RpcException";

/// Writes `error` as the exception that a provider throws: an exception as it is, everything else
/// as Java's `RpcException` with its code.
pub(crate) fn encode_error(
    error: &Error,
    encoder: &mut Encoder<'_>,
) -> Result<(), dubbo_codec::Error> {
    match error {
        Error::Exception(exception) => encoder.thrown(exception),
        error => {
            let fields = BTreeMap::from([("code", error.code())]);
            encoder.exception(RPC_EXCEPTION, Some(&error.to_string()), None, &fields)
        }
    }
}
