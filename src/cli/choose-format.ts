/**
 * The format that a command writes where only the name of the file says it.
 */
import { extname } from 'node:path';
import type { Command, Option } from 'commander';
import { ToolError } from '../model/errors.js';

const formatsByEnd: ReadonlyMap<string, string> = new Map([
  ['.md', 'markdown'],
  ['.html', 'html'],
  ['.json', 'json'],
  ['.ndjson', 'ndjson'],
  ['.csv', 'csv'],
]);

/** Names that people use beside the choices. */
const otherNames: ReadonlyMap<string, string> = new Map([['md', 'markdown']]);

/** Lets an option of choices take other names of theirs. */
export function takeOtherNames(option: Option): Option {
  const { parseArg } = option;
  return option.argParser((value: string) => {
    const name = otherNames.get(value) ?? value;
    return parseArg === undefined ? name : parseArg(name, undefined);
  });
}

/**
 * Sets `--format` by the end of the name that `-o` gives, unless it is given itself.
 * @throws ToolError when the command has no such format: a table in a file called .csv would be a wrong answer.
 */
export function chooseFormat(command: Command): void {
  const { output, export: isExport } = command.opts<{ output?: string; export?: unknown }>();
  const option = command.options.find((one) => one.attributeName() === 'format');
  const source = command.getOptionValueSource('format');
  if (output === undefined || option === undefined || isExport !== undefined) return;
  const format = formatsByEnd.get(extname(output).toLowerCase());
  if (format === undefined || (source !== undefined && source !== 'default')) return;
  if (option.argChoices?.includes(format) !== true)
    throw new ToolError(`-o ${output}: ${command.name()} has no format ${format}; --format says which it is to write`);
  command.setOptionValueWithSource('format', format, 'implied');
}
