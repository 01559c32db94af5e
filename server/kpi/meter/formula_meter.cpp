#include "server/kpi/meter/formula_meter.hpp"

#include <algorithm>
#include <cmath>

#include <muParser.h>

namespace waymark::server {

class FormulaMeter::Parser {
public:
    explicit Parser(const FormulaMeasure& measure) : inputs_(measure.inputs.size()) {
        std::string expression = measure.expression;
        for (std::size_t i = 0; i < measure.inputs.size(); ++i) {
            const std::string name = "v" + std::to_string(i);
            const std::string braced = "{" + measure.inputs[i].text + "}";
            for (std::size_t at = expression.find(braced); at != std::string::npos;
                 at = expression.find(braced, at))
                expression.replace(at, braced.size(), name);
            parser_.DefineVar(name, &inputs_[i]);
        }
        parser_.SetExpr(expression);
    }

    std::optional<double> value(const std::vector<double>& inputs) {
        std::ranges::copy(inputs, inputs_.begin());
        try {
            const double value = parser_.Eval();
            return std::isfinite(value) ? std::optional{value} : std::nullopt;
        } catch (const mu::ParserError&) {
            return std::nullopt;
        }
    }

private:
    std::vector<double> inputs_;
    mu::Parser parser_;
};

FormulaMeter::FormulaMeter(FormulaMeasure measure, MeterContext context)
    : measure_(std::move(measure)),
      context_(std::move(context)),
      parser_(std::make_unique<Parser>(measure_)) {}
FormulaMeter::~FormulaMeter() = default;

Measured FormulaMeter::over(Bounds bounds, SliceKey slice) const {
    Measured measured;
    std::vector<double> inputs;
    for (const KpiId& input : measure_.inputs) {
        const Measured one = context_.value_of(input, bounds, slice);
        measured.n = inputs.empty() ? one.n : std::min(measured.n, one.n);
        if (!one.value) return {.n = measured.n};
        inputs.push_back(*one.value);
    }
    measured.value = parser_->value(inputs);
    return measured;
}

}  // namespace waymark::server
