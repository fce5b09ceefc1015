package io.nightflow.train;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;

/** The standard operators of ONNX that our graph needs and Tribuo does not name. */
enum GraphOperator implements ONNXOperator {
    LSTM("LSTM", 3, 1, 2, new ONNXAttribute("hidden_size", AttributeType.INT, true)),
    MATMUL("MatMul", 2, 0, 1),
    RELU("Relu", 1, 0, 1),
    RESHAPE("Reshape", 2, 0, 1),
    TRANSPOSE("Transpose", 1, 0, 1, new ONNXAttribute("perm", AttributeType.INTS, true));

    private final String word;
    private final int inputs;
    private final int optionalInputs;
    private final int outputs;
    private final Map<String, ONNXAttribute> attributes = new LinkedHashMap<>();

    GraphOperator(String word, int inputs, int optionalInputs, int outputs, ONNXAttribute... attributes) {
        this.word = word;
        this.inputs = inputs;
        this.optionalInputs = optionalInputs;
        this.outputs = outputs;
        for (ONNXAttribute attribute : attributes) {
            this.attributes.put(attribute.getName(), attribute);
        }
    }

    @Override
    public String getOpName() {
        return word;
    }

    @Override
    public int getNumInputs() {
        return inputs;
    }

    @Override
    public int getNumOptionalInputs() {
        return optionalInputs;
    }

    @Override
    public int getNumOutputs() {
        return outputs;
    }

    @Override
    public Map<String, ONNXAttribute> getAttributes() {
        return attributes;
    }

    @Override
    public Set<String> getMandatoryAttributeNames() {
        return attributes.values().stream()
                .filter(ONNXAttribute::isMandatory)
                .map(ONNXAttribute::getName)
                .collect(Collectors.toSet());
    }

    @Override
    public int getOpVersion() {
        return ONNXOperators.getOpsetVersion();
    }

    @Override
    public String getOpDomain() {
        return ONNXOperators.SUM.domain;
    }
}
