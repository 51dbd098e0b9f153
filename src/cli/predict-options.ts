import { type Command, InvalidArgumentError, Option } from 'commander';
import { blockFormats } from '../render/formats.js';
import type { PredictCliOptions } from './predict.js';
import type { Session } from './session.js';
import {
  addExamples,
  addOutputOptions,
  addReadingOptions,
  addTextOptions,
  configOption,
  containerOption,
  failOnOption,
  formatOption,
  modeOption,
} from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `predict`. */
export function addPredict(program: Command, session: Session): void {
  const command = program
    .command('predict')
    .description("print the guest's answers to the query commands as a given QEMU would make them")
    .argument(
      '[file...]',
      "device info, IOMMU info, region infos of the BARs, a capture; '-' is standard input; TYPE:FILE pins the type",
    )
    .option('--vfio <file...>', 'the same, by the name of their side')
    .addOption(configOption())
    .option('--qemu <version>', 'QEMU that answers the guest; otherwise the newest')
    .addOption(modeOption('how the function reaches its guest; otherwise what QEMU does by itself with such buffers'))
    .option('--fid <n>', 'function id that the guest is given', numberUpTo(0, 0xffff_ffff))
    .option('--uid <n>', 'user-defined id that the guest is given', numberUpTo(1, 0xffff))
    .addOption(new Option('--relaxed-translation <state>', 'property of the device').choices(['on', 'off']))
    .addOption(containerOption())
    .addOption(formatOption(Object.keys(blockFormats), 'form of the result; otherwise table, with -o the bytes'))
    .addOption(failOnOption('never'))
    .option('--linux <version>', 'Linux that filled the buffers, where their bytes do not tell');
  addTextOptions(addReadingOptions(command));
  addExamples(addOutputOptions(addTableOptions(command)), examples).action(
    async (files: string[], options: PredictCliOptions) => {
      const { runPredict } = await import('./predict.js');
      await runPredict(files, options, session);
    },
  );
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
  zpci-inspect predict device-info.bin iommu-info.bin --qemu 10.0 --fid 0x99 --uid 0x77
  zpci-inspect predict device-info.bin iommu-info.bin --config domain.xml
  zpci-inspect predict device-info.bin --mode interpret --format json
  zpci-inspect predict device-info.bin iommu-info.bin --relaxed-translation off -o answers.bin
  zpci-inspect predict device-info.bin -f json | zpci-inspect encode --block 0 - -o query-fn.bin`;
