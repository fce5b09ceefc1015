package io.nightflow.table;

import io.nightflow.table.ColumnName.Meaning;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words that columns are named by, in English, German, French, Spanish, Italian, Dutch and Korean, in small letters. */
final class ColumnWords {
    private static final Map<String, Meaning> WORDS = new HashMap<>();

    static {
        add(Meaning.TIME, """
            timestamp time date datetime date_time date/time ts epoch unixtime zeit datum uhrzeit zeitstempel
            fecha hora heure horodatage data ora dataora tijd 일시 날짜 시간 시각 일자 측정일시 측정시간 수집일시 기록일시 log_time
            logtime measured_at _time hour uur stunde
            """);
        add(Meaning.SENSOR, """
            sensor sensor_id sensorid meter meter_id device device_id tag point name zone dma site location
            station zähler messstelle compteur contador contatore 센서 계측기 지점 지점명 블록 블록명 태그 관측소 관리번호 meterid
            sensorname entityid entityname tagname varname metername serial serialnumber account asset assetid
            dmaid meternumber meterno accountnumber accountno devicenumber deviceno serialno sensorname 계량기 계량기번호 수용가번호
            """);
        add(Meaning.FLOW, """
            flow flowrate flw q discharge inflow demand durchfluss debit débit caudal portata debiet vazão vazao flöde przepływ průtok debi 유량 순시유량 유입유량 유입
            """);
        add(Meaning.PRESSURE, """
            pressure p press pres prs druck vordruck pression presion presión pressione druk voordruk pressão pressao tryck tryk ciśnienie tlak basınç 압력 수압
            """);
        add(Meaning.TOTAL, """
            total totaliser totalizer register volume index counter cumulative zählerstand zaehlerstand volumen
            lectura lettura totalflow tot meterread meterreading standvanmeter 적산 적산유량 누적 누적유량 지침 검침값
            """);
        add(Meaning.VOLUME, """
            consumption usage used verbrauch consommation consumo verbruik 사용량 delta pulses pulse pulsecount counts impulse impulses impulsos impulsi 펄스 펄스수
            """);
        add(Meaning.QUALITY, """
            quality qualität qualitaet validity valid opcquality qualitydetail qualitycode calidad qualité qualità kwaliteit 품질 품질코드
            """);
        add(Meaning.OTHER, """
            battery batt batterie voltage temp temperature temperatur level chlorine ph power energy signal rssi
            snr status alarm error id no nr row rownum 순번 번호 time_ms online humidity turbidity 수온 배터리 수위 잔류염소 비고
            remark velocity geschwindigkeit velocidad vitesse 유속 record recordno recno seq sequence table result _result conductivity 전도도 탁도 온도 timezone tz utcoffset 시간대
            """);
        add(Meaning.PARAMETER, """
            parameter quantity measurement variable key metric channel _field _measurement 항목
            """);
    }

    private ColumnWords() {}

    private static void add(Meaning meaning, String words) {
        for (String word : words.strip().split("\\s+", -1)) {
            WORDS.put(word, meaning);
        }
    }

    private static final Set<String> OF_METER = Set.of(
            "sensor",
            "sensorid",
            "sensorname",
            "meter",
            "meterid",
            "metername",
            "meternumber",
            "meterno",
            "device",
            "deviceid",
            "devicenumber",
            "tag",
            "tagname",
            "entityid",
            "point",
            "serial",
            "serialnumber",
            "serialno",
            "zähler",
            "messstelle",
            "compteur",
            "contador",
            "contatore",
            "센서",
            "계측기",
            "계량기",
            "계량기번호",
            "태그",
            "관리번호");

    /** Whether a name is one for meters themselves. */
    static boolean isOfMeter(String name) {
        return OF_METER.contains(name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", ""));
    }

    /** What a word, or a whole name, means. */
    static Meaning meaning(String word) {
        return WORDS.getOrDefault(word, Meaning.UNKNOWN);
    }
}
