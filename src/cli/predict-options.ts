import { type Command, InvalidArgumentError, Option } from 'commander';
import { addOutputOptions } from './output.js';
import type { PredictCliOptions } from './predict.js';
import type { Session } from './session.js';
import { addTableOptions } from './tables.js';

/** Adds the command `predict`. */
export function addPredict(program: Command, session: Session): void {
  const command = program
    .command('predict')
    .description("print the guest's answers to the query commands as a given QEMU would make them")
    .option(
      '--vfio <file...>',
      "device info, IOMMU info, region infos of the BARs; '-' is standard input; TYPE:FILE pins the type of one",
    )
    .option('--qemu <version>', 'QEMU that answers the guest; otherwise the newest')
    .addOption(
      new Option('--mode <mode>', 'how the function reaches its guest').choices(['emulated', 'intercept', 'interpret']),
    )
    .option('--fid <n>', 'function id that the guest is given', numberUpTo(0, 0xffff_ffff))
    .option('--uid <n>', 'user-defined id that the guest is given', numberUpTo(1, 0xffff))
    .addOption(new Option('--relaxed-translation <state>', 'property of the device').choices(['on', 'off']))
    .addOption(new Option('--container <kind>', 'container of the function').choices(['type1', 'iommufd']))
    .addOption(
      new Option('-f, --format <format>', 'form of the result; otherwise table, with -o the bytes').choices([
        'table',
        'json',
        'ndjson',
        'markdown',
        'csv',
        'hex',
      ]),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 at findings of this severity')
        .choices(['error', 'warning', 'never'])
        .default('never'),
    );
  addReadingOptions(command);
  addTableOptions(command);
  addOutputOptions(command)
    .addHelpText('after', examples)
    .action(async (options: PredictCliOptions) => {
      const { runPredict } = await import('./predict.js');
      await runPredict(options, session);
    });
}

/** How the buffers are read. */
function addReadingOptions(command: Command): void {
  command
    .option('--linux <version>', 'Linux that filled the buffers, where their bytes do not tell')
    .option('-t, --type <type>', 'type of all inputs without a type of their own')
    .addOption(new Option('--endian <order>', 'byte order of the buffers').choices(['big', 'little']))
    .option('--input <format>', 'text format of the inputs, or binary')
    .addOption(
      new Option('--codepage <page>', 'EBCDIC code page of text fields').choices(['037', '500', '1047']).default('037'),
    )
    .addOption(new Option('--word <bytes>', 'word size of a word-grouped dump').choices(['2', '4', '8']))
    .addOption(new Option('--word-endian <order>', 'byte order of its words').choices(['big', 'little']))
    .option('--partial', 'go on where a damaged text allows it');
}

/** A decimal or 0x number within a range. */
function numberUpTo(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
    if (value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`Give a number from ${lowest} to 0x${highest.toString(16)}.`);
  };
}

const examples = `
Fields that depend on what VFIO does not carry are marked unpredictable and listed on standard error; in the
bytes of -o they are 0. With -o and no --format both answers are written, one behind the other.

Examples:
  zpci-inspect predict --vfio device-info.bin iommu-info.bin --qemu 10.0 --fid 0x99 --uid 0x77
  zpci-inspect predict --vfio device-info.bin --mode interpret --format json
  zpci-inspect predict --vfio device-info.bin iommu-info.bin --relaxed-translation off -o answers.bin
  zpci-inspect predict --vfio device-info.bin -f json | zpci-inspect encode --block 0 - -o query-fn.bin`;
