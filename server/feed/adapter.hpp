#pragma once

namespace waymark::server {

/// A live connection to a system that is not told to push our records: it begins when it is made
/// and ends when it is destroyed; nothing of it runs afterwards. Server thread only, whatever
/// threads it has of its own.
class Adapter {
public:
    virtual ~Adapter() = default;
};

}  // namespace waymark::server
