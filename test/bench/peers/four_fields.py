"""Four fields of each answer as lines of JSON, with nothing but the standard library."""
import json
import struct
import sys

fields = struct.Struct('>20xLxxxxxxH32xQQ304x')
source = sys.argv[1].rsplit('/', 1)[-1]
with open(sys.argv[1], 'rb') as file:
    data = file.read()
for at in range(0, len(data), fields.size):
    fid, pchid, sdma, edma = fields.unpack_from(data, at)
    print(json.dumps({'source': source, 'sourceOffset': at, 'type': 'clp_rsp_query_pci', 'fid': fid, 'pchid': pchid,
                      'sdma': f'0x{sdma:016x}', 'edma': f'0x{edma:016x}'}, separators=(',', ':')))
