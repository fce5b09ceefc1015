package io.nightflow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that were read, but not as they were meant: a hostile tester wrote them. Of each the first reading is shown. */
class TableTrapsTest {
    private static final int ROWS = 24;

    private final List<String> faults = new ArrayList<>();

    /** A row each quarter of an hour from here on; {@code {t}} is its time, {@code {n}} counts up, {@code {w}} goes up and down. */
    private static String rows(String head, String row) {
        StringBuilder table = new StringBuilder(head.replace("|", "\n"));
        for (int i = 0; i < ROWS; i++) {
            String clock = String.format("%02d:%02d", i / 4, i % 4 * 15);
            table.append('\n')
                    .append(row.replace("{t}", clock)
                            .replace("{e}", String.format("%02d", i))
                            .replace("{c}", clock.replace(":", ""))
                            .replace("{h}", Integer.toString(i))
                            .replace("{n}", Integer.toString(i))
                            .replace("{w}", Integer.toString(10 + i % 3))
                            .replace("{z}", i % 7 == 3 ? "0" : Double.toString(412.3 + i * 2.5))
                            .replace("|", "\n"));
        }
        return table.toString();
    }

    private List<TableReading> read(String table) throws IOException {
        byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
        Table opened = Table.of(() -> new ByteArrayInputStream(bytes), TableOptions.of(ZoneId.of("Europe/Rome")));
        List<TableReading> readings = new ArrayList<>();
        try (TableReader reader = opened.read(
                (sensor, quantity) -> quantity == Quantity.FLOW ? Unit.M3_PER_HOUR : Unit.BAR,
                (line, rule, got) -> faults.add(line + ": " + rule + " (got " + got + ")"))) {
            for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                readings.addAll(row);
            }
        }
        return readings;
    }

    private static String words(TableReading reading) {
        return reading.sensor() + " " + reading.time() + " " + Decimal.text(reading.flow()) + " "
                + Decimal.text(reading.pressure()) + " " + Decimal.text(reading.total());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "time,a # 13-Mar-26 {t}:00,{w} => a 2026-03-12T23:00:00Z 10 => 24",
                "time,a # 260313{c},{w} => a 2026-03-12T23:00:00Z 10 => 24",
                "Meter,Reading Date,Reading Time,Flow (m3/h) # M-1,2026-03-13,{t},{w} => M-1 2026-03-12T23:00:00Z 10 => 24",
                "Meter,Date,Hour,Flow (m3/h) # M-1,2026-03-13,{h},{w} => M-1 2026-03-12T23:00:00Z 10 => 24",
                "Start Date;Start Time;End Date;End Time;North [m3/h] # 13/03/2026;{t};14/03/2026;00:00;{w}"
                        + " => North 2026-03-12T23:00:00Z 10 => 24",
                "Date;Time;North # 13/03/2026;1/0/1900 {t};{w} => North 2026-03-12T23:00:00Z 10 => 24",
                "name,time,meter,flow # water,2026-03-13 {t},M7,{w} => M7 2026-03-12T23:00:00Z 10 => 24",
                "Account,Meter ID,Timestamp,Flow # A-1,M-1,2026-03-13 {t},{w} => M-1 2026-03-12T23:00:00Z 10 => 24",
                "Meter,Time,Flow L/s # M,2026-03-13 {t},10 => M 2026-03-12T23:00:00Z 36 => 24",
                "Time,North l/s,South m³/h # 2026-03-13 {t},10,{w} => North 2026-03-12T23:00:00Z 36 => 48",
                "Time,North (litres per second) # 2026-03-13 {t},10 => North 2026-03-12T23:00:00Z 36 => 24",
                "Time,North（L/s） # 2026-03-13 {t},10 => North 2026-03-12T23:00:00Z 36 => 24",
                "Time,North,North Pressure|,[L/s],[kPa] # 2026-03-13 {t},10,350 => North 2026-03-12T23:00:00Z 36 3.5 => 24",
                "Time,North,North Pressure|,L/s,m # 2026-03-13 {t},10,35 => North 2026-03-12T23:00:00Z 36 3.4323 => 24",
                "일시,남부유량,남부압력 # 2026-03-13 {t},{w},3.5 => nambu 2026-03-12T23:00:00Z 10 3.5 => 24",
                "Time,InletFlow,InletPressure # 2026-03-13 {t},{w},3.5 => Inlet 2026-03-12T23:00:00Z 10 3.5 => 24",
                "Zeit;Durchfluss Nord;Druck Nord # 13.03.2026 {t};{w};3,5 => Nord 2026-03-12T23:00:00Z 10 3.5 => 24",
                "Time,Bar Hill,North # 2026-03-13 {t},{w},{w} => Bar-Hill 2026-03-12T23:00:00Z 10 => 48",
                "DateTimeUTC,a # 2026-07-13 {t},{w} => a 2026-07-13T00:00:00Z 10 => 24",
                "time,tz,a # 2026-07-13 {t},UTC,{w} => a 2026-07-13T00:00:00Z 10 => 24",
                "# Time zone: UTC|time,a # 2026-07-13 {t},{w} => a 2026-07-13T00:00:00Z 10 => 24",
                "insert_time,log_date,meter,flow # 2026-03-20 08:00,2026-03-13 {t},M,{w} => M 2026-03-12T23:00:00Z 10 => 24",
                "created_at,recorded,a # 2026-03-14 0{n}:00,2026-03-13 {t},{w} => a 2026-03-12T23:00:00Z 10 => 24",
                "No.,time,a # {n},2026-03-13 {t},{w} => a 2026-03-12T23:00:00Z 10 => 24",
                "time,flow,pressure,sensor # 2026-03-13 {t},10 L/s,35 m,a => a 2026-03-12T23:00:00Z 36 3.4323 => 24",
                "DateTime,TagName,Value,QualityDetail,OPCQuality # 2026-03-13 {t},M-1.FLOW,{w},192,192"
                        + " => M-1.FLOW 2026-03-12T23:00:00Z 10 => 24",
                "Time,depth,a # 2026-03-13 {t},12 m,{w} => a 2026-03-12T23:00:00Z 10 => 24",
                "Time,Meter,Flow (m3/h),Pressure (bar),Alarm|2026-03-12 23:45,M,12,3,High flow # 2026-03-13 {t},M,{w},3.5,"
                        + " => M 2026-03-12T22:45:00Z 12 3 => 25",
                "Zone,Meter,Time,Flow (m3/h) # Pressure Zone 3,M,2026-03-13 {t},{w} => M 2026-03-12T23:00:00Z 10 => 24",
                "Zeit;Nord;;Süd;|;Druck;Durchfluss;Druck;Durchfluss # 2026-03-13 {t};3,5;{w};3,6;10"
                        + " => Nord 2026-03-12T23:00:00Z 10 3.5 => 48",
                "Time;FT101.Value;FT101.Quality # 2026-03-13 {t};{w};192 => FT101 2026-03-12T23:00:00Z 10 => 24",
                "Time,Flow1,Pressure1 # 2026-03-13 {t},{w},3.5 => 1 2026-03-12T23:00:00Z 10 3.5 => 24",
                "Time;Q1;P1 # 2026-03-13 {t};{w};3.5 => 1 2026-03-12T23:00:00Z 10 3.5 => 24",
                "Time;P1;P2 # 2026-03-13 {t};{w};3.5 => P1 2026-03-12T23:00:00Z 10 => 48",
                "time,meter,flow_l_s,pressure_kpa # 2026-03-13 {t},M,10,350 => M 2026-03-12T23:00:00Z 36 3.5 => 24",
                "Time,North Flow (m3/h),North pH # 2026-03-13 {t},{w},7.0 => North 2026-03-12T23:00:00Z 10 => 24",
                "Time,DMA 12 (Mill),DMA 13 (Hill) # 2026-03-13 {t},{w},{w} => DMA-12-Mill 2026-03-12T23:00:00Z 10 => 48",
                "Time,Nord [m³/u],Pump speed (rpm),Valve (%) # 2026-03-13 {t},{w},1450,80 => Nord 2026-03-12T23:00:00Z 10 => 24",
                "index,timestamp,in-1 # {n},2026-03-13 {t},{w} => in-1 2026-03-12T23:00:00Z 10 => 24",
                "Time,Index Street,Delta Park # 2026-03-13 {t},{w},{w} => Index-Street 2026-03-12T23:00:00Z 10 => 48",
                "Site,Time,Value # Level Crossing,2026-03-13 {t},{w} => Level-Crossing 2026-03-12T23:00:00Z 10 => 24",
                "interval_start,interval_end,meter,flow # 17733600{e},17733609{e},M,{w} => M 2026-03-13T00:00:00Z 10 => 24",
                "Time,a # 2026-03-13 {t},1.25 kL/h => a 2026-03-12T23:00:00Z 1.25 => 24",
                "일시,유량1,압력1 # 2026-03-13 {t},{w},3.5 => 1 2026-03-12T23:00:00Z 10 3.5 => 24",
                "Tijd;Debiet Noord;Voordruk Noord # 2026-03-13 {t};{w};3,5 => Noord 2026-03-12T23:00:00Z 10 3.5 => 24",
                "Data/Hora;Vazão Norte;Pressão Norte # 2026-03-13 {t};{w};3,5 => Norte 2026-03-12T23:00:00Z 10 3.5 => 24",
                "# Value units: l/s|Timestamp,a # 2026-03-13 {t},10 => a 2026-03-12T23:00:00Z 36 => 24",
                "Time,a|2026-03-12 23:45,-999|2026-03-12 23:30,-9999.00 # 2026-03-13 {t},{w} => a 2026-03-12T23:00:00Z 10 => 24"
            })
    void each_is_read_as_it_was_meant(String headAndRow, String first, int count) throws IOException {
        String[] parts = headAndRow.strip().split(" # ", 2);
        boolean commented = headAndRow.strip().startsWith("# ");
        String[] all = commented ? headAndRow.strip().substring(2).split(" # ", 2) : parts;
        List<TableReading> readings = read(rows((commented ? "# " : "") + all[0], all[1]));
        assertThat(words(readings.get(0)).strip()).isEqualTo(first.strip());
        assertThat(readings).as("%s", faults).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "time,a # 13-03-26 {t},{w} => cannot be read in one way only: dates such as 03/04/2026",
                "time,a # 26/03/13 {t},{w} => cannot be read in one way only: dates such as 03/04/2026",
                "Site,Point,Time,Flow # N,In,2026-03-13 {t},10|N,Out,2026-03-13 {t},15|S,In,2026-03-13 {t},50"
                        + " => has several values for one time of one sensor, as column 'Point' names it",
                "time,a # 2026-03-13,{w} => has several rows of one date and no time of day",
                "Time,dma-north # 2026-03-13 {t},{w}|Time,dma-south => has in line 3 names of columns",
                "Time;a|;L/s # 2026-03-13 {t};{w}|;m3/h => has in line 4 units that are not those of before",
                "Time,a (oranges per crate) # 2026-03-13 {t},{w} => has a unit that is not known",
                "time,sensor,parameter,value # 2026-03-13 {t},M,Forward Flow,1|2026-03-13 {t},M,Reverse Flow,2"
                        + " => has rows of 'forward flow' and 'reverse flow' of one sensor",
                "entity_id,state,last_changed # sensor.main_flow,{w},2026-03-13 {t}|sensor.kitchen_temperature,20,2026-03-13 {t}"
                        + " => has values of 'sensor.kitchen_temperature' in column 'state'",
                "time,dma-a # 2026-03-13 {t},{z} => has a register in column 'dma-a' (it counts up)",
                "time,utc_offset,a # 2026-03-29 {t},+01:00,{w}|2026-03-30 {t},+02:00,{w} => says several zones of its times",
                "Time zone: (UTC+01:00) Amsterdam, Berlin|time,a # 2026-07-13 {t},{w} => says of its times that they are of 'UTC+01:00 and places'",
                "Time,Pulses # 2026-03-13 {t},3{w} => has a register in column 'Pulses'",
                "Meter,Time,flow,Multiplier # M,2026-03-13 {t},{w},10 => has a column 'Multiplier' that is not 1 throughout",
                "#NAMES|t_stamp,North/Pressure|#TYPES|date,D # 2026-03-13 {t},{w} => is a dataset with its names and types",
                "Time (EST),a # 2026-07-13 {t},{w} => says of its times that they are of 'EST'"
            })
    void each_that_may_be_meant_otherwise_is_refused(String headAndRow, String words) {
        String[] parts = headAndRow.strip().split(" # ", 2);
        assertThatThrownBy(() -> read(rows(parts[0], parts[1])))
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageStartingWith(words.strip());
    }

    @Test
    void years_of_two_digits_are_told_by_the_way_that_days_go() throws IOException {
        String head = "time,a";
        String korean = "\n26/03/12 23:45,1\n26/03/13 00:00,2\n26/03/13 00:15,1";
        assertThat(words(read(head + korean).get(1)).strip()).isEqualTo("a 2026-03-12T23:00:00Z 2");
        String german = "\n12.03.26 23:45,1\n13.03.26 00:00,2\n13.03.26 00:15,1";
        assertThat(words(read(head + german).get(1)).strip()).isEqualTo("a 2026-03-12T23:00:00Z 2");
    }

    @Test
    void volumes_that_rise_in_the_morning_are_no_register() {
        StringBuilder table = new StringBuilder("time,dma-a [m3]");
        for (int i = 0; i < 10; i++) {
            table.append(String.format("%n2026-03-13 0%d:%02d,%.2f", i / 4, i % 4 * 15, 1.2 + i * 0.3));
        }
        assertThatThrownBy(() -> read(table.toString().replace("\r", "")))
                .hasMessageStartingWith("has too few rows to tell whether column 'dma-a [m3]' is a register");
    }

    @Test
    void noughts_of_a_logger_do_not_make_a_register_a_volume() throws IOException {
        assertThat(words(read(rows("time,dma-a [m3]", "2026-03-13 {t},{z}")).get(0)))
                .endsWith("  412.3");
    }

    @Test
    void bad_values_are_named_by_whatever_column_says_so() throws IOException {
        assertThat(read(rows("time,a,Validity", "2026-03-13 {t},{w},0"))).isEmpty();
        assertThat(faults).hasSize(ROWS).allMatch(fault -> fault.contains("quality: says that the value is bad"));
        assertThat(read(rows("time,a,Status", "2026-03-13 {t},{w},0")))
                .as("a status of 0 is often well")
                .hasSize(ROWS);
        assertThat(read(rows("time,a,Status", "2026-03-13 {t},{w},Bad"))).isEmpty();
        assertThat(read(rows("time,a,Qualität", "2026-03-13 {t},{w},schlecht"))).isEmpty();
        assertThat(read(rows("일시,a,상태", "2026-03-13 {t},{w},불량"))).isEmpty();
        assertThat(read(rows("time,a,OPCQuality", "2026-03-13 {t},{w},24"))).isEmpty();
        assertThat(read(rows("time,sensor,flow,Quality,QualityDetail", "2026-03-13 {t},a,{w},0,192")))
                .hasSize(ROWS);
        assertThat(read(rows("time;a;a quality;b;b quality", "2026-03-13 {t};{w};Bad;{w};Good")))
                .hasSize(ROWS)
                .allMatch(each -> each.sensor().text().equals("b"));
    }

    @Test
    void the_hour_that_comes_twice_is_no_second_meter() throws IOException {
        StringBuilder table = new StringBuilder("Site,Time,Flow (m3/h)");
        for (int hour : new int[] {0, 1, 2, 2, 3}) {
            for (String site : List.of("N", "S")) {
                for (int minute = 0; minute < 60; minute += 15) {
                    table.append(
                            String.format("\n%s,2026-10-25 %02d:%02d,%d", site, hour, minute, 10 + table.length() % 7));
                }
            }
        }
        assertThat(read(table.toString()).stream()
                        .map(each -> each.sensor() + " " + each.time())
                        .distinct())
                .hasSize(40);
    }

    @Test
    void looks_within_a_minute_become_its_mean_where_only_the_minute_is_said() throws IOException {
        StringBuilder table = new StringBuilder("Time,A");
        for (int i = 0; i < 60; i++) {
            table.append(String.format("\n2026-03-13 00:%02d,%d", i / 6, 10 + i % 6));
        }
        byte[] bytes = table.toString().getBytes(StandardCharsets.UTF_8);
        Table opened = Table.of(() -> new ByteArrayInputStream(bytes), TableOptions.of(ZoneId.of("UTC")));
        assertThat(opened.form().hasLooksWithinMinutes()).isTrue();
    }
}
