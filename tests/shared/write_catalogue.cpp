// Writes what is made from the catalogue's table: docs/kpi-catalogue.md, and the lines on named
// measures in assets/schema/kpis.schema.json. usage: waymark-write-catalogue SOURCE_DIRECTORY
#include <fstream>
#include <iostream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "shared/protocol/catalogue/catalogue.hpp"

namespace {

std::string read(const std::string& path) {
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Puts `text` in the place of what stands between `after` and `before`.
void put_between(std::string& whole, const std::string& after, const std::string& before,
                 const std::string& text) {
    const auto from = whole.find(after) + after.size();
    whole.replace(from, whole.find(before, from) - from, text);
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) {
        std::cerr << "usage: waymark-write-catalogue SOURCE_DIRECTORY\n";
        return 2;
    }
    const std::string folder = words[1];
    std::ofstream{folder + "/docs/kpi-catalogue.md"} << waymark::catalogue_markdown();
    const std::string path = folder + "/assets/schema/kpis.schema.json";
    std::string schema = read(path);
    nlohmann::json names = nlohmann::json::array();
    for (const auto& entry : waymark::catalogue())
        names.push_back(entry.name);
    put_between(schema, "\"named_name\": { \"enum\": ", " },\n", names.dump());
    put_between(schema, "made by waymark-write-catalogue.\",\n      \"allOf\": [\n",
                "      ]\n    },", waymark::catalogue_schema() + "\n");
    std::ofstream{path} << schema;
}
