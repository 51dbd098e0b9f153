#!/usr/bin/python3
"""Process 1 of the guest: gives functions to vfio-pci, runs the capture script, and prints what came of it.

Each result goes to the console as base64 between two lines that carry its name, length and SHA-256.
"""
import base64
import ctypes
import glob
import hashlib
import json
import os
import subprocess
import sys
import time
import traceback

libc = ctypes.CDLL(None, use_errno=True)
SYS_FINIT_MODULE, COMPRESSED = 344, 4  # s390x
POWER_OFF = 0x4321fedc
DEVICES = '/sys/bus/pci/devices/'


def check(result, what):
    if result != 0:
        raise OSError(ctypes.get_errno(), '%s: %s' % (what, os.strerror(ctypes.get_errno())))


def say(text):
    print('@@ ' + text, flush=True)


def emit(name, data):
    text = base64.b64encode(data).decode()
    lines = [text[at:at + 100] for at in range(0, len(text), 100)]
    for line in ['begin ' + name] + lines + ['end %s %d %s' % (name, len(data), hashlib.sha256(data).hexdigest())]:
        say(line)


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def write(path, text):
    with open(path, 'w') as file:
        file.write(text)


def link_name(path):
    return os.path.basename(os.readlink(path)) if os.path.islink(path) else None


def prepare():
    for kind, place in (('proc', '/proc'), ('sysfs', '/sys'), ('devtmpfs', '/dev')):
        check(libc.mount(kind.encode(), place.encode(), kind.encode(), 0, None), 'mount ' + place)
    for path in sorted(glob.glob('/modules/*')):
        fd = os.open(path, os.O_RDONLY)
        check(libc.syscall(SYS_FINIT_MODULE, fd, b'', COMPRESSED if path.endswith('.xz') else 0), path)
        os.close(fd)


def give_to_vfio(bdf):
    write(DEVICES + bdf + '/driver_override', 'vfio-pci')
    if link_name(DEVICES + bdf + '/driver'):
        write(DEVICES + bdf + '/driver/unbind', bdf)
    write('/sys/bus/pci/drivers_probe', bdf)
    node = '/dev/vfio/' + link_name(DEVICES + bdf + '/iommu_group')
    for _ in range(100):
        if link_name(DEVICES + bdf + '/driver') == 'vfio-pci' and os.path.exists(node):
            return node
        time.sleep(0.1)
    raise RuntimeError('vfio-pci did not take ' + bdf)


def capture(name, script):
    """Runs the script as an administrator would, and brings out its file and what it said."""
    path, start = '/tmp/%s.tgz' % name, time.monotonic()
    run = subprocess.run([sys.executable, script, '-o', path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    result = {'status': run.returncode, 'stdout': run.stdout.decode(), 'stderr': run.stderr.decode(),
              'seconds': round(time.monotonic() - start, 1)}
    emit(name + '.json', json.dumps(result).encode())
    if os.path.exists(path):
        emit(name + '.tgz', read(path))


def own_view():
    """Sysfs as this program reads it, without the script."""
    functions = {}
    for bdf in sorted(os.listdir(DEVICES)):
        names = [path for path in glob.glob(DEVICES + bdf + '/*') + glob.glob(DEVICES + bdf + '/pfip/*') if os.path.isfile(path)]
        values = {}
        for path in names:
            try:
                values[path[len(DEVICES + bdf) + 1:]] = read(path).hex()
            except OSError:
                pass
        functions[bdf] = {'attributes': values, 'driver': link_name(DEVICES + bdf + '/driver')}
    slots = {name: read('/sys/bus/pci/slots/%s/power' % name).decode().strip() for name in os.listdir('/sys/bus/pci/slots')}
    return {'functions': functions, 'slots': slots, 'version': read('/proc/version').decode().strip(),
            'python': sys.version.split()[0]}


def list_functions(name):
    """What the tool itself says of this machine, as JSON and for people."""
    for kind in ('json', 'table'):
        run = subprocess.run(['/usr/bin/node', '/zpci-inspect/bin/zpci-inspect.cjs', 'list', '--format', kind],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        result = {'status': run.returncode, 'stdout': run.stdout.decode(), 'stderr': run.stderr.decode()}
        emit('%s-list-%s.json' % (name, kind), json.dumps(result).encode())


def handle_of(bdf):
    """None while the function is not there."""
    try:
        return read(DEVICES + bdf + '/function_handle') if os.path.exists(DEVICES + bdf + '/iommu_group') else None
    except OSError:
        return None


def replug(bdf):
    """Waits for the machine to take the function out and put it in again: it is another one by its handle."""
    before = handle_of(bdf)
    say('replug')
    for _ in range(300):
        if handle_of(bdf) not in (before, None):
            return
        time.sleep(0.1)
    raise RuntimeError(bdf + ' was not put in again')


def recover(bdf):
    """Disables and enables the function, as the kernel does after an error; it comes back as a new device."""
    write(DEVICES + bdf + '/recover', '1')
    for _ in range(100):
        if os.path.exists(DEVICES + bdf + '/iommu_group'):
            return
        time.sleep(0.1)
    raise RuntimeError(bdf + ' did not come back')


def main():
    prepare()
    words = dict(word.split('=', 1) for word in read('/proc/cmdline').decode().split() if '=' in word)
    node = give_to_vfio(words['live.vfio'])
    capture('one', '/capture.py')
    emit('one-own.json', json.dumps(own_view()).encode())
    list_functions('one')
    user = os.open(node, os.O_RDWR)
    capture('busy', '/capture.py')
    os.close(user)
    for bdf in sorted(os.listdir(DEVICES)):
        if bdf != words['live.vfio']:
            give_to_vfio(bdf)
    capture('all', '/capture.py')
    capture('redacted', '/capture-redact.py')
    emit('all-own.json', json.dumps(own_view()).encode())
    recover(words['live.vfio'])
    give_to_vfio(words['live.vfio'])
    capture('recovered', '/capture.py')
    replug(words['live.vfio'])
    give_to_vfio(words['live.vfio'])
    capture('replugged', '/capture.py')
    say('done')


try:
    main()
except BaseException:
    for line in traceback.format_exc().splitlines():
        say('failed ' + line)
finally:
    time.sleep(1)
    libc.reboot(POWER_OFF)
