package io.nightflow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The models of config/models, in ONNX Runtime. */
class ShippedModelTest {
    private static final Path MODELS = Path.of("config/models");

    private static byte[] file(String quantity) throws IOException {
        return Files.readAllBytes(MODELS.resolve(quantity + ".onnx"));
    }

    private static ModelCard card(String quantity) throws IOException {
        return ModelCard.parse(Files.readAllBytes(MODELS.resolve(quantity + ".json")));
    }

    /** There is none of pressure: on pressures that were measured it was worse than last week's value. */
    @Test
    void is_small_and_its_card_says_what_it_is() throws IOException {
        assertThat(MODELS.resolve("pressure.onnx")).doesNotExist();
        String quantity = "flow";
        ModelCard card = card(quantity);
        assertThat(file(quantity).length).isLessThan(1_000_000);
        assertThat(card.weights()).isLessThanOrEqualTo(200_000);
        assertThat(card.quantity()).isEqualTo(quantity);
        assertThat(card.data()).contains("CC BY 4.0");
        assertThat(card.inputs()).isEqualTo(ModelInput.described());
        assertThat(card.validation()).hasSize(6);
    }

    @Test
    void forecasts_a_plain_day_as_it_is_whatever_its_size() throws IOException {
        try (LstmModel model = LstmModel.open(file("flow"), card("flow"))) {
            for (double size : new double[] {0.1, 10, 3_000}) {
                HourlySeries series = new HourlySeries(Window.HISTORY);
                for (int hour = 0; hour < Window.HISTORY; hour++) {
                    series.put(hour, day(hour, size));
                }
                WeekAhead ahead = model.forecast(List.of(Window.at(series, Window.HISTORY)), HourCalendar.PLAIN)
                        .get(0);
                for (int hour = 0; hour < Window.AHEAD; hour++) {
                    assertThat(Math.abs(ahead.mean()[hour] - day(hour, size)))
                            .as("hour %d of size %f", hour, size)
                            .isLessThan(0.1 * size);
                    assertThat(ahead.low()[hour]).isLessThanOrEqualTo(ahead.mean()[hour]);
                    assertThat(ahead.high()[hour]).isGreaterThanOrEqualTo(ahead.mean()[hour]);
                }
            }
        }
    }

    private static double day(int hour, double size) {
        return size * (2 + Math.sin(2 * Math.PI * hour / 24));
    }

    @Test
    void a_batch_says_the_same_as_each_window_alone() throws IOException {
        try (LstmModel model = LstmModel.open(file("flow"), card("flow"))) {
            ModelInput.Batch three = new ModelInput.Batch(3);
            float[][] alone = new float[3][];
            for (int i = 0; i < 3; i++) {
                HourlySeries series = new HourlySeries(Window.HISTORY);
                for (int hour = 0; hour < Window.HISTORY; hour++) {
                    series.put(hour, day(hour + 5 * i, 1 + i));
                }
                ModelInput.Batch one = new ModelInput.Batch(1);
                one.add(Window.at(series, Window.HISTORY), HourCalendar.PLAIN);
                three.add(Window.at(series, Window.HISTORY), HourCalendar.PLAIN);
                alone[i] = model.run(one);
            }
            float[] together = model.run(three);
            for (int i = 0; i < 3; i++) {
                float[] part = Arrays.copyOfRange(together, i * WeekAhead.NUMBERS, (i + 1) * WeekAhead.NUMBERS);
                for (int number = 0; number < part.length; number++) {
                    assertThat(Math.abs(part[number] - alone[i][number])).isLessThan(1e-5f);
                }
            }
        }
    }

    @Test
    void a_damaged_file_a_foreign_card_and_a_file_that_is_no_model_are_refused_with_the_reason() throws IOException {
        byte[] damaged = file("flow");
        damaged[damaged.length / 2] ^= 1;
        assertThatThrownBy(() -> LstmModel.open(damaged, card("flow")))
                .hasMessageContaining("its sha256 must be that of its card");
        ModelCard card = card("flow");
        ModelCard foreign = new ModelCard(
                "flow", card.sha256(), "other-9", List.of(), card.output(), 1, card.training(), List.of(), "", "");
        assertThatThrownBy(() -> LstmModel.open(file("flow"), foreign))
                .hasMessage("its layout must be nightflow-1 (got other-9)");
        byte[] noModel = "no model".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThatThrownBy(() -> LstmModel.open(noModel, card.withFile(ModelCard.sha256(noModel), List.of())))
                .hasMessageContaining("ONNX Runtime does not take it");
        assertThatThrownBy(() -> ModelCard.parse("{}")).hasMessage("it must name quantity, sha256 and layout");
        assertThatThrownBy(() -> ModelCard.parse("{")).hasMessageContaining("it is not the JSON of a card");
    }
}
