"""What the fuzzer must know that no schema can state: a key belongs to one request."""

import uuid

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    keyed = case.headers and "Idempotency-Key" in case.headers
    if keyed and case.meta and case.meta.generation.mode.is_positive:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
