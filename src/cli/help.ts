import type { Command } from 'commander';
import { topics } from '../help/topics.js';
import { ToolError } from '../model/errors.js';
import { suggestion } from '../model/nearest.js';
import { own } from '../model/own.js';
import { grid } from '../render/grid.js';
import { proseText, titleOf } from '../render/prose.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import type { Session } from './session.js';

/** Prints a topic, the help of a command, or the list of both. */
export async function runHelp(
  name: string | undefined,
  options: OutputOptions,
  program: Command,
  { io }: Session,
): Promise<void> {
  const rendering = renderOptions(options, io);
  const write = (text: string): Promise<void> => writeResult(text, options, io);
  if (name === undefined) return write(overview(program, rendering.width));
  const topic = own(topics, name);
  if (topic !== undefined) return write(proseText(topic, rendering));
  const command = program.commands.find((one) => one.name() === name);
  if (command !== undefined) return command.outputHelp();
  const names = [...Object.keys(topics), ...program.commands.map((one) => one.name())];
  throw new ToolError(
    `no topic or command is called '${name}'${suggestion(name, names)}; zpci-inspect help lists them`,
  );
}

function overview(program: Command, width: number): string {
  const rows = [
    ['Topics:', ''],
    ...Object.entries(topics).map(([name, text]) => [`  ${name}`, titleOf(text)]),
    ['', ''],
    ['Commands:', ''],
    ...program.commands.map((one) => [`  ${one.name()}`, one.summary()]),
  ];
  return `${grid([{ head: '' }, { head: '', flexible: true }], rows, width)}\n`;
}
