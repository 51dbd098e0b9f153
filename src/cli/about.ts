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

/** The session of a command: where its result is a page, what is read is remembered, and the page names it. */
export async function pageSession(session: Session, isPage: boolean): Promise<Session> {
  return isPage ? (await import('./read-inputs.js')).withInputs(session) : session;
}

/** A word as a shell takes it. */
function quotedWord(word: string): string {
  return /^[\w@%+=:,./~[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
