-- Reasons are kinds and figures, as Reason.java draws them. Where the end of an event is found by its kind, what was stored as a
-- sentence becomes one as well; the others stay sentences, which are shown as they are.
UPDATE alert SET reason = 'meter_says|' || replace(replace(replace(substr(reason, 16), '\', '\\'), '|', '\|'), char(59), '\' || char(59))
 WHERE event = 'meter fault' AND reason LIKE 'the meter says %';
UPDATE alert SET reason = 'meter_says_no_longer|' || replace(replace(replace(substr(reason, 26), '\', '\\'), '|', '\|'), char(59), '\' || char(59))
 WHERE event = 'meter fault' AND reason LIKE 'the meter no longer says %';
UPDATE alert SET reason = 'meter_doubt|' || substr(reason, 15, instr(reason, ' m3/h and its total ') - 15)
   || '|' || substr(reason, instr(reason, ' m3/h and its total ') + 20, instr(reason, ' m3/h for an hour') - instr(reason, ' m3/h and its total ') - 20)
 WHERE event = 'meter fault' AND reason LIKE 'its flow says % m3/h and its total % m3/h for an hour%';
UPDATE alert SET reason = 'meter_agrees' WHERE event = 'meter fault' AND reason = 'flow and total agree again';
UPDATE alert SET reason = CASE instr(reason, ' minutes: it ') WHEN 0 THEN 'meter_silent|' ELSE 'meter_silent_why|' END
   || substr(reason, 7, instr(reason, ' of bus ') - 7) || '|'
   || replace(replace(replace(substr(reason, instr(reason, ' of bus ') + 8, instr(reason, ' has said nothing for ') - instr(reason, ' of bus ') - 8), '\', '\\'), '|', '\|'), char(59), '\' || char(59)) || '|' || minutes
   || CASE instr(reason, ' minutes: it ') WHEN 0 THEN '' ELSE '|' || replace(replace(replace(substr(reason, instr(reason, ' minutes: it ') + 13), '\', '\\'), '|', '\|'), char(59), '\' || char(59)) END
 WHERE event = 'meter silent' AND reason LIKE 'meter % of bus % has said nothing for %';
