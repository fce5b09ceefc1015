package io.nightflow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as people have them. */
class TableTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    private final List<String> faults = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "time,sensor,flow,pressure,quality|2026-10-02T00:00:00Z,a,20.952,,good => a 2026-10-02T00:00:00Z 20.952",
                "sensor,time,pressure,flow|a,2026-10-02T00:00Z,4,1 => a 2026-10-02T00:00:00Z 1 4",
                "a,2026-10-02T00:00Z,1,4 => a 2026-10-02T00:00:00Z 1 4",
                "time,sensor,flow,pressure,quality,label|2026-10-02T00:00:00Z,a,20.952,,good,12 L/s => a 2026-10-02T00:00:00Z 20.952",
                "timestamp;in-1;in-2|2024-03-01 00:00;41,25;8,1 => in-1 2024-02-29T23:00:00Z 41.25, in-2 2024-02-29T23:00:00Z 8.1",
                "\"timestamp\",\"in-1\"|\"2024-03-13 00:00:00\",\"7.74\" => in-1 2024-03-12T23:00:00Z 7.74",
                "Site: Hilltop|Logger: 0042|timestamp,in-1|2024-03-13 00:00,7.1 => in-1 2024-03-12T23:00:00Z 7.1",
                "# by portal|timestamp,in-1|2024-03-13 00:00,7.1 => in-1 2024-03-12T23:00:00Z 7.1",
                "Date,in-1|13/03/2024 00:00,7.1 => in-1 2024-03-12T23:00:00Z 7.1",
                "Datum;in-1|13.03.2024 00:00;7,1 => in-1 2024-03-12T23:00:00Z 7.1",
                "timestamp,in-1|03/13/2024 12:04 AM,7.5 => in-1 2024-03-12T23:04:00Z 7.5",
                "timestamp,in-1|13-Mar-2024 00:03:00,7.4 => in-1 2024-03-12T23:03:00Z 7.4",
                "timestamp,in-1|2024.03.13 00:01,7.2 => in-1 2024-03-12T23:01:00Z 7.2",
                "timestamp,in-1|2024-3-13 0:02,7.3 => in-1 2024-03-12T23:02:00Z 7.3",
                "timestamp,in-1|2024-03-13 24:00,7.2 => in-1 2024-03-13T23:00:00Z 7.2",
                "일시,in-1|2024년 3월 13일 10시 20분,7.2 => in-1 2024-03-13T09:20:00Z 7.2",
                "date,time,in-1|13/03/2024,00:15:00,7.1 => in-1 2024-03-12T23:15:00Z 7.1",
                "time,in-1|1710288000,7.1 => in-1 2024-03-13T00:00:00Z 7.1",
                "time,in-1|1710288000000,7.1 => in-1 2024-03-13T00:00:00Z 7.1",
                "time,in-1|2024030100,10.24 => in-1 2024-02-29T23:00:00Z 10.24",
                "time,in-1|202403010015,10.24 => in-1 2024-02-29T23:15:00Z 10.24",
                "time,in-1|20240301001500,10.24 => in-1 2024-02-29T23:15:00Z 10.24",
                "time,in-1|2018-03-13T00:00+01:00,10.24 => in-1 2018-03-12T23:00:00Z 10.24",
                "time,in-1 [L/s]|2024-03-13T00:00Z,10 => in-1 2024-03-13T00:00:00Z 36",
                "time,in-1 (gpm)|2024-03-13T00:00Z,100 => in-1 2024-03-13T00:00:00Z 22.7125",
                "time,in-1 flow (m3/h),in-1 pressure (kPa)|2024-03-13T00:00Z,10,400 => in-1 2024-03-13T00:00:00Z 10 4",
                "time,유량 남부(m³/h)|2024-03-13T00:00Z,10 => nambu 2024-03-13T00:00:00Z 10",
                "time,Zufluss Süd|2024-03-13T00:00Z,10 => Zufluss-Sud 2024-03-13T00:00:00Z 10",
                "time,in-1|2024-03-13T00:00Z,8.723032539606338 => in-1 2024-03-13T00:00:00Z 8.723",
                "time,in-1|2024-03-13T00:00Z,1.2E+1 => in-1 2024-03-13T00:00:00Z 12",
                "time,in-1|2024-03-13T00:00Z,+0012.50 => in-1 2024-03-13T00:00:00Z 12.5",
                "time,in-1|2024-03-13T00:00Z,\"1,234.5\" => in-1 2024-03-13T00:00:00Z 1234.5",
                "time;in-1|2024-03-13T00:00Z;1.234,5 => in-1 2024-03-13T00:00:00Z 1234.5",
                "account,timestamp,Flow|1002003004,2026-03-13 00:00,12.5 => 1002003004 2026-03-12T23:00:00Z 12.5",
                "data;ora;in-1|13/03/2026;00.01.00;12,5 => in-1 2026-03-12T23:01:00Z 12.5",
                "일자,시간,in-1|2026-03-13,3,12.5 => in-1 2026-03-13T02:00:00Z 12.5",
                "date,time,in-1|2026-03-13 00:00:00,10:01:00,12.5 => in-1 2026-03-13T09:01:00Z 12.5",
                "Zeit;in-1|24.03.26 00:00;12,5|25.03.26 00:00;12,5 => in-1 2026-03-23T23:00:00Z 12.5, in-1 2026-03-24T23:00:00Z 12.5",
                "time,in-1|3/13/26 00:00,12.5 => in-1 2026-03-12T23:00:00Z 12.5",
                "time,in-1|2026-03-13T00:00Z,\"0,123\" => in-1 2026-03-13T00:00:00Z 0.123",
                ",time,sensor,flow|0,2026-03-13T00:00Z,a,5 => a 2026-03-13T00:00:00Z 5",
                "time,in-1 pressure [m]|2026-03-13T00:00Z,45.2 => in-1 2026-03-13T00:00:00Z  4.4326",
                "time,in-1_flow_lps|2026-03-13T00:00Z,10 => in-1 2026-03-13T00:00:00Z 36",
                "time,in-1|,L/s|2026-03-13T00:00Z,10 => in-1 2026-03-13T00:00:00Z 36",
                "#time,in-1 [L/s]|2026-03-13T00:00Z,10 => in-1 2026-03-13T00:00:00Z 36",
                "Site,Meter,time,flow|T,a,2026-03-13T00:00Z,1|T,b,2026-03-13T00:00Z,2 => a 2026-03-13T00:00:00Z 1, b 2026-03-13T00:00:00Z 2",
                "Time (UTC),in-1|2026-07-13 00:00,1 => in-1 2026-07-13T00:00:00Z 1",
                "time,sensor,flow|2026-03-13T00:00Z,#1 Pump,1 => 1-Pump 2026-03-13T00:00:00Z 1",
                "time,in-1,battery,temperature (°C)|2026-03-13T00:00Z,1,3.6,8 => in-1 2026-03-13T00:00:00Z 1",
                "Start,2026-03-13 00:00|time,in-1|2026-03-13T00:00Z,1 => in-1 2026-03-13T00:00:00Z 1",
                "Zeit;in-1;|2026-03-13T00:00Z;1; => in-1 2026-03-13T00:00:00Z 1",
                "Fecha;in-1|13/03/2026 12:01:00 a. m.;12,5 => in-1 2026-03-12T23:01:00Z 12.5",
                "Time;in-1|Mar 13, 2026 2:01:00 PM;12.5 => in-1 2026-03-13T13:01:00Z 12.5",
                "time,in-1|1773360000000000000,1 => in-1 2026-03-13T00:00:00Z 1",
                "time,in-1|1773360000000000,1 => in-1 2026-03-13T00:00:00Z 1",
                "time,in-1 (L/s) Avg|2026-03-13T00:00Z,10 => in-1-Avg 2026-03-13T00:00:00Z 36",
                "Account,Read Time,flow,UOM|a,2026-03-13T00:00Z,10,L/s => a 2026-03-13T00:00:00Z 36",
                "time,dma [L/s]|2026-03-13T00:00Z,10 => dma 2026-03-13T00:00:00Z 36",
                "device,ts,key,value|a,2026-03-13T00:00Z,flow,3|a,2026-03-13T00:00Z,pressure,4|a,2026-03-13T00:00Z,temperature,21"
                        + " => a 2026-03-13T00:00:00Z 3, a 2026-03-13T00:00:00Z  4",
                "time,sensor,channel,value|2026-03-13T00:00Z,a,Flow Rate (L/s),10|2026-03-13T00:00Z,a,pressure_kpa,410"
                        + " => a 2026-03-13T00:00:00Z 36, a 2026-03-13T00:00:00Z  4.1",
                "time,sensor,parameter,value,unit|2026-03-13T00:00Z,a,flow,1,L/s|2026-03-13T00:00Z,a,pressure,400,kPa"
                        + "|2026-03-13T00:00Z,a,battery,3.6,V => a 2026-03-13T00:00:00Z 3.6, a 2026-03-13T00:00:00Z  4",
                ",result,table,_time,_value,_field,sensor|,_result,0,2026-03-13T00:00Z,1,flow,a => a 2026-03-13T00:00:00Z 1",
                "result,table,_start,_stop,_time,_value,_field,sensor|_r,0,2026-03-06T00:00:00Z,2026-03-13T07:13:22Z,2026-03-07T23:59:00Z,1,flow,a"
                        + "|_r,0,2026-03-06T00:00:00Z,2026-03-13T07:13:22Z,2026-03-08T00:00:00Z,2,flow,a|_r,0,2026-03-06T00:00:00Z,2026-03-13T07:13:22Z,2026-03-08T00:01:00Z,3,flow,a||#group,false,false,true,true,false,false,true,true"
                        + "|result,table,_start,_stop,_time,_value,_field,sensor|_r,1,2026-03-06T00:00:00Z,2026-03-13T07:13:22Z,2026-03-07T23:59:00Z,4,pressure,a"
                        + " => a 2026-03-07T23:59:00Z 1, a 2026-03-08T00:00:00Z 2, a 2026-03-08T00:01:00Z 3, a 2026-03-07T23:59:00Z  4",
                "day;date;in-1|2026-03-13;2026-03-13 00:01;1|2026-03-13;2026-03-13 00:02;2 => in-1 2026-03-12T23:01:00Z 1, in-1 2026-03-12T23:02:00Z 2",
                "date;time;in-1|13/03/2026;30/12/1899 00:01:00;1|13/03/2026;30/12/1899 00:02:00;2"
                        + " => in-1 2026-03-12T23:01:00Z 1, in-1 2026-03-12T23:02:00Z 2",
                "exported,from,to,in-1|2026-04-01 08:00,2026-03-13 23:45,2026-03-14 00:00,1|2026-04-01 08:00,2026-03-14 00:00,2026-03-14 00:15,2"
                        + " => in-1 2026-03-13T22:45:00Z 1, in-1 2026-03-13T23:00:00Z 2",
                "Time,north|2026-03-13 00:00:00,10 L/s|2026-03-13 00:01:00,600 L/min|2026-03-13 00:02:00,0"
                        + " => north 2026-03-12T23:00:00Z 36, north 2026-03-12T23:01:00Z 36, north 2026-03-12T23:02:00Z 0",
                "Time;north|2026-03-13 00:00:00;3,5 bar|2026-03-13 00:01:00;850 mbar"
                        + " => north 2026-03-12T23:00:00Z  3.5, north 2026-03-12T23:01:00Z  0.85",
                "time,a,b|2024-03-13T00:00Z,null,1|2024-03-13T00:01Z,2,NaN => b 2024-03-13T00:00:00Z 1, a 2024-03-13T00:01:00Z 2"
            })
    void a_table_in_any_form(String table, String expected) throws IOException {
        assertThat(read(bytes(table, StandardCharsets.UTF_8), options()))
                .as("%s", faults)
                .isEqualTo(expected);
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "a|1 => has one column only",
                "time,a,b => has a line of names and no row",
                "timestamp,flow|2024-03-13 00:00,7 => has a column 'flow' that says what it holds and not of which sensor",
                "sensor,00:00 01/03/2024,x|a,1,2 => has no column of times",
                "meter,2024-03-01 00:00,2024-03-01 00:15,2024-03-01 00:30|a,1,2,3 => has a row a sensor and a column a time",
                "time,in-1|03/04/2024 00:00,7.5 => cannot be read in one way only: dates such as 03/04/2026",
                "time;in-1|2024-03-13 00:00;1,234 => cannot be read in one way only: numbers such as 1,234",
                "time,in-1 total|2024-03-13 00:00,1 => has a register in column 'in-1 total' (by its name or unit)",
                "time,in-1 [m3]|2024-03-13 00:00,3|2024-03-13 01:00,2|2024-03-13 01:25,3|2024-03-13 06:00,2 => has volumes in",
                "time,a [m3/h],a (L/s)|2024-03-13 00:00,1,2 => has two columns for the flow of a",
                "time,in-1 (XYZ)|2024-03-13 00:00,1 => has a unit that is not known in column 'in-1 (XYZ)'",
                "sensor,time,flow|a,2026-03-13 10:00,12,5 => has 3 names of columns and 4 fields in a row",
                "time,sensor,parameter,value|2026-03-13 00:00,a,chlorine,1 => has a row a quantity",
                "Time,Tag,Value|2026-03-13 00:00,D1.FLOW,1|2026-03-13 00:00,D1.PRES,3 => has values of 'D1.PRES' in",
                "Time,Tag,Value|2026-03-13 00:00,D1.FLOW,1|2026-03-13 00:00,D1.TOTAL,50000 => has values of 'D1.TOTAL' in",
                "name,value,time|a_flow,1,2026-03-13 00:00|a_pressure,3,2026-03-13 00:00 => has values of 'a_pressure' in",
                "time,flow,pressure|2026-03-13 00:00,1,2|time,pressure,flow|2026-03-13 00:01,2,1 => has in line 3 names of columns",
                "d;a|3/10/2026 0:00;1|3/11/2026 0:00;1|13/3/2026 0:00;1|14/3/2026 0:00;1 => has dates that leap by weeks",
                "date,in-1|2026-03-13,1|2026-03-13,2 => has several rows of one date and no time of day",
                "time;in-1|2026-03-13 10:00;998|2026-03-13 10:01;1.002 => cannot be read in one way only: numbers such as",
                "time,in-1|46094.0006944,12.5|46094.0013888,12.6 => has times as a spreadsheet counts them",
                "time,flow,pressure|2026-03-13 00:00,1,2|2026-03-13 00:01,1,2|time,flow,level|2026-03-13 00:01,1,7 => has in line 4 names of columns",
                "2024-03-13 00:00,1,2 => does not say whose its values are"
            })
    void what_cannot_be_understood_is_refused_by_its_form(String table, String words) {
        assertThatThrownBy(() -> read(bytes(table, StandardCharsets.UTF_8), options()))
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageStartingWith(words);
    }

    @Test
    void what_is_open_is_settled_by_an_option() throws IOException {
        TableOptions said = new TableOptions(
                ROME,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(','),
                Optional.of(DateOrder.MONTH_FIRST),
                List.of("time", "x"),
                "",
                Optional.empty(),
                TableOptions.Holds.READINGS);
        assertThat(read(bytes("03/04/2024 00:00;1,234", StandardCharsets.UTF_8), said))
                .isEqualTo("x 2024-03-03T23:00:00Z 1.234");
    }

    @Test
    void days_and_months_are_told_apart_by_the_way_that_time_goes() throws IOException {
        StringBuilder table = new StringBuilder("time,a");
        for (int day = 1; day <= 12; day++) {
            table.append(String.format("|%02d/03/2024 00:00,1", day));
        }
        assertThat(read(bytes(table.toString(), StandardCharsets.UTF_8), options()))
                .startsWith("a 2024-02-29T23:00:00Z 1, a 2024-03-01T23:00:00Z 1")
                .endsWith("a 2024-03-11T23:00:00Z 1");
    }

    @Test
    void texts_in_other_encodings_and_packed_ones() throws IOException {
        String table = "time,유량 남부|2024-03-13T00:00Z,10";
        String expected = "nambu 2024-03-13T00:00:00Z 10";
        for (String name : List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "x-windows-949")) {
            assertThat(read(bytes(table, Charset.forName(name)), options()))
                    .as(name)
                    .isEqualTo(expected);
        }
        assertThat(read(bytes("time,Zufluss Süd|2024-03-13T00:00Z,10", Charset.forName("windows-1252")), options()))
                .isEqualTo("Zufluss-Sud 2024-03-13T00:00:00Z 10");
        assertThat(read(bytes("\uFEFF" + table, StandardCharsets.UTF_8), options()))
                .isEqualTo(expected);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(table, StandardCharsets.UTF_8));
        }
        assertThat(read(packed.toByteArray(), options())).isEqualTo(expected);
    }

    @Test
    void an_hour_that_comes_twice_is_two_hours_in_either_direction_and_one_that_never_comes_is_winter_time()
            throws IOException {
        String autumn = "2021-10-31 01:30,1|2021-10-31 02:30,2|2021-10-31 02:30,3|2021-10-31 03:30,4";
        assertThat(read(bytes("time,a|" + autumn, StandardCharsets.UTF_8), options()))
                .isEqualTo("a 2021-10-30T23:30:00Z 1, a 2021-10-31T00:30:00Z 2, a 2021-10-31T01:30:00Z 3,"
                        + " a 2021-10-31T02:30:00Z 4");
        String back = "2021-10-31 03:30,4|2021-10-31 02:30,3|2021-10-31 02:30,2|2021-10-31 01:30,1";
        assertThat(read(bytes("time,a|" + back, StandardCharsets.UTF_8), options()))
                .isEqualTo("a 2021-10-31T02:30:00Z 4, a 2021-10-31T01:30:00Z 3, a 2021-10-31T00:30:00Z 2,"
                        + " a 2021-10-30T23:30:00Z 1");
        assertThat(read(
                        bytes(
                                "time,a|2024-03-31 01:59,1|2024-03-31 02:00,2|2024-03-31 03:00,3",
                                StandardCharsets.UTF_8),
                        options()))
                .isEqualTo("a 2024-03-31T00:59:00Z 1, a 2024-03-31T01:00:00Z 2, a 2024-03-31T02:00:00Z 3");
    }

    @Test
    void a_column_that_never_falls_is_asked_for() {
        StringBuilder table = new StringBuilder("time,a");
        for (int minute = 0; minute < 40; minute++) {
            table.append(String.format("|2024-03-13T00:%02dZ,%d", minute, 100 + minute));
        }
        assertThatThrownBy(() -> read(bytes(table.toString(), StandardCharsets.UTF_8), options()))
                .hasMessageStartingWith("has a register in column 'a' (it counts up)");
    }

    @Test
    void two_names_that_would_be_one_sensor_are_told() throws IOException {
        assertThat(read(
                        bytes("time,sensor,flow|2026-03-13T00:00Z,北1,1|2026-03-13T00:00Z,南1,2", StandardCharsets.UTF_8),
                        options()))
                .isEqualTo("1 2026-03-13T00:00:00Z 1");
        assertThat(faults).containsExactly("3: sensor: would have the name of another one, 北1 (got 南1)");
    }

    @Test
    void a_row_that_is_too_short_or_too_long_or_of_no_zone_is_told() throws IOException {
        assertThat(read(
                        bytes(
                                "time,flow,sensor|2026-03-13T00:00Z,1,a|2026-03-13T00:01Z,1|2026-03-13T00:02Z,1,a,5"
                                        + "|2026-03-13T00:03+90:00,1,a",
                                StandardCharsets.UTF_8),
                        options()))
                .isEqualTo("a 2026-03-13T00:00:00Z 1");
        assertThat(faults).hasSize(3);
    }

    @Test
    void the_hour_that_comes_twice_is_two_for_each_sensor_of_a_table_with_a_line_a_reading() throws IOException {
        String rows = "02:00,a,1|02:00,b,2|02:00,a,3|02:00,b,4".replaceAll("(^|\\|)", "$12021-10-31 ");
        assertThat(read(bytes("time,sensor,flow|" + rows, StandardCharsets.UTF_8), options()))
                .isEqualTo("a 2021-10-31T00:00:00Z 1, b 2021-10-31T00:00:00Z 2, a 2021-10-31T01:00:00Z 3,"
                        + " b 2021-10-31T01:00:00Z 4");
    }

    @Test
    void a_wrong_row_is_named_by_its_line_and_the_rest_is_read() throws IOException {
        assertThat(read(
                        bytes(
                                "x|time,a,b|2024-03-13T00:00Z,1,2|never,1,2|2024-03-13T00:01Z,x,3",
                                StandardCharsets.UTF_8),
                        options()))
                .isEqualTo("a 2024-03-13T00:00:00Z 1, b 2024-03-13T00:00:00Z 2, b 2024-03-13T00:01:00Z 3");
        assertThat(faults)
                .containsExactly(
                        "4: time: must be one such as those of the rows before (got never)",
                        "5: a: must be a number (got x)");
    }

    private static TableOptions options() {
        return TableOptions.of(ROME);
    }

    private static byte[] bytes(String table, Charset charset) {
        return table.replace("|", "\n").getBytes(charset);
    }

    private String read(byte[] bytes, TableOptions options) throws IOException {
        faults.clear();
        Table table = Table.of(() -> new ByteArrayInputStream(bytes), options);
        List<String> found = new ArrayList<>();
        try (TableReader reader = table.read(
                (sensor, quantity) -> quantity == Quantity.FLOW ? Unit.M3_PER_HOUR : Unit.BAR,
                (line, rule, got) -> faults.add(line + ": " + rule + " (got " + got + ")"))) {
            for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                row.forEach(reading -> found.add((reading.sensor() + " " + reading.time() + " "
                                + Decimal.text(reading.flow()) + " " + Decimal.text(reading.pressure()))
                        .strip()));
            }
        }
        return String.join(", ", found);
    }
}
