import { own } from '../model/own.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'is a directory; name the files in it',
  ENOTDIR: 'a part of the path is no directory',
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'file name too long',
  ENXIO: 'no such device or address',
};

/** The code of a system error, such as `ENOENT`; empty for any other. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * Why the system refused, in words.
 * @throws the error itself when it is no refusal: a bug must not look like trouble with a file.
 */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  // Node finds a NUL in a name before the system does.
  const isRefusal = error instanceof Error && ('errno' in error || code === 'ERR_INVALID_ARG_VALUE');
  if (!isRefusal) throw error;
  const path = 'path' in error ? String(error.path) : '';
  // Node gives this sign for bytes of a name that are no UTF-8, and no file is found by it.
  if (code === 'ENOENT' && path.includes('\ufffd'))
    return 'its name is not UTF-8, and such files are not found; rename it';
  return own(reasons, code) ?? code;
}
