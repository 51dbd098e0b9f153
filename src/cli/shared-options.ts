/**
 * Options that several commands have. Their choices and their types come from the same lists.
 */
import { type Command, Option } from 'commander';
import { codePages } from '../bytes/ebcdic.js';
import { containers, exposureClasses, modes } from '../model/interface.js';
import { endians } from '../model/layout.js';
import { type FailOn, failOnLevels } from '../model/severity.js';
import { chooseFormat, takeOtherNames } from './choose-format.js';
import { wordSizes } from './reading-options.js';

/** `--format` with its choices. */
export function formatOption(formats: readonly string[], help = 'form of the result'): Option {
  return takeOtherNames(new Option('-f, --format <format>', help).choices(formats));
}

/** `--fail-on`, which `isAtLeast` reads. */
export function failOnOption(byDefault: FailOn, help = 'exit 1 at findings of this severity'): Option {
  return new Option('--fail-on <severity>', help).choices(failOnLevels).default(byDefault);
}

/** Examples come before arguments and options: most readers look for one to copy. */
export function addExamples(command: Command, examples: string): Command {
  const what = command.description();
  return command.summary(what).description(`${what}\n${examples}`);
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** `--where`, which `parseConditions` reads. */
export function whereOption(help: string): Option {
  const form = 'NAME and one of = != < <= > >= ~, then a value; several are and-ed';
  return new Option('--where <condition>', `${help}: ${form}`).argParser(collect);
}

export function onlyClassOption(help: string): Option {
  return new Option('--only <class>', help).choices(exposureClasses);
}

export function modeOption(help = 'how the function reaches its guest'): Option {
  return new Option('--mode <mode>', help).choices(modes);
}

export function containerOption(): Option {
  return new Option(
    '--container <kind>',
    "type1: a VFIO container, iommufd's compatible one too; iommufd: iommufd itself",
  ).choices(containers);
}

/** `--config`, which may be given several times. */
export function configOption(): Option {
  return new Option('--config <file>', 'what the guest was given: XML of libvirt, or a command line of QEMU').argParser(
    collect,
  );
}

export function codePageOption(help = 'EBCDIC code page of text fields'): Option {
  return new Option('--codepage <page>', help).choices(codePages);
}

/** Adds what every command has: where its result goes, and how much of it. */
export function addOutputOptions(command: Command): Command {
  return command
    .hook('preAction', chooseFormat)
    .optionsGroup('Output:')
    .option('-o, --output <file>', 'write the result to a file; .md, .html, .json and .csv say its format')
    .option('-q, --quiet', 'leave out explanations')
    .option('-v, --verbose', 'also raw bytes, reserved fields, and why this reading')
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto'))
    .optionsGroup('Options:');
}

/** How blocks are read. */
export function addReadingOptions(command: Command): Command {
  command
    .optionsGroup('How bytes are read:')
    .option('-t, --type <type>', 'C struct tag, TAG@INTERFACE or clp-page, for all inputs without a type of their own')
    .addOption(new Option('--endian <order>', 'byte order of VFIO buffers').choices(endians))
    .option('--input <format>', 'text format of the input, or binary; otherwise recognised')
    .addOption(codePageOption().default('037'))
    .optionsGroup('Options:');
  return command;
}

/** How unusual or damaged text is read. */
export function addTextOptions(command: Command): Command {
  return addWordOptions(command)
    .optionsGroup('How bytes are read:')
    .option('--partial', 'go on where a damaged text allows it')
    .optionsGroup('Options:');
}

/** How words of a dump become bytes; `prefix` comes before the help texts. */
export function addWordOptions(command: Command, prefix = ''): Command {
  return command
    .optionsGroup('How bytes are read:')
    .addOption(
      new Option('--word <bytes>', `${prefix}word size of a word-grouped dump`).choices(Object.keys(wordSizes)),
    )
    .addOption(new Option('--word-endian <order>', `${prefix}byte order of its words`).choices(endians))
    .optionsGroup('Options:');
}
