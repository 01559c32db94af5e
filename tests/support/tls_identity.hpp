#pragma once

#include <string>

namespace waymark::test {

/// Who a server says it is, as PEM texts.
struct TlsIdentity {
    std::string certificate;
    std::string key;
};

/// A fresh one for 127.0.0.1, signed by nobody but itself.
TlsIdentity make_tls_identity();

}  // namespace waymark::test
