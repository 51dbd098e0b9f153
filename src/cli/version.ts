import packageJson from '../../package.json' with { type: 'json' };
import { tableVersions } from './table-versions.js';

/** What `--version` prints. */
export function versionText(): string {
  return `zpci-inspect ${packageJson.version} (tables: ${tableVersions()})\n`;
}
