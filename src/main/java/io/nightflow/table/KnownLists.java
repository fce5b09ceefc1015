package io.nightflow.table;

import io.nightflow.reading.Quantity;

/** The columns of our lists, and what people call them in English, German, French, Spanish, Italian, Dutch and Korean. */
public final class KnownLists {
    private static final String SENSOR = "sensor";
    private static final String METER = "meter sensor-id meter-id device device-id tag point name station site id"
            + " zähler messstelle compteur capteur contador contatore teller meetpunt 센서 계측기 지점 지점명 태그 관리번호";
    /** Of {@code sensors.csv}. */
    public static final ListColumns SENSORS = new ListColumns()
            .text(SENSOR, METER)
            .text("label", "bezeichnung libellé etiqueta etichetta omschrijving 이름 명칭 표시명")
            .text("flow-unit", "unit einheit unité unidad unità eenheid 단위 유량단위")
            .text("pressure-unit", "압력단위")
            .quantity("flow-min", Quantity.FLOW, "min-flow")
            .quantity("flow-max", Quantity.FLOW, "max-flow")
            .quantity("pressure-min", Quantity.PRESSURE, "min-pressure")
            .quantity("pressure-max", Quantity.PRESSURE, "max-pressure")
            .quantity("q1", Quantity.FLOW, "qmin")
            .quantity("q2", Quantity.FLOW, "qt")
            .quantity("q3", Quantity.FLOW, "qn")
            .quantity("q4", Quantity.FLOW, "qmax")
            .text("bus", "")
            .text("address", "unit-id slave slave-id modbus-address adresse dirección indirizzo adres 주소")
            .text("profile", "")
            .number("full-scale", "")
            .text("pressure-address", "")
            .text("pressure-profile", "")
            .text("night-start", "night-from")
            .text("night-end", "night-to")
            .quantity("legitimate-night", Quantity.FLOW, "legitimate-night-flow")
            .number("connections", "service-connections anschlüsse branchements acometidas allacci aansluitingen 급수전수")
            .number("pressure-exponent", "n1")
            .text("total-unit", "register-unit")
            .number("litres-per-pulse", "liters-per-pulse")
            .number("rollover", "")
            .number("sensitivity", "empfindlichkeit sensibilité sensibilidad sensibilità gevoeligheid 민감도");

    /** Of {@code zones.csv}. */
    public static final ListColumns ZONES = new ListColumns()
            .text("zone", "dma district area bezirk secteur sector zona distretto blok 블록 구역 소블록")
            .text(SENSOR, METER)
            .text("label", "bezeichnung libellé etiqueta etichetta omschrijving 이름 명칭 표시명")
            .text("sign", "direction vorzeichen richtung signe signo segno teken 부호 방향")
            .number("factor", "weight faktor facteur fattore gewicht 계수");

    /** Of a file of criteria. */
    public static final ListColumns CRITERIA = new ListColumns()
            .text(SENSOR, METER)
            .text("quantity", "parameter variable grösse größe grandeur magnitud grandezza 항목")
            .text("day", "weekday day-of-week wochentag jour día giorno dag 요일")
            .text("hour", "hour-of-day stunde heure hora ora uur 시 시간")
            .number("usual", "mean average mittel mittelwert moyenne media gemiddelde 평균")
            .number("spread", "deviation sd stddev streuung écart-type desviación scarto spreiding 표준편차");

    private KnownLists() {}
}
