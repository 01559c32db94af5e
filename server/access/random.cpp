#include "server/access/random.hpp"

#include <stdexcept>

#include <openssl/rand.h>

namespace waymark::server {

std::string random_octets(std::size_t count) {
    std::string octets(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(octets.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("OpenSSL has no random octets");
    return octets;
}

}  // namespace waymark::server
