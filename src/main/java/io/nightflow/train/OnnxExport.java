package io.nightflow.train;

import ai.onnx.proto.OnnxMl;
import io.nightflow.forecast.ModelInput;
import io.nightflow.forecast.Window;
import io.nightflow.train.Network.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/** Writes an ensemble as an ONNX graph: the members side by side, with the standard LSTM operator, and their mean. */
final class OnnxExport {
    static final String OUTPUT = "quantiles";
    private static final String PRODUCER = "nightflow";
    private static final long IR_VERSION = 7; // what opset 13 came with

    private final ONNXContext graph = new ONNXContext();

    private OnnxExport() {}

    /** The file of a model with these members. */
    static byte[] of(List<Map<Weight, float[]>> members) {
        return new OnnxExport().write(members);
    }

    private byte[] write(List<Map<Weight, float[]>> members) {
        graph.setName("nightflow-lstm");
        ONNXPlaceholder history = graph.floatInput(ModelInput.HISTORY, ModelInput.HISTORY_SIZE);
        ONNXPlaceholder ahead = graph.floatInput(ModelInput.AHEAD, ModelInput.AHEAD_SIZE);
        ONNXPlaceholder output = graph.floatOutput(OUTPUT, Window.AHEAD * Network.QUANTILES);
        ONNXNode days = node(
                GraphOperator.TRANSPOSE,
                Map.of("perm", new int[] {1, 0, 2}),
                reshape(history, "days", Network.STEPS, Network.STEP_NUMBERS));
        ONNXNode hours = reshape(ahead, "hours", Window.AHEAD, Network.HOUR_NUMBERS);
        List<ONNXRef<?>> outputs = new ArrayList<>();
        for (Map<Weight, float[]> member : members) {
            outputs.add(member("m" + outputs.size(), new Numbers(member), days, hours));
        }
        ONNXNode sum = graph.operation(ONNXOperators.SUM, outputs, "sum");
        ONNXNode mean = node(ONNXOperators.MUL, sum, graph.constant("share", 1f / members.size()));
        graph.assignTo(
                node(GraphOperator.RESHAPE, mean, graph.array("flat", new long[] {-1, Window.AHEAD * Network.QUANTILES
                })),
                output);
        return OnnxMl.ModelProto.newBuilder()
                .setGraph(graph.buildGraph())
                .setProducerName(PRODUCER)
                .setIrVersion(IR_VERSION)
                .addOpsetImport(ONNXOperators.getOpsetProto())
                .build()
                .toByteArray();
    }

    private record Numbers(Map<Weight, float[]> member) {
        float[] of(Weight weight) {
            float[] numbers = member.get(weight);
            if (numbers == null) {
                throw new IllegalStateException("a member without " + weight);
            }
            return numbers;
        }
    }

    private ONNXNode member(String name, Numbers numbers, ONNXNode days, ONNXNode hours) {
        ONNXNode last = lstm(name, numbers, days);
        ONNXNode ofState = node(
                GraphOperator.RESHAPE,
                node(GraphOperator.MATMUL, last, matrix(name, numbers, Weight.HIDDEN_STATE)),
                graph.array(name + "_wide", new long[] {-1, 1, Network.HIDDEN}));
        ONNXNode ofHours = node(GraphOperator.MATMUL, hours, matrix(name, numbers, Weight.HIDDEN_AHEAD));
        ONNXNode sum = node(ONNXOperators.ADD, ofHours, ofState);
        ONNXNode hidden =
                node(GraphOperator.RELU, node(ONNXOperators.ADD, sum, matrix(name, numbers, Weight.HIDDEN_BIAS)));
        ONNXNode output = node(
                ONNXOperators.ADD,
                node(GraphOperator.MATMUL, hidden, matrix(name, numbers, Weight.OUTPUT)),
                node(GraphOperator.MATMUL, hours, matrix(name, numbers, Weight.OUTPUT_AHEAD)));
        return node(ONNXOperators.ADD, output, matrix(name, numbers, Weight.OUTPUT_BIAS));
    }

    /** The last state [windows, state]; ONNX wants the gates in the order i o f c, PyTorch has them as i f c o. */
    private ONNXNode lstm(String name, Numbers numbers, ONNXNode days) {
        int rows = Network.STATE;
        float[] input = gates(numbers.of(Weight.LSTM_INPUT), rows * Network.STEP_NUMBERS);
        float[] state = gates(numbers.of(Weight.LSTM_STATE), rows * rows);
        float[] inputBias = gates(numbers.of(Weight.LSTM_INPUT_BIAS), rows);
        float[] stateBias = gates(numbers.of(Weight.LSTM_STATE_BIAS), rows);
        float[] bias = new float[inputBias.length + stateBias.length];
        System.arraycopy(inputBias, 0, bias, 0, inputBias.length);
        System.arraycopy(stateBias, 0, bias, inputBias.length, stateBias.length);
        List<ONNXRef<?>> inputs = List.of(
                days,
                tensor(name + "_w", input, 1, 4 * rows, Network.STEP_NUMBERS),
                tensor(name + "_r", state, 1, 4 * rows, rows),
                tensor(name + "_b", bias, 1, bias.length));
        List<ONNXNode> outputs = graph.operation(
                GraphOperator.LSTM, inputs, List.of(name + "_y", name + "_yh"), Map.of("hidden_size", rows));
        return node(GraphOperator.RESHAPE, outputs.get(1), graph.array(name + "_last", new long[] {-1, rows}));
    }

    private static float[] gates(float[] pytorch, int size) {
        int[] order = {0, 3, 1, 2};
        float[] onnx = new float[pytorch.length];
        for (int gate = 0; gate < order.length; gate++) {
            System.arraycopy(pytorch, order[gate] * size, onnx, gate * size, size);
        }
        return onnx;
    }

    private ONNXInitializer matrix(String name, Numbers numbers, Weight weight) {
        long[] shape = weight.shape().getShape();
        int[] sizes = new int[shape.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.toIntExact(shape[i]);
        }
        return tensor(name + "_" + weight.name(), numbers.of(weight), sizes);
    }

    private ONNXInitializer tensor(String name, float[] numbers, int... shape) {
        List<Integer> sizes = new ArrayList<>();
        for (int size : shape) {
            sizes.add(size);
        }
        return graph.floatTensor(name, sizes, buffer -> buffer.put(numbers));
    }

    private ONNXNode reshape(ONNXRef<?> input, String name, int rows, int columns) {
        return node(GraphOperator.RESHAPE, input, graph.array(name + "_shape", new long[] {-1, rows, columns}));
    }

    private ONNXNode node(org.tribuo.util.onnx.ONNXOperator operator, ONNXRef<?>... inputs) {
        return graph.operation(operator, List.of(inputs), operator.getOpName());
    }

    private ONNXNode node(
            org.tribuo.util.onnx.ONNXOperator operator, Map<String, Object> attributes, ONNXRef<?> input) {
        return graph.operation(operator, List.of(input), operator.getOpName(), attributes);
    }
}
