/** The names of all commands, in the order of the help. */
export const commandNames = [
  'list',
  'decode',
  'diff',
  'compare',
  'predict',
  'explain',
  'fields',
  'audit',
  'verify',
  'capture',
  'check',
  'encode',
  'help',
  'completion',
  'version',
] as const;

export type CommandName = (typeof commandNames)[number];
