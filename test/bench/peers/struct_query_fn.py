"""The answer in an LPCB as JSON, with nothing but the standard library."""
import json
import struct
import sys

with open(sys.argv[1], 'rb') as file:
    page = file.read()
block = page[struct.unpack_from('>H', page)[0]:]
(length, rsp, fmt, _, vfn, flags, pfgid, fid) = struct.unpack_from('>HHLQHBBL', block)
(pchid,) = struct.unpack_from('>H', block, 30)
(fidparm, port, fmb_len, pft, sdma, edma, rid, _, tid) = struct.unpack_from('>BBBBQQHLH', block, 60)
addresses = struct.unpack_from('>12Q', block, 264)
print(json.dumps({
    'len': length, 'rsp': rsp, 'fmt': fmt >> 28, 'vfn': vfn, 'tid_avail': flags >> 5 & 1, 'rid_avail': flags >> 4 & 1,
    'is_physfn': flags >> 3 & 1, 'mio_addr_avail': flags >> 1 & 1, 'util_str_avail': flags & 1, 'pfgid': pfgid,
    'fid': fid, 'bar_size': list(block[24:30]), 'pchid': pchid, 'bar': struct.unpack_from('<6L', block, 32),
    'pfip': block[56:60].hex(), 'fidparm': fidparm, 'port': port & 15, 'fmb_len': fmb_len, 'pft': pft, 'sdma': sdma,
    'edma': edma, 'rid': rid, 'tid': tid, 'uid': struct.unpack_from('>L', block, 124)[0],
    'util_str': block[128:192].decode('cp037'), 'valid': block[256] >> 2,
    'addr': [{'wb': addresses[i], 'wt': addresses[i + 1]} for i in range(0, 12, 2)],
}))
