package io.nightflow.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
import org.junit.jupiter.params.provider.ValueSource;

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
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "usual_over|flow|31 %|Tuesday|17:00|84.6|64.5 m3/h"
                        + " # flow 31 % over the usual Tuesday 17:00 (84.6 against 64.5 m3/h), mean of 40 minutes"
                        + " # 유량 31 % 높음, 화요일 17:00 평소값 대비 (84.6, 평소값 64.5 m3/h), 40분 평균",
                "usual_over|flow|40 %|Monday|03:00|7|5 m3/h;usual_below|pressure|20 %|Monday|03:00|4|5 bar"
                        + " # flow 40 % over the usual Monday 03:00 (7 against 5 m3/h), mean of 40 minutes; pressure 20 % below"
                        + " the usual Monday 03:00 (4 against 5 bar), mean of 40 minutes"
                        + " # 유량 40 % 높음, 월요일 03:00 평소값 대비 (7, 평소값 5 m3/h), 40분 평균; 수압 20 % 낮음, 월요일 03:00"
                        + " 평소값 대비 (4, 평소값 5 bar), 40분 평균",
                "lasted_over|1|2.5 # it lasted 1 minute, 2.5 m3 over the usual # 1분 동안 지속됨, 평소보다 2.5 m3 많음",
                "leak_over|23|410 # flow is back to the usual; it lasted 23 nights, about 410 m3"
                        + " # 유량이 평소로 돌아옴. 밤 23회 지속, 누적 약 410 m3",
                "leak_answered|new usual|kim|1|40 # answered: new usual, by kim; until then 1 night, about 40 m3"
                        + " # 답변: 사용량 변화(새 평소값) (kim). 그때까지 밤 1회, 누적 약 40 m3",
                "line_silent|plain on /dev/ttyUSB0|3 # line plain on /dev/ttyUSB0 has been silent for 3 minutes"
                        + " # 회선 plain on /dev/ttyUSB0: 3분 동안 수신 없음",
                "meter_says|low \\| battery\\; it {0} \\\\ $1 # the meter says low | battery; it {0} \\ $1"
                        + " # 계량기 보고: low | battery; it {0} \\ $1",
                "work_over_held|valve 3|kim|2 x low pressure, 1 x burst"
                        + " # valve 3 (announced by kim) is over; not told: 2 x low pressure, 1 x burst"
                        + " # valve 3 (예고: kim) 종료. 그동안 발생했으나 알리지 않은 경보: 2 x 수압 저하, 1 x 관 파열",
                "meter_silent|3|north|5 # meter 3 of bus north has said nothing for 5 minutes"
                        + " # 버스 north의 계량기 3: 5분 동안 응답 없음",
                "meter_silent_why|3|north|1|has no such register: holding 60..75 (exception 2)\\; is busy: input 3 (exception 6)"
                        + " # meter 3 of bus north has said nothing for 1 minute: it has no such register: holding 60..75"
                        + " (exception 2); is busy: input 3 (exception 6)"
                        + " # 버스 north의 계량기 3: 1분 동안 응답 없음 (없는 레지스터: holding 60..75 (exception 2); 사용 중(busy): input 3"
                        + " (exception 6))",
                "device_stopped|/dev/ttyUSB0|it refuses every row (fmt)"
                        + " # the device on /dev/ttyUSB0 takes nothing: it refuses every row (fmt)"
                        + " # /dev/ttyUSB0의 장치가 받지 않음: 모든 행을 거부함 (fmt)",
                "of another|version # of another|version # of another|version",
                "it was so; and so # it was so; and so # it was so; and so",
                "`` # `` # ``"
            })
    void what_is_stored_is_said_in_the_language_of_its_reader(String stored, String english, String korean) {
        Reason reason = Reason.parse(stored);
        assertThat(AlertWords.ENGLISH.sentence(reason)).isEqualTo(english);
        assertThat(KOREAN.sentence(reason)).isEqualTo(korean);
    }

    /** Whoever announces work may write what he likes: nothing of it becomes a figure of another place. */
    @ParameterizedTest
    @ValueSource(strings = {"a|b", "a;b", "a\\", "\\|", "; ", "", " ", "usual_over|x;", "정수장 | 유입"})
    void words_of_others_come_back_as_they_were(String theirs) {
        Reason reason = Reason.of(ReasonKind.WORK_OVER, theirs, theirs).and(Reason.of(ReasonKind.METER_SAYS, theirs));
        assertThat(Reason.parse(reason.text())).isEqualTo(reason);
        assertThat(Reason.parse(reason.text()).figures(ReasonKind.METER_SAYS)).contains(List.of(theirs));
    }

    @Test
    void an_alert_is_one_line_with_the_label_and_the_id() {
        Alert alert = Alert.ofSensor(
                SENSOR, new Minute(0), EventKind.SENSOR_SILENT, true, 7, Reason.of(ReasonKind.SENSOR_HEARD, 7));
        assertThat(KOREAN.line(alert)).isEqualTo("정수장 유입 (dma-1) 센서 수신 없음 종료: 7분 만에 다시 수신됨");
        assertThat(AlertWords.ENGLISH.line(alert, "08:00"))
                .isEqualTo("dma-1 sensor silent ends 08:00: heard again after 7 minutes");
        assertThat(KOREAN.event("no flow")).isEqualTo("유량 없음");
        assertThat(KOREAN.event("of another version")).isEqualTo("of another version");
    }

    @Test
    void each_language_has_a_sentence_for_each_kind_with_all_its_figures() {
        Properties english = AlertWords.read(Language.EN);
        Properties korean = AlertWords.read(Language.KO);
        assertThat(english.stringPropertyNames())
                .filteredOn(name -> name.startsWith("reason."))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ReasonKind.values())
                        .map(kind -> "reason." + kind.word())
                        .toList());
        assertThat(english.stringPropertyNames())
                .hasSizeGreaterThan(70)
                .isSubsetOf(korean.stringPropertyNames())
                .allSatisfy(name -> assertThat(places(korean.getProperty(name)))
                        .as(name)
                        .isEqualTo(places(english.getProperty(name))));
    }

    private static Set<String> places(String text) {
        return Pattern.compile("\\{[wep]?(\\d)}")
                .matcher(text)
                .results()
                .map((MatchResult place) -> place.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
