import packageJson from '../../package.json' with { type: 'json' };
import type { About } from '../render/options.js';
import type { Session } from './session.js';

/** What a result that is passed on says of the run: the same on every machine, so folders of absolute paths are left out. */
export async function aboutRun({ argv, inputs }: Session): Promise<About> {
  const { tableVersions } = await import('./table-versions.js');
  const words = argv.map((word) =>
    quotedWord(word.replace(/^(--?\w[\w-]*=|[\w@]+:)?(\/|~\/|[A-Za-z]:\\).*[/\\](?=.)/, '$1')),
  );
  return { tool: packageJson.version, tables: tableVersions(), command: ['zpci-inspect', ...words].join(' '), inputs };
}

/** True for formats of results that are kept and passed on: they say how they were made. */
export function isKept(format: string | undefined): boolean {
  return format === 'html' || format === 'markdown';
}

/** The session of a command: where its result is one to keep, what is read is remembered, and the result names it. */
export async function keptSession(session: Session, format: string | undefined): Promise<Session> {
  return isKept(format) ? (await import('./read-inputs.js')).withInputs(session) : session;
}

/** A word as a shell takes it. */
function quotedWord(word: string): string {
  return /^[\w@%+=:,./~[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
