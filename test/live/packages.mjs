/** The packages of the test: QEMU for this machine; Python, Node and a kernel for the guest. */
import { fromDebian, isForS390x } from '../support/debian.mjs';

/** Releases to take everything from; the first that can be had is taken. The kernels for s390x have VFIO since trixie. */
const suites = process.env['LIVE_SUITE'] ? [process.env['LIVE_SUITE']] : ['trixie', 'stable', 'forky', 'sid'];
const emulator = 'qemu-system-s390x';
const python = ['python3-minimal:s390x', 'libpython3-stdlib:s390x'];
const node = 'nodejs:s390x';
const kernel = 'linux-image-s390x:s390x';

/** Of the 15 minutes that the whole may take, the part of apt and dpkg. */
const limit = 360_000;

/**
 * Folders with the unpacked packages, the same as last time when the versions are the same; and the release.
 *
 * @throws Error naming the package, tool or file that is missing.
 */
export function fetchPackages() {
  return fromDebian({ name: 'zpci-inspect-live', suites, limit }, (debian) => {
    const image = imageOf(debian);
    const files = debian.fetchClosure([emulator, ...python]);
    const forHost = files.filter((file) => !isForS390x(file));
    return {
      suite: debian.suite,
      kernel: debian.unpack('kernel', partsOf(debian, image).map(debian.fetchOne)),
      host: debian.unpack('host', forHost),
      guest: debian.unpack('guest', files.filter(isForS390x)),
      node: debian.unpack('node', debian.fetchClosure([node]).filter(isForGuest)),
    };
  });
}

/** Node has parts that are the same on every machine. */
function isForGuest(file) {
  return isForS390x(file) || file.endsWith('_all.deb');
}

/** The image and, where it has become several packages, the kernel itself, its modules, and the list of those built in. */
function partsOf({ apt }, image) {
  const depends = apt('apt-cache', 'depends', '--important', image);
  if (!depends.includes('linux-binary-')) return [image];
  return ['binary', 'modules', 'base'].map((part) => image.replace('linux-image-', `linux-${part}-`));
}

/** The package that the name for the newest kernel stands for. */
function imageOf({ apt, suite }) {
  const depends = apt('apt-cache', 'depends', '--important', kernel);
  const name = /Depends: <?(linux-image-[^\s>:]+)/.exec(depends)?.[1];
  if (name === undefined) throw new Error(`${kernel} of ${suite} names no kernel:\n${depends}`);
  return `${name}:s390x`;
}
