/** @typedef {{ version?: string, optionalDependencies?: Record<string, string>, [key: string]: unknown }} LockEntry */

/** Parts of a package name that tell the processor, as npm writes them. */
const PROCESSORS = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
];

/** Parts of a package name that tell the operating system. */
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];

/**
 * Optional packages that other packages of a lock file name and that have no entry of their own.
 * @param {Record<string, LockEntry>} packages
 * @returns {{ path: string, entry: LockEntry }[]}
 */
export function missingPlatformPackages(packages) {
  /** @type {Map<string, LockEntry>} */
  const missing = new Map();
  for (const [owner, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    if (!owner) continue;
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!/^\d/.test(version) || isResolved(packages, owner, name)) continue;
      const top = `node_modules/${name}`;
      const taken = packages[top] ?? missing.get(top);
      const path = taken && taken.version !== version ? `${owner}/${top}` : top;
      missing.set(path, { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true });
    }
  }
  return [...missing].map(([path, entry]) => ({ path, entry }));
}

/**
 * Whether Node would find a package from its owner's folder or any folder above.
 * @param {Record<string, LockEntry>} packages
 * @param {string} owner
 * @param {string} name
 */
function isResolved(packages, owner, name) {
  const folders = owner.split('/node_modules/');
  return folders
    .map((_, index) => [...folders.slice(0, index + 1), name].join('/node_modules/'))
    .concat(`node_modules/${name}`)
    .some((path) => path in packages);
}

/**
 * Operating system, processor and C library that a package name such as `…-linux-arm64-musl` tells.
 * @param {string} name
 */
function platformOf(name) {
  const parts = name.split(/[-/]/).map((part) => part.replace(/eabi(hf)?$/, ''));
  const os = SYSTEMS.filter((system) => parts.includes(system));
  const cpu = PROCESSORS.filter((processor) => parts.includes(processor) || parts.includes(`${processor}v7`));
  const libc = /-(musl|musleabihf)$/.test(name)
    ? ['musl']
    : /-linux-.*(gnu|gnueabihf)$/.test(name)
      ? ['glibc']
      : [];
  return { ...(cpu.length ? { cpu } : {}), ...(libc.length ? { libc } : {}), ...(os.length ? { os } : {}) };
}
