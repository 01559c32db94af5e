#include "server/kpi/life/customer_life.hpp"

#include <algorithm>

namespace waymark::server {

CustomerWords::CustomerWords(Vocabulary& vocabulary)
    : offered(vocabulary.learn_type("contact.offered")),
      ended(vocabulary.learn_type("contact.ended")),
      resolved(vocabulary.learn_type("ticket.resolved")),
      contacted(vocabulary.learn_type("customer.contacted")) {}

bool concerns_customer(const Event& event, const CustomerWords& words) {
    if (event.find(field::customer) == nullptr) return false;
    if (event.type == words.offered) return event.number(field::entry).value_or(1) == 1;
    return event.type == words.ended || event.type == words.resolved;
}

void tell_customer(const std::vector<Event>& life, std::size_t changed_at,
                   const CustomerWords& words, Told& told) {
    for (std::size_t i = std::min(changed_at, life.size()); i < life.size(); ++i) {
        if (life[i].type != words.offered) continue;
        Event contacted = life[i];
        contacted.type = words.contacted;
        for (std::size_t earlier = i; earlier-- > 0;)
            if (life[earlier].type != words.offered) {
                contacted.set(Field::of_number(field::since_resolved,
                                               in_seconds(life[i].time - life[earlier].time)));
                break;
            }
        told.events.push_back(std::move(contacted));
    }
}

}  // namespace waymark::server
