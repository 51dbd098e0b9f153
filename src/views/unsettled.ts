/** What no public source settles, and rows of several interfaces have to say. */

/** Linux 6.17.8 was read; that 6.16 brought the masks is what the dates of the patches say. */
export const dtsmNumbering =
  'The numbering of the bits is not settled: QEMU counts from the left (0x40 = type 1), Linux since 6.16 tests 0x08 and 0x0c, the type numbers shifted left by 2.';
