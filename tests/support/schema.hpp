#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace waymark::test {

/// A JSON file with comments; `path` begins at the project's root: "/assets/schema/...".
inline nlohmann::json project_document(const std::string& path) {
    std::ifstream file(WAYMARK_SOURCE_DIR + path);
    if (!file) throw std::runtime_error(path + " can't be opened");
    return nlohmann::json::parse(file, nullptr, true, true);
}

inline nlohmann::json schema_document(const std::string& name) {
    return project_document("/assets/schema/" + name + ".schema.json");
}

/// What an editor would say of a document, by the schema that is shipped under this name: "kpis".
/// Empty: nothing.
inline std::string complaint(const std::string& name, const nlohmann::json& document) {
    const nlohmann::json rules = schema_document(name);
    valijson::Schema schema;
    valijson::SchemaParser{valijson::SchemaParser::kDraft7}.populateSchema(
        valijson::adapters::NlohmannJsonAdapter{rules}, schema);
    valijson::ValidationResults results;
    valijson::Validator validator;
    const valijson::adapters::NlohmannJsonAdapter target{document};
    if (validator.validate(schema, target, &results)) return {};
    std::ostringstream text;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        for (const std::string& part : error.context)
            text << part;
        text << ": " << error.description << '\n';
    }
    return text.str();
}

}  // namespace waymark::test
