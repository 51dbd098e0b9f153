/**
 * A smaller file that shows the same: pieces are taken out, then bytes are set to zero or to a letter.
 */

/** Bytes for which `isSame` still holds; at most `tries` are tried. */
export async function shrink(
  bytes: Uint8Array,
  isText: boolean,
  isSame: (bytes: Uint8Array) => Promise<boolean>,
  tries: number,
): Promise<Uint8Array> {
  let best = bytes;
  let left = tries;
  const attempt = async (next: Uint8Array): Promise<boolean> => {
    if (left <= 0 || next.length === 0) return false;
    left--;
    if (!(await isSame(next))) return false;
    best = next;
    return true;
  };
  for (let size = Math.ceil(best.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = best.length - size; at >= 0 && left > 0; at -= size) await attempt(without(best, at, size));
  }
  if (isText) return best;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.length && left > 0; at += size) {
      if (best.subarray(at, at + size).some((byte) => byte !== 0)) await attempt(cleared(best, at, size));
    }
  }
  return best;
}

function without(bytes: Uint8Array, at: number, size: number): Uint8Array {
  return Uint8Array.from(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]));
}

function cleared(bytes: Uint8Array, at: number, size: number): Uint8Array {
  return Uint8Array.from(bytes).fill(0, at, at + size);
}
