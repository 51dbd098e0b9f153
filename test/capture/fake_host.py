"""Runs the capture script as a module on a host that is made of files and answers.

    python3 fake_host.py SCRIPT HOST.json ARGUMENT...

HOST.json: root (folder with sys, dev and proc), machine, byteorder, refused (node: errno), answers (see answer).
Prints the status and every call as JSON, to standard error where the bundle goes to standard output. What the script
says goes to standard error, as always.
"""
import builtins
import ctypes
import importlib.util
import json
import os
import struct
import sys
import types

script, host_file, arguments = sys.argv[1], sys.argv[2], sys.argv[3:]
with open(host_file) as file:
    host = json.load(file)
root, order = host['root'], {'big': '>', 'little': '<'}[host['byteorder']]
spec = importlib.util.spec_from_file_location('capture', script)
capture = importlib.util.module_from_spec(spec)
spec.loader.exec_module(capture)

calls = []


def in_order(name):
    """A function of struct whose native byte order is that of the host."""
    return lambda form, *rest: getattr(struct, name)(form.replace('=', order), *rest)


def opened(node):
    """Device nodes are files. A node that is refused fails as the kernel would fail it."""
    if isinstance(node, str):
        name = os.path.relpath(node, root + '/dev')
        calls.append({'open': name})
        if name in host.get('refused', {}):
            code = host['refused'][name]
            raise OSError(code, os.strerror(code))
    return builtins.open(node, 'r+b', buffering=0)


def answer(key):
    """Bytes, or the error that stands there in their place."""
    found = host['answers'].get(key, 25)  # ENOTTY: nobody knows this call
    if isinstance(found, int):
        raise OSError(found, os.strerror(found))
    return bytes.fromhex(found)


def clp(argument):
    word, reserved, address = struct.unpack(order + 'IIQ', argument)
    page = (ctypes.c_char * 4096).from_address(address)
    length, command, form, rest = struct.unpack_from('>HHIQ', page.raw)
    room = struct.unpack_from('>H', page.raw, length)[0]
    body = page.raw[16:length].hex()
    calls.append({'clp': command, 'word': word, 'reserved': [reserved, form, rest], 'body': body, 'room': room})
    response = answer('clp %d/%d %s' % (word >> 24 & 0x3f, command, body))
    page[length:length + len(response)] = response
    return 0


def info(key, argument):
    """Fills as much as there is room for, and says how much is needed."""
    data = answer(key)
    room = struct.unpack_from(order + 'I', argument)[0]
    if room >= len(data):
        argument[:len(data)] = data
    else:
        argument[4:16] = data[4:16]
        struct.pack_into(order + 'I', argument, 0, len(data))
    return 0


def ioctl(node, request, argument):
    path = os.path.relpath(os.readlink('/proc/self/fd/%d' % node.fileno()), root + '/dev')
    name = {getattr(capture, each): each for each in dir(capture) if each.startswith(('VFIO_', 'IOMMU_', 'CLP_SYNC'))
            and getattr(capture, each) > 0x1000}[request]
    if name == 'CLP_SYNC':
        return clp(argument)
    index = ''
    if name in ('VFIO_DEVICE_GET_REGION_INFO', 'VFIO_DEVICE_GET_IRQ_INFO'):
        index = ' %d' % struct.unpack_from(order + 'I', argument, 8)[0]
    calls.append({'ioctl': name, 'node': path, 'argument': argument if isinstance(argument, int) else argument.hex()})
    if name == 'VFIO_GROUP_GET_DEVICE_FD':
        answer('%s %s' % (name, path))
        return os.open('%s/dev/%s' % (root, argument.rstrip(b'\0').decode()), os.O_RDWR)
    if name == 'VFIO_CHECK_EXTENSION':
        return answer('%s %s' % (name, path))[0]
    if name in ('VFIO_GROUP_GET_STATUS', 'IOMMU_IOAS_ALLOC'):
        argument[:] = answer('%s %s' % (name, path))
    elif name.endswith('_INFO'):
        return info('%s %s%s' % (name, path, index), argument)
    return 0


capture.SYS, capture.DEV, capture.PROC = root + '/sys', root + '/dev', root + '/proc'
capture.MACHINE = host['machine']
capture.ioctl, capture.opened = ioctl, opened
capture.struct = types.SimpleNamespace(**{name: in_order(name) for name in
                                          ('pack', 'pack_into', 'unpack', 'unpack_from', 'calcsize')})
capture.sys = types.SimpleNamespace(byteorder=host['byteorder'], stderr=sys.stderr, stdout=sys.stdout)
status = capture.main(arguments)
print(json.dumps({'status': status, 'calls': calls}), file=sys.stderr if '-' in arguments else sys.stdout)
