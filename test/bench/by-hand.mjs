/** The reader that one would write for this struct alone: what its members are worth, reserved ones left out. */

/** @param view the blocks @param at where one begins, in bytes */
export function readByHand(view, at) {
  const flags = view.getUint8(at + 18);
  const bytes = (offset, length) => new Uint8Array(view.buffer, view.byteOffset + at + offset, length);
  return {
    len: view.getUint16(at),
    rsp: view.getUint16(at + 2),
    fmt: view.getUint8(at + 4) >>> 4,
    vfn: view.getUint16(at + 16),
    tid_avail: (flags >>> 5) & 1,
    rid_avail: (flags >>> 4) & 1,
    is_physfn: (flags >>> 3) & 1,
    mio_addr_avail: (flags >>> 1) & 1,
    util_str_avail: flags & 1,
    pfgid: view.getUint8(at + 19),
    fid: view.getUint32(at + 20),
    bar_size: [0, 1, 2, 3, 4, 5].map((i) => view.getUint8(at + 24 + i)),
    pchid: view.getUint16(at + 30),
    bar: [0, 4, 8, 12, 16, 20].map((offset) => view.getUint32(at + 32 + offset, true)),
    pfip: bytes(56, 4),
    fidparm: view.getUint8(at + 60),
    port: view.getUint8(at + 61) & 15,
    fmb_len: view.getUint8(at + 62),
    pft: view.getUint8(at + 63),
    sdma: view.getBigUint64(at + 64),
    edma: view.getBigUint64(at + 72),
    rid: view.getUint16(at + 80),
    tid: view.getUint16(at + 86),
    uid: view.getUint32(at + 124),
    util_str: bytes(128, 64),
    valid: view.getUint8(at + 256) >>> 2,
    addr: [264, 280, 296, 312, 328, 344].map((offset) => ({
      wb: view.getBigUint64(at + offset),
      wt: view.getBigUint64(at + offset + 8),
    })),
  };
}
