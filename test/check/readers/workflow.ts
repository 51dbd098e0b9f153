/**
 * Workflow commands as the GitHub runner reads them from the output of a step.
 */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Every command in the output, the two forms that the runner knows; other lines are log. */
export function parseCommands(text: string): WorkflowCommand[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    if (line.includes('##[')) return [{ command: 'old form', properties: {}, data: line }];
    const match = /^\s*::([A-Za-z_-]+)(?: (.*?))?::(.*)$/s.exec(line);
    if (match === null) return [];
    const [, command = '', list = '', data = ''] = match;
    const properties = Object.fromEntries(
      list.split(',').flatMap((part) => {
        const at = part.indexOf('=');
        return at < 0 ? [] : [[part.slice(0, at).trim(), unescaped(part.slice(at + 1))]];
      }),
    );
    return [{ command, properties, data: unescaped(data) }];
  });
}

function unescaped(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
