/** Node for s390x and what runs it, unpacked out of Debian's packages. */
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fromDebian, isForS390x } from '../support/debian.mjs';

/** The first release whose Node for s390x is one that the program supports, then newer ones: mirrors lack packages at times. */
const suites = ['trixie', 'stable', 'forky', 'sid'];
const node = 'nodejs:s390x';
/** Linked statically since trixie. */
const emulator = 'qemu-user';
const limit = 360_000;

/**
 * Command and first arguments that start Node for s390x.
 *
 * @throws Error naming the package, tool or file that is missing.
 */
export function fetchNode() {
  const { guest, host } = fromDebian({ name: 'zpci-inspect-s390x', suites, limit }, (debian) => {
    const files = debian.fetchClosure([node]).filter((file) => isForS390x(file) || file.endsWith('_all.deb'));
    return { guest: debian.unpack('guest', files), host: debian.unpack('host', [debian.fetchOne(emulator)]) };
  });
  // The loader is looked for where an installed system has a link.
  if (!existsSync(join(guest, 'lib'))) symlinkSync('usr/lib', join(guest, 'lib'));
  const [command, program] = [join(host, 'usr/bin/qemu-s390x'), join(guest, 'usr/bin/node')];
  for (const path of [command, program]) if (!existsSync(path)) throw new Error(`${path} is missing in the packages`);
  return { command, prefix: ['-L', guest, program] };
}
