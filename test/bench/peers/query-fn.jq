def be: reduce .[] as $byte (0; . * 256 + $byte);
def le: reverse | be;
[tobytes | explode[]] as $page
| ($page[0:2] | be) as $at
| $page[$at:] as $b
| { len: ($b[0:2] | be), rsp: ($b[2:4] | be), vfn: ($b[16:18] | be), flags: $b[18], pfgid: $b[19],
    fid: ($b[20:24] | be), bar_size: $b[24:30], pchid: ($b[30:32] | be),
    bar: [range(6) as $i | $b[32 + 4 * $i:36 + 4 * $i] | le], pfip: $b[56:60], fidparm: $b[60],
    port: ($b[61] % 16), fmb_len: $b[62], pft: $b[63], sdma: ($b[64:72] | be), edma: ($b[72:80] | be),
    rid: ($b[80:82] | be), tid: ($b[86:88] | be), uid: ($b[124:128] | be), util_str: $b[128:192],
    valid: ($b[256] / 4 | floor),
    addr: [range(12) as $i | $b[264 + 8 * $i:272 + 8 * $i] | be] }
