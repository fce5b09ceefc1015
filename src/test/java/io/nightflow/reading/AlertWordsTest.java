package io.nightflow.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertWordsTest {
    private static final SensorId SENSOR = new SensorId("dma-1");
    private static final MeteringPoint.Range ANY = new MeteringPoint.Range(-1e9, 1e9);
    private static final MeteringPoints POINTS = new MeteringPoints(
            Map.of(),
            new MeteringPoint(SENSOR, Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY),
            List.of(),
            List.of(),
            Map.of(SENSOR, "정수장 유입"));
    private static final AlertWords KOREAN = new AlertWords(Language.KO, POINTS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow 31 % over the usual Tuesday 17:00 (84.6 against 64.5 m3/h), mean of 40 minutes"
                        + " | 유량 31 % 높음, 화요일 17:00 평소값 대비 (84.6, 평소값 64.5 m3/h), 40분 평균",
                "flow 12.4 m3/h over the usual Sunday 02:00 (12.4 against 0 m3/h), mean of 40 minutes"
                        + " | 유량 12.4 m3/h 높음, 일요일 02:00 평소값 대비 (12.4, 평소값 0 m3/h), 40분 평균",
                "flow 40 % over the usual Monday 03:00 (7 against 5 m3/h), mean of 40 minutes; pressure 20 % below the usual"
                        + " Monday 03:00 (4 against 5 bar), mean of 40 minutes"
                        + " | 유량 40 % 높음, 월요일 03:00 평소값 대비 (7, 평소값 5 m3/h), 40분 평균; 수압 20 % 낮음, 월요일 03:00"
                        + " 평소값 대비 (4, 평소값 5 bar), 40분 평균",
                "it lasted 1 minute, 2.5 m3 over the usual | 1분 동안 지속됨, 평소보다 2.5 m3 많음",
                "night flow is back to the usual; it lasted 23 nights, about 410 m3 | 야간유량이 평소로 돌아옴. 밤 23회 지속, 누적 약 410 m3",
                "answered: new usual, by kim; until then 2 nights, about 40 m3"
                        + " | 답변: 사용량 변화(새 평소값) (kim). 그때까지 밤 2회, 누적 약 40 m3",
                "line plain on /dev/ttyUSB0 has been silent for 3 minutes | 회선 plain on /dev/ttyUSB0: 3분 동안 수신 없음",
                "the meter says low battery; it leaks | 계량기 보고: low battery; it leaks",
                "valve 3 (announced by kim) is over; not told: 2 x low pressure, 1 x burst"
                        + " | valve 3 (예고: kim) 종료. 그동안 발생했으나 알리지 않은 경보: 2 x 수압 저하, 1 x 관 파열",
                "meter 3 of bus north has said nothing for 5 minutes | 버스 north의 계량기 3: 5분 동안 응답 없음",
                "of another version | of another version",
                "device;  | device; "
            })
    void what_is_stored_is_said_in_another_language(String english, String korean) {
        assertThat(KOREAN.sentence(english)).isEqualTo(korean);
        assertThat(AlertWords.ENGLISH.sentence(english)).isEqualTo(english);
    }

    /** Whoever announces work may write what he likes; it is looked at once, however long it is. */
    @Test
    void words_of_others_cost_their_length_and_no_more() {
        String theirs = "a over the usual a (a against a ".repeat(30_000);
        String english = theirs + " (announced by kim) is over; nothing was raised";
        assertThat(KOREAN.sentence(english)).isEqualTo(theirs + " (예고: kim) 종료. 그동안 발생한 경보 없음");
    }

    @Test
    void an_alert_is_one_line_with_the_label_and_the_id() {
        Alert alert =
                Alert.ofSensor(SENSOR, new Minute(0), EventKind.SENSOR_SILENT, true, 7, "heard again after 7 minutes");
        assertThat(KOREAN.line(alert)).isEqualTo("정수장 유입 (dma-1) 센서 수신 없음 종료: 7분 만에 다시 수신됨");
        assertThat(AlertWords.ENGLISH.line(alert, "08:00"))
                .isEqualTo("dma-1 sensor silent ends 08:00: heard again after 7 minutes");
        assertThat(KOREAN.event("no flow")).isEqualTo("유량 없음");
        assertThat(KOREAN.event("of another version")).isEqualTo("of another version");
    }

    /** Each sentence there is, with something in each of its places, is found and keeps what was there. */
    @Test
    void each_language_has_every_sentence_with_all_its_values() {
        Properties english = AlertWords.read(Language.EN);
        Properties korean = AlertWords.read(Language.KO);
        Set<String> sentences = english.stringPropertyNames().stream()
                .filter(name -> !name.startsWith("word."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(korean.stringPropertyNames()).containsAll(sentences);
        assertThat(sentences)
                .hasSizeGreaterThan(70)
                .allSatisfy(name -> assertThat(places(korean.getProperty(name)))
                        .as(name)
                        .isEqualTo(places(english.getProperty(name))));
    }

    private static Set<String> places(String text) {
        return Pattern.compile("\\{[we]?(\\d)}")
                .matcher(text)
                .results()
                .map((MatchResult place) -> place.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
