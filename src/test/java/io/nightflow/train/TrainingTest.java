package io.nightflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.ModelCard;
import io.nightflow.forecast.ModelInput;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.reading.Quantity;
import io.nightflow.train.Network.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real training on a made-up demand: a day's shape, and days that make up for the day before. */
@Tag("long")
class TrainingTest {
    private static final int HOURS = 100 * 24;
    private static final double LAST_DIGIT = 1.5e-4; // of a reported loss

    @TempDir
    private Path folder;

    private static SensorSeries sensor(String name, long seed) {
        Random random = new Random(seed);
        double[] means = new double[HOURS];
        double level = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            if (hour % HourCalendar.HOURS_A_DAY == 0) {
                level = -0.8 * level + random.nextGaussian();
            }
            means[hour] = 20 + 6 * Math.sin(2 * Math.PI * hour / 24) + level + 0.1 * random.nextGaussian();
        }
        return new SensorSeries(name, 0, means);
    }

    private static Training.Job job(int steps, long seed) {
        TrainingSet set = new TrainingSet(List.of(sensor("a", 1), sensor("b", 2)), HourCalendar.PLAIN);
        return new Training.Job(
                Quantity.FLOW, new Trainer.Plan(set, HOURS - 15 * 24, HOURS, 1, steps, seed), "made up", "test");
    }

    @Test
    void learns_what_no_baseline_knows_and_writes_model_card_and_plot() throws IOException {
        List<Integer> steps = new ArrayList<>();
        ModelCard card = new Training(job(150, 1), folder).run((done, total, detail) -> steps.add(done * 100 / total));
        assertThat(card.validation())
                .hasSize(6)
                .extracting(ModelCard.Score::forecast)
                .contains("corrected-mean");
        assertThat(card.validation().get(0).forecast()).as("the best").startsWith("this model");
        assertThat(steps).isSorted().endsWith(100);
        try (LstmModel served =
                LstmModel.open(Files.readAllBytes(folder.resolve("flow.onnx")), ModelCard.parse(card.json()))) {
            assertThat(served.card()).isEqualTo(card);
        }
        assertThat(folder.resolve("flow.svg")).content().startsWith("<svg").contains("a from ");
        assertThat(folder.resolve("flow.checkpoint")).doesNotExist();
    }

    /**
     * Not by the weights at the end: the library adds in another order where its memory lies otherwise, and 80 steps make
     * more of that than forgotten moments would.
     */
    @Test
    void a_stopped_training_goes_on_from_where_it_was() throws IOException {
        Trainer.Plan plan = job(80, 1).plan();
        List<String> whole = train(plan, Checkpoint.open(folder.resolve("whole"), 1), 0);
        List<String> parts = new ArrayList<>();
        Checkpoint stopped = Checkpoint.open(folder.resolve("parts"), 1);
        for (int halfARound = 0; halfARound < 3; halfARound++) {
            parts.addAll(train(plan, stopped, 1));
            Checkpoint reopened = Checkpoint.open(folder.resolve("parts"), 1);
            assertThat(reopened)
                    .usingRecursiveComparison()
                    .as("what the file brings back")
                    .isEqualTo(stopped);
            MemberState state = stopped.current().orElse(MemberState.start(new Random(1)));
            try (Member member = new Member(state, 1, plan.steps())) {
                assertThat(member.state()).usingRecursiveComparison().isEqualTo(state);
            }
            stopped = reopened;
        }
        parts.addAll(train(plan, stopped, 0));
        assertThat(parts).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(parts.get(i).split("loss", 2)[0]).isEqualTo(whole.get(i).split("loss", 2)[0]);
            assertThat(loss(parts.get(i))).isCloseTo(loss(whole.get(i)), within(LAST_DIGIT));
        }
    }

    private static double loss(String report) {
        return Double.parseDouble(report.replaceAll(".* loss ([0-9.]+).*", "$1"));
    }

    /** What it reports; stopped after so many reports, unless that is none. */
    private static List<String> train(Trainer.Plan plan, Checkpoint checkpoint, int stopAfter) throws IOException {
        List<String> reports = new ArrayList<>();
        Trainer.Progress progress = (done, total, detail) -> {
            reports.add(done + " of " + total + " " + detail);
            if (reports.size() == stopAfter) {
                throw new IllegalStateException("stopped");
            }
        };
        try {
            new Trainer(plan, checkpoint, progress).train();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("stopped");
        }
        return reports;
    }

    @Test
    void too_little_history_is_told() {
        TrainingSet set = new TrainingSet(List.of(new SensorSeries("a", 0, new double[500])), HourCalendar.PLAIN);
        Training.Job job =
                new Training.Job(Quantity.FLOW, new Trainer.Plan(set, 400, 500, 1, 50, 1), "made up", "test");
        assertThatThrownBy(() -> new Training(job, folder).run((done, total, detail) -> {}))
                .hasMessageContaining("there must be at least 5 weeks of hourly means");
    }

    @Test
    void onnx_runtime_says_what_pytorch_says() throws IOException {
        List<Map<Weight, float[]>> members = List.of(RandomModel.weights(1), RandomModel.weights(2));
        byte[] file = OnnxExport.of(members);
        ModelCard card = RandomModel.card(file);
        ModelInput.Batch batch = new ModelInput.Batch(40);
        SensorSeries sensor = sensor("a", 3);
        for (int i = 0; i < 40; i++) {
            batch.add(sensor.window(1_000 + 31L * i), HourCalendar.PLAIN);
        }
        float[] first = Member.forecast(members.get(0), batch);
        float[] second = Member.forecast(members.get(1), batch);
        try (LstmModel model = LstmModel.open(file, card)) {
            float[] served = model.run(batch);
            float spread = 0;
            for (int i = 0; i < served.length; i++) {
                assertThat(Math.abs(served[i] - (first[i] + second[i]) / 2)).isLessThan(1e-5f);
                spread = Math.max(spread, Math.abs(first[i] - second[i]));
            }
            assertThat(spread).as("two members that differ").isGreaterThan(0.1f);
        }
    }

    @Test
    void the_graph_is_of_standard_operators_of_opset_13() throws IOException {
        OnnxMl.ModelProto model =
                OnnxMl.ModelProto.parseFrom(OnnxExport.of(List.of(RandomModel.weights(1), RandomModel.weights(2))));
        assertThat(model.getOpsetImportList()).singleElement().satisfies(opset -> {
            assertThat(opset.getVersion()).isEqualTo(13);
            assertThat(opset.getDomain()).isEmpty();
        });
        assertThat(model.getGraph().getNodeList())
                .allSatisfy(node -> assertThat(node.getDomain()).isEmpty())
                .extracting(OnnxMl.NodeProto::getOpType)
                .contains("LSTM", "MatMul", "Relu")
                .containsOnlyOnceElementsOf(List.of("Sum"))
                .filteredOn("LSTM"::equals)
                .hasSize(2);
    }
}
