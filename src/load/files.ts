/** Names and sizes of the files that are read; without imports, so that nothing is loaded for them. */

/** Most bytes that are read from one source at once: a text dump of a block is far smaller. */
export const inputLimit = 64 * 1024 * 1024;

/** Says of the blocks of its folder what they are, and makes it a case. */
export const manifestFile = 'manifest.json';
export const manifestLimit = 1 << 20;

/** Types of the host's kernel, as the capture script cuts them out. */
export const kernelFile = 'kernel.btf';
export const kernelLimit = 32 * 1024 * 1024;

/** Attributes of the host's functions, as the capture script writes them. */
export const sysfsFile = 'sysfs.txt';
export const sysfsLimit = 1 << 20;
