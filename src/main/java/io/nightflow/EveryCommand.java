package io.nightflow;

import io.nightflow.cli.AlertsCommand;
import io.nightflow.cli.BackupCommand;
import io.nightflow.cli.CheckCommand;
import io.nightflow.cli.CriteriaCommand;
import io.nightflow.cli.DemoCommand;
import io.nightflow.cli.DetectCommand;
import io.nightflow.cli.EvaluateCommand;
import io.nightflow.cli.ExportCommand;
import io.nightflow.cli.FleetCommand;
import io.nightflow.cli.ListenCommand;
import io.nightflow.cli.MetersCommand;
import io.nightflow.cli.ModelCommand;
import io.nightflow.cli.NightsCommand;
import io.nightflow.cli.ReplayCommand;
import io.nightflow.cli.RollbackCommand;
import io.nightflow.cli.RunCommand;
import io.nightflow.cli.SensorsCommand;
import io.nightflow.cli.StagingCommand;
import io.nightflow.cli.StatusCommand;
import io.nightflow.cli.TapsCommand;
import io.nightflow.cli.TestCommand;
import io.nightflow.cli.TrainCommand;
import picocli.CommandLine.Command;

/** The program with all its commands at once, which the manual pages and the shell's completion are made from. */
@Command(
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            TestCommand.class,
            StatusCommand.class,
            BackupCommand.class,
            RollbackCommand.class,
            ExportCommand.class,
            DemoCommand.class,
            ReplayCommand.class,
            ListenCommand.class,
            MetersCommand.class,
            StagingCommand.class,
            CriteriaCommand.class,
            NightsCommand.class,
            AlertsCommand.class,
            TapsCommand.class,
            SensorsCommand.class,
            DetectCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            ModelCommand.class,
            FleetCommand.class,
        })
public final class EveryCommand extends Nightflow {}
