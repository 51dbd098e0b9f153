import type { Command, Option } from 'commander';
import type { Catalog } from '../catalog/catalog.js';
import { builtInCatalog, typeName } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import { topics } from '../help/topics.js';
import { checkKinds } from '../model/check-kinds.js';
import { verdictKinds } from '../model/diff.js';
import { issueKinds } from '../model/issues.js';
import { own } from '../model/own.js';
import type { CompletionCommand, CompletionOption } from '../render/completion/script.js';
import { shells } from '../render/completion/shells.js';
import { type OutputOptions, writeResult } from './output.js';
import type { Session } from './session.js';

export type CompletionCliOptions = OutputOptions;

/** Prints the script of a shell: made of the commands and options themselves, and static once it is made. */
export async function runCompletion(
  shell: keyof typeof shells,
  options: CompletionCliOptions,
  program: Command,
  { io }: Session,
): Promise<void> {
  const render = await shells[shell]();
  const words = knownWords(builtInCatalog(), program);
  const commands = program.commands
    .filter((one) => one.name() !== 'version')
    .map((command) => completionOf(command, words));
  await writeResult(render({ program: program.name(), commands }), options, io);
}

/** Words by what help calls the place that they go to. */
type Words = Readonly<Record<string, readonly string[]>>;

function knownWords(catalog: Catalog, program: Command): Words {
  const layouts = catalog.layouts();
  const types = layouts.map(typeName);
  const fields = layouts.flatMap((layout) =>
    genericLeaves(catalog, layout).map(({ generic }) => generic.replaceAll('[]', '').split('.').at(-1) ?? ''),
  );
  const interfaces = catalog.interfaces().map(({ name }) => name);
  const codes = [...Object.keys(issueKinds), ...Object.keys(checkKinds), ...Object.keys(verdictKinds)];
  return {
    type: unique([...types, 'clp-page']),
    interface: unique(interfaces),
    name: unique([...fields, ...types]),
    word: unique([...fields, ...types, ...interfaces, ...codes]),
    topic: [...Object.keys(topics), ...program.commands.map((one) => one.name())],
    shell: Object.keys(shells),
  };
}

/** Words that stand for themselves in every shell, each once. */
function unique(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => /^[\w@.-]+$/.test(word)).sort();
}

function completionOf(command: Command, words: Words): CompletionCommand {
  const places = command.registeredArguments.map((argument) => argument.name());
  const help: CompletionOption = {
    flags: ['-h', '--help'],
    description: 'display help for command',
    values: undefined,
  };
  return {
    name: command.name(),
    description: command.summary(),
    options: [...command.options.map((option) => optionOf(option, words)), help],
    words: places.flatMap((place) => own(words, place) ?? []),
  };
}

function optionOf(option: Option, words: Words): CompletionOption {
  const place = /<(\w+)>/.exec(option.flags)?.[1] ?? '';
  const takes = option.required || option.optional;
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
    description: option.description,
    values: takes ? (option.argChoices ?? (place === 'type' ? words['type'] : undefined) ?? []) : undefined,
  };
}
